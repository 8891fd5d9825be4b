// node test/e2e/screenshots.mjs OUTDIR [languages] [widths] [schemes]
// Takes screenshots of all pages and states, for people to look at. Defaults: en,km,ar 360,1280 light,dark. Needs a build (npm run build).
import { join } from 'node:path';
import { launchBrowser } from '../support/e2e/browsers.ts';
import { startServer } from '../support/e2e/server.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';

const [folder, languages = 'en,km,ar', widths = '360,1280', schemes = 'light,dark'] = process.argv.slice(2);
if (!folder) throw new Error('node test/e2e/screenshots.mjs OUTDIR [languages] [widths] [schemes]');
/** The name and the message to enter, by language. */
const inputs = {
  en: ['Sok Dara', 'Sample words: we think of you.'],
  km: ['សុខ ដារ៉ា', 'សារគំរូ៖ យើងនឹករលឹកដល់អ្នក។'],
  my: ['စုတ် ဒါရာ', 'နမူနာစာ။ သင့်ကို သတိရနေပါတယ်။'],
  lo: ['ສຸກ ດາລາ', 'ຂໍ້ຄວາມຕົວຢ່າງ: ພວກເຮົາຄິດຮອດທ່ານ.'],
  th: ['สก ดารา', 'ข้อความตัวอย่าง: เราคิดถึงคุณ'],
  ar: ['سوك دارا', 'كلمات للتجربة: نحن نفكر فيكم.'],
  vi: ['Sok Dara', 'Lời mẫu: chúng tôi nghĩ đến bạn.'],
};

/** The pages for iframes. */
const frames = [
  ['sam-sokha', 'letter', 'action-letter'],
  ['free-the-5kh', 'postcard', 'postcard-form'],
  ['free-the-5kh', 'counter', 'detention-counter'],
];
/** Pages in English, or with all languages on one page. */
const englishPages = {
  demo: '/demo/',
  embed: '/embed-code',
  theme: '/demo/theme/',
  hosts: '/demo/hosts/',
  'news-languages': '/demo/news/languages.html',
  'five-languages': '/demo/five/languages.html',
};
const tags = 'postcard-form, detention-counter, message-wall, campaign-updates, action-progress';
const server = await startServer();
// Submissions are delivered, delayed or refused, as each screenshot requires.
let fault = 'pass';
let release;
const proxy = await startFaultProxy(server.url, async ({ method }) => {
  if (method !== 'POST' || fault !== 'hold') return method === 'POST' ? fault : 'pass';
  await new Promise((resolve) => (release = resolve));
  return 'pass';
});
const browser = await launchBrowser('chromium');

for (const width of widths.split(',').map(Number)) {
  for (const colorScheme of schemes.split(',')) {
    for (const language of languages.split(',')) {
      const [name, message] = inputs[language] ?? inputs.en;
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, deviceScaleFactor: width < 600 ? 2 : 1 });
      const page = await context.newPage();
      const takeScreenshot = (name) => page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}-${language}.png`), fullPage: true });
      const waitForState = (state) => page.locator(`action-letter[state=${state}]`).waitFor();
      const part = (selector) => page.locator(`action-letter ${selector}`);

      // The partner's page is in British English; here it gets the language and direction of the letter.
      const setLanguage = async (route) => {
        const response = await route.fetch();
        if (language === 'en') return route.fulfill({ response });
        const body = (await response.text()).replace(/<html lang="en[^"]*">/, `<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
        await route.fulfill({ response, body });
      };
      await page.route('**/demo/news/*', setLanguage);
      const open = async () => {
        await page.goto(`${proxy.url}/demo/news/`);
        await waitForState('open');
        await part('[name="person/country"] option[value="AU"]').waitFor({ state: 'attached' });
      };
      const fill = async () => {
        await part('[name="person/country"]').selectOption('AU');
        await part('[name="person/name"]').fill(name);
        await part('[value="no"]').check();
      };
      await open();
      await takeScreenshot('news-open');
      await part('button.primary').click();
      await part('[role=alert]').waitFor();
      await takeScreenshot('news-errors');
      await fill();
      fault = 'hold';
      await part('button.primary').click();
      await waitForState('sending');
      await takeScreenshot('news-sending');
      fault = 'pass';
      release();
      await waitForState('sent');
      await takeScreenshot('news-sent');

      await open();
      await fill();
      fault = 'refused';
      await part('button.primary').click();
      await waitForState('queued');
      await takeScreenshot('news-queued');
      fault = 'pass';

      await page.goto(`${proxy.url}/demo/news/closed.html`);
      await waitForState('closed');
      await takeScreenshot('news-closed');

      const card = (selector) => page.locator(`postcard-form ${selector}`);
      const waitUntilReady = () => page.waitForFunction((tags) => [...document.querySelectorAll(tags)].every((one) => /open|closed/.test(one.state)), tags);
      await page.route('**/demo/five/', setLanguage);
      await page.route('**/demo/five/*.html', setLanguage);
      await page.goto(`${proxy.url}/demo/five/`);
      await waitUntilReady();
      await card('.suggested').waitFor();
      await takeScreenshot('five-open');
      // The browser renders only the visible part of the wall.
      await page.locator('message-wall .card').first().scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(folder, `wall-${width}-${colorScheme}-${language}.png`) });
      await card('button.primary').click();
      await card('[role=alert]').waitFor();
      await takeScreenshot('five-errors');
      await card('.flip-button').click();
      await card('[name="postcard/message"]').fill(message);
      await card('[name="postcard/from"]').fill(name);
      await card('[name="consent/news"][value="no"]').check();
      await takeScreenshot('five-back');
      await card('button.primary').click();
      await page.locator('postcard-form[state=sent]').waitFor();
      await takeScreenshot('five-sent');
      await page.goto(`${proxy.url}/demo/five/released.html`);
      await waitUntilReady();
      await takeScreenshot('five-released');
      await page.locator('detention-counter button').first().click();
      const shareImage = page.locator('detention-counter .preview img').first();
      await shareImage.waitFor();
      await shareImage.scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(folder, `five-share-image-${width}-${colorScheme}-${language}.png`) });

      for (const [campaign, kind, tag] of frames) {
        await page.goto(`${proxy.url}/embed/${campaign}/${kind}?lang=${language}`);
        await page.locator(`${tag}[state=open]`).waitFor();
        await takeScreenshot(`frame-${kind}`);
      }
      if (language === 'en')
        for (const [name, path] of Object.entries(englishPages)) {
          await page.goto(proxy.url + path);
          await page.waitForLoadState('networkidle');
          await takeScreenshot(name);
        }

      await page.route('**/v1/**', (route) => route.abort());
      await page.goto(`${proxy.url}/a/sam-sokha?lang=${language}`);
      await takeScreenshot('page');
      await page.locator('form button').click();
      await page.locator('.summary').waitFor();
      await takeScreenshot('page-errors');
      await page.locator('[name="person/country"]').selectOption('AU');
      await page.locator('[name="person/name"]').fill(name);
      await page.locator('[name="consent/news"][value="no"]').check();
      await page.locator('form button').click();
      await page.waitForURL(/thanks/);
      await takeScreenshot('page-thanks');
      await page.goto(`${proxy.url}/a/free-the-5kh?lang=${language}`);
      await takeScreenshot('page-card');
      await context.close();
    }
  }
}

await browser.close();
await proxy.close();
await server.stop();

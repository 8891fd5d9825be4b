// node test/e2e/screens.mjs OUTDIR [languages] [widths] [schemes]: what people see, as pictures to be looked at; without more
// words in en,km,ar at 360,1280, light and dark. Wants a build (npm run build).
import { join } from 'node:path';
import { launch } from '../support/e2e/browsers.ts';
import { startServer } from '../support/e2e/server.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';

const [folder, languages = 'en,km,ar', widths = '360,1280', schemes = 'light,dark'] = process.argv.slice(2);
if (!folder) throw new Error('node test/e2e/screens.mjs OUTDIR [languages] [widths] [schemes]');
/** A name, and a message, as somebody might type them. */
const typed = {
  en: ['Sok Dara', 'Sample words: we think of you.'],
  km: ['សុខ ដារ៉ា', 'សារគំរូ៖ យើងនឹករលឹកដល់អ្នក។'],
  my: ['စုတ် ဒါရာ', 'နမူနာစာ။ သင့်ကို သတိရနေပါတယ်။'],
  lo: ['ສຸກ ດາລາ', 'ຂໍ້ຄວາມຕົວຢ່າງ: ພວກເຮົາຄິດຮອດທ່ານ.'],
  th: ['สก ดารา', 'ข้อความตัวอย่าง: เราคิดถึงคุณ'],
  ar: ['سوك دارا', 'كلمات للتجربة: نحن نفكر فيكم.'],
  vi: ['Sok Dara', 'Lời mẫu: chúng tôi nghĩ đến bạn.'],
};

/** What stands in frames. */
const frames = [
  ['sam-sokha', 'letter', 'action-letter'],
  ['free-the-5kh', 'postcard', 'postcard-form'],
  ['free-the-5kh', 'counter', 'detention-counter'],
];
/** Pages of one language, or of all of them at once. */
const english = {
  demo: '/demo/',
  embed: '/embed-code',
  theme: '/demo/theme/',
  hosts: '/demo/hosts/',
  'news-languages': '/demo/news/languages.html',
  'five-languages': '/demo/five/languages.html',
};
const tags = 'postcard-form, detention-counter, message-wall, campaign-updates, action-progress';
const server = await startServer();
// Letters pass, stay on the way, or come to nothing, as the picture wants it.
let fault = 'pass';
let release;
const proxy = await startFaultProxy(server.url, async ({ method }) => {
  if (method !== 'POST' || fault !== 'hold') return method === 'POST' ? fault : 'pass';
  await new Promise((resolve) => (release = resolve));
  return 'pass';
});
const browser = await launch('chromium');

for (const width of widths.split(',').map(Number)) {
  for (const colorScheme of schemes.split(',')) {
    for (const language of languages.split(',')) {
      const [name, message] = typed[language] ?? typed.en;
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, deviceScaleFactor: width < 600 ? 2 : 1 });
      const page = await context.newPage();
      const shot = (what) => page.screenshot({ path: join(folder, `${what}-${width}-${colorScheme}-${language}.png`), fullPage: true });
      const state = (wanted) => page.locator(`action-letter[state=${wanted}]`).waitFor();
      const part = (selector) => page.locator(`action-letter ${selector}`);

      // The partner's page is English; its language and direction are those of the letter here.
      const translated = async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace(/<html lang="en[^"]*">/, `<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
        await route.fulfill({ response, body });
      };
      await page.route('**/demo/news/*', translated);
      const open = async () => {
        await page.goto(`${proxy.url}/demo/news/`);
        await state('open');
        await part('[name="person/country"] option[value="AU"]').waitFor({ state: 'attached' });
      };
      const fill = async () => {
        await part('[name="person/country"]').selectOption('AU');
        await part('[name="person/name"]').fill(name);
        await part('[value="no"]').check();
      };
      await open();
      await shot('news-open');
      await part('button.primary').click();
      await part('[role=alert]').waitFor();
      await shot('news-errors');
      await fill();
      fault = 'hold';
      await part('button.primary').click();
      await state('sending');
      await shot('news-sending');
      fault = 'pass';
      release();
      await state('sent');
      await shot('news-sent');

      await open();
      await fill();
      fault = 'refused';
      await part('button.primary').click();
      await state('queued');
      await shot('news-queued');
      fault = 'pass';

      await page.goto(`${proxy.url}/demo/news/closed.html`);
      await state('closed');
      await shot('news-closed');

      const card = (selector) => page.locator(`postcard-form ${selector}`);
      const ready = () => page.waitForFunction((tags) => [...document.querySelectorAll(tags)].every((one) => /open|closed/.test(one.state)), tags);
      await page.route('**/demo/five/', translated);
      await page.route('**/demo/five/*.html', translated);
      await page.goto(`${proxy.url}/demo/five/`);
      await ready();
      await card('.suggested').waitFor();
      await shot('five-open');
      // Of the wall only what is in sight is drawn.
      await page.locator('message-wall .card').first().scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(folder, `wall-${width}-${colorScheme}-${language}.png`) });
      await card('button.primary').click();
      await card('[role=alert]').waitFor();
      await shot('five-errors');
      await card('.flip-button').click();
      await card('[name="postcard/message"]').fill(message);
      await card('[name="postcard/from"]').fill(name);
      await card('[name="consent/news"][value="no"]').check();
      await shot('five-back');
      await card('button.primary').click();
      await page.locator('postcard-form[state=sent]').waitFor();
      await shot('five-sent');
      await page.goto(`${proxy.url}/demo/five/released.html`);
      await ready();
      await shot('five-released');
      await page.locator('detention-counter button').first().click();
      const drawn = page.locator('detention-counter .drawn img').first();
      await drawn.waitFor();
      await drawn.scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(folder, `five-picture-${width}-${colorScheme}-${language}.png`) });

      for (const [campaign, kind, tag] of frames) {
        await page.goto(`${proxy.url}/embed/${campaign}/${kind}?lang=${language}`);
        await page.locator(`${tag}[state=open]`).waitFor();
        await shot(`frame-${kind}`);
      }
      if (language === 'en')
        for (const [name, path] of Object.entries(english)) {
          await page.goto(proxy.url + path);
          await page.waitForLoadState('networkidle');
          await shot(name);
        }

      await page.route('**/v1/**', (route) => route.abort());
      await page.goto(`${proxy.url}/a/sam-sokha?lang=${language}`);
      await shot('page');
      await page.locator('form button').click();
      await page.locator('.summary').waitFor();
      await shot('page-errors');
      await page.locator('[name="person/country"]').selectOption('AU');
      await page.locator('[name="person/name"]').fill(name);
      await page.locator('[name="consent/news"][value="no"]').check();
      await page.locator('form button').click();
      await page.waitForURL(/thanks/);
      await shot('page-thanks');
      await page.goto(`${proxy.url}/a/free-the-5kh?lang=${language}`);
      await shot('page-card');
      await context.close();
    }
  }
}

await browser.close();
await proxy.close();
await server.stop();

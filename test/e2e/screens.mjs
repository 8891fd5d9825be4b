// node test/e2e/screens.mjs OUTDIR: what people see, as pictures to be looked at: phone and desktop, light and dark,
// English, Khmer and Arabic. Wants a build (npm run build).
import { join } from 'node:path';
import { launch } from '../support/e2e/browsers.ts';
import { startEndpoint } from '../support/e2e/endpoint.ts';
import { startFaultProxy } from '../support/faults.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('node test/e2e/screens.mjs OUTDIR');

const tags = 'postcard-form, detention-counter, message-wall, campaign-updates, action-progress';
const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 900 } };
const endpoint = await startEndpoint();
// Letters pass, stay on the way, or come to nothing, as the picture wants it.
let fault = 'pass';
let release;
const proxy = await startFaultProxy(endpoint.url, async ({ method }) => {
  if (method !== 'POST' || fault !== 'hold') return method === 'POST' ? fault : 'pass';
  await new Promise((resolve) => (release = resolve));
  return 'pass';
});
const browser = await launch('chromium');

for (const [size, viewport] of Object.entries(sizes)) {
  for (const colorScheme of ['light', 'dark']) {
    for (const language of ['en', 'km', 'ar']) {
      const context = await browser.newContext({ viewport, colorScheme, deviceScaleFactor: size === 'phone' ? 2 : 1 });
      const page = await context.newPage();
      const shot = (name) => page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}-${language}.png`), fullPage: true });
      const state = (name) => page.locator(`action-letter[state=${name}]`).waitFor();
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
        await part('[name="person/name"]').fill({ en: 'Sok Dara', km: 'សុខ ដារ៉ា', ar: 'سوك دارا' }[language]);
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
      await card('.fewest').waitFor();
      await shot('five-open');
      await card('button.primary').click();
      await card('[role=alert]').waitFor();
      await shot('five-errors');
      await card('.turn').click();
      await card('[name="postcard/message"]').fill({ en: 'Sample words: we think of you.', km: 'សារគំរូ៖ យើងនឹករលឹកដល់អ្នក។', ar: 'كلمات للتجربة: نحن نفكر فيكم.' }[language]);
      await card('[name="postcard/from"]').fill({ en: 'A sample', km: 'គំរូ', ar: 'مثال' }[language]);
      await card('[name="consent/news"][value="no"]').check();
      await shot('five-back');
      await card('button.primary').click();
      await page.locator('postcard-form[state=sent]').waitFor();
      await shot('five-sent');
      await page.goto(`${proxy.url}/demo/five/released.html`);
      await ready();
      await shot('five-released');

      await page.route('**/v1/**', (route) => route.abort());
      await page.goto(`${proxy.url}/a/sam-sokha?lang=${language}`);
      await shot('page');
      await page.locator('form button').click();
      await page.locator('.summary').waitFor();
      await shot('page-errors');
      await page.locator('[name="person/country"]').selectOption('AU');
      await page.locator('[name="person/name"]').fill('Sok Dara');
      await page.locator('[name="consent/news"][value="no"]').check();
      await page.locator('form button').click();
      await page.waitForURL(/thanks/);
      await shot('page-thanks');
      await context.close();
    }
  }
}

await browser.close();
await proxy.close();
await endpoint.stop();

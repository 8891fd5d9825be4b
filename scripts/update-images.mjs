// node scripts/update-images.mjs: draws demo/letter.png and demo/card.png, the images in the README, from the demo.
// Needs a build (npm run build) and Chromium.
import { launchBrowser } from '../test/support/e2e/browsers.ts';
import { startServer } from '../test/support/e2e/server.ts';

const server = await startServer();
const browser = await launchBrowser('chromium');

async function openPhone({ width, height }, path, language, colorScheme) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  await page.route('**/demo/{news,five}/', async (route) => {
    const response = await route.fetch();
    const direction = language === 'ar' ? 'rtl' : 'ltr';
    await route.fulfill({ response, body: (await response.text()).replace('<html lang="en-GB"', `<html lang="${language}" dir="${direction}"`) });
  });
  await page.goto(server.url + path);
  return page;
}

async function drawLetter(size, language, colorScheme) {
  const page = await openPhone(size, '/demo/news/', language, colorScheme);
  await page.locator('action-letter[state=open]').waitFor();
  const country = page.locator('action-letter [name="person/country"]');
  await country.locator('option[value=AU]').waitFor({ state: 'attached' });
  await country.selectOption('AU');
  await page.locator('action-letter').evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 20));
  return page.screenshot();
}

async function drawCounter(size, language, colorScheme) {
  const page = await openPhone(size, '/demo/five/', language, colorScheme);
  await page.locator('detention-counter[state=open]').first().waitFor();
  await page.locator('detention-counter').first().evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 40));
  return page.screenshot();
}

async function drawPostcard(size, language, colorScheme, message, sender) {
  const page = await openPhone(size, '/demo/five/', language, colorScheme);
  await page.locator('postcard-form[state=open]').waitFor();
  const form = page.locator('postcard-form');
  await form.locator('.flip-button').click();
  await form.locator('[name="postcard/from"]').fill(sender);
  await form.locator('[name="postcard/message"]').fill(message);
  await form.locator('[name="postcard/design"]').first().evaluate((input) => scrollTo(0, input.getBoundingClientRect().top + scrollY - 60));
  return page.screenshot();
}

async function combine(path, screenshots, { width, height }) {
  const page = await browser.newPage({ viewport: { width: 3 * (width + 20) + 20, height: height + 40 } });
  const images = screenshots.map((png) => `<img src="data:image/png;base64,${png.toString('base64')}" width="${width}" height="${height}">`);
  await page.setContent(`<style>
    body { margin: 20px; display: flex; gap: 20px; background: #e8e6df }
    img { border-radius: 16px }
  </style>${images.join('')}`);
  await page.screenshot({ path });
}

const phone = { width: 390, height: 780 };
await combine('demo/letter.png', [await drawLetter(phone, 'en-GB', 'light'), await drawLetter(phone, 'km', 'dark'), await drawLetter(phone, 'ar', 'light')], phone);
await combine(
  'demo/card.png',
  [
    await drawCounter(phone, 'en-GB', 'light'),
    await drawPostcard(phone, 'km', 'light', 'សារគំរូ៖ យើងនឹករលឹកដល់អ្នក។ ថ្ងៃនេះភ្លៀង ហើយដើមឈើបៃតងណាស់។', 'មិត្តម្នាក់ពីចម្ងាយ'),
    await drawPostcard(phone, 'ar', 'dark', 'كلمات للتجربة: نحن نفكر فيكم كل يوم.', 'صديق من بعيد'),
  ],
  phone,
);
await browser.close();
await server.stop();

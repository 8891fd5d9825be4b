/** Whether a wall of a thousand messages scrolls without a pause, on a slow phone. */
import { createFigure, interleave, type Bench } from '../figures.ts';
import { cpuSlowdown, measureInBrowser } from './browser.ts';
import { visitPage } from './page-visit.ts';
import { createSnippet } from './site.ts';
import type { Browser } from 'playwright-core';

const messageCount = 1000;
/** Messages that the element requests at a time. */
const pageSize = 12;
const texts = [
  'We think of you every day, and so do your friends here.',
  'The jacaranda in front of our house is in flower. My daughter painted it for you, and asks whether you have one, too.',
  'យើងគិតដល់អ្នករាល់ថ្ងៃ។ សូមរក្សាកម្លាំងចិត្ត។',
];

const createMessage = (_: unknown, i: number) => ({
  id: `message${i}`,
  from: i % 3 ? `Anna ${i}` : '',
  to: ['ny-sokha', 'lim-mony'].slice(0, 1 + (i % 2)),
  text: texts[i % texts.length],
  date: `2018-07-${String(18 - (i % 18)).padStart(2, '0')}`,
  language: i % texts.length === 2 ? 'km' : 'en',
});

/** Milliseconds of the longest task of the main thread; 0 if none took more than 50. */
interface LongestTasks {
  loading: number;
  scrolling: number;
}

declare global {
  interface Window {
    tasks: number[];
  }
}

const bench: Bench = ({ rounds }) =>
  measureInBrowser(async (browser, site) => {
    const messages = Array.from({ length: messageCount }, createMessage);
    const last = messageCount - pageSize;
    const next = messages[last - 1]!.id;
    // All but the last twelve at once, in less than the 256 KiB that the element accepts: clicking eighty times would measure the same.
    const path = '/campaigns/free-the-5kh/messages.json';
    site.addFile(path, JSON.stringify({ messages: messages.slice(0, last), next }));
    site.addFile(`${path}?limit=${pageSize}&after=${next}`, JSON.stringify({ messages: messages.slice(last) }));
    const url = site.addPage('wall', { widget: createSnippet('element', { id: 'free-the-5kh', element: 'wall' }) });
    const { wall } = await interleave(rounds, { wall: () => measureWall(browser, url) });
    const title = `wall of ${messageCount.toLocaleString('en')} messages`;
    return [
      createFigure(`${title} scrolled: longest task, 0 if none is long`, 'ms', wall.map(({ scrolling }) => scrolling), { max: 50 }),
      createFigure(`${title}: longest task when the last ${pageSize} load`, 'ms', wall.map(({ loading }) => loading)),
    ];
  });
export default bench;

const measureWall = (browser: Browser, url: string): Promise<LongestTasks> =>
  visitPage(browser, url, { cpuSlowdown: 1, isElement: false }, async ({ page, cdp }) => {
    await page.waitForURL(url);
    const waitForCards = (count: number) =>
      page.waitForFunction((count) => document.querySelector('message-wall')?.shadowRoot?.querySelectorAll('.card').length === count, count);
    await waitForCards(messageCount - pageSize);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
    await page.evaluate(() => {
      window.tasks = [];
      new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    });
    const readLongestTask = () => page.evaluate(() => Math.max(0, ...window.tasks.splice(0)));

    await page.locator('message-wall button').click();
    await waitForCards(messageCount);
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    const loading = await readLongestTask();

    await page.evaluate(scrollThrough);
    return { loading, scrolling: await readLongestTask() };
  });

/** Scrolls from the top to the end of the wall, a screen in each frame. */
async function scrollThrough(): Promise<void> {
  const wall = document.querySelector('message-wall')!;
  wall.scrollIntoView();
  while (wall.getBoundingClientRect().bottom > innerHeight) {
    scrollBy({ top: innerHeight, behavior: 'instant' });
    await new Promise(requestAnimationFrame);
  }
  // The observer receives the last tasks when the page is idle.
  await new Promise((resolve) => requestIdleCallback(resolve));
}

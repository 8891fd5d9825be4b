/** The height of a frame, which our script on the page around it keeps as tall as its content. */
import { waitUntil } from '../wait-until.ts';
import type { BrowserPage } from './browser-page.ts';

/**
 * Waits until the frame is as tall as its content, which is needed before a click: while a frame grows, a driver misses what it aims at.
 * @param page is in the frame, before and after @param selector of the frame @returns the height in CSS pixels
 */
export function waitForFrameHeight(page: BrowserPage, selector = 'iframe'): Promise<number> {
  return waitUntil('the frame is as tall as its content', async () => {
    const height = await page.evaluate<number>('return Math.ceil(document.documentElement.getBoundingClientRect().height)');
    await page.enterFrame();
    const frameHeight = await page.evaluate<string>('return document.querySelector(args[0]).style.height', selector);
    await page.enterFrame(selector);
    return frameHeight === `${height}px` ? height : undefined;
  });
}

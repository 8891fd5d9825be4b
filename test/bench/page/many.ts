/** More than one letter on a page: what each further one weighs, and a hundred of them. */
import type { Browser } from 'playwright-core';
import { visiting } from './visit.ts';

const further = 20;

export interface Memory {
  /** Bytes of the JavaScript heap after a collection: with what stands in the page, and what each further one adds. */
  heap: number;
  each: number;
  /** The same for what the engine keeps outside of it, which is the DOM. */
  dom: number;
  domEach: number;
}

/** A snippet with its element as often as wanted, and one script tag. */
export function many(snippet: string, count: number): string {
  const [script, ...element] = snippet.split('\n');
  return [script, ...Array.from({ length: count }, () => element.join('\n'))].join('\n');
}

/** @param tag undefined for a page with nothing in it */
export async function memory(browser: Browser, url: string, tag: string | undefined): Promise<Memory> {
  const { result } = await visiting(browser, url, { expected: tag ? 1 : 0 }, async ({ page, cdp, ready }) => {
    const complete = (count: number) =>
      page.waitForFunction(
        ([tag, count]) => {
          const all = [...document.querySelectorAll(tag)];
          return all.length === count && all.every(({ shadowRoot }) => shadowRoot!.querySelectorAll('option').length > 200);
        },
        [tag ?? 'no-such', count] as const,
        { polling: 200 },
      );
    const weigh = async () => {
      for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage');
      const { usedSize, embedderHeapUsedSize } = await cdp.send('Runtime.getHeapUsage');
      return { heap: usedSize, dom: embedderHeapUsedSize };
    };
    await ready();
    // Asked of an empty page too: the question itself leaves something in the heap.
    await complete(tag ? 1 : 0);
    const one = await weigh();
    if (!tag) return { ...one, each: 0, domEach: 0 };
    await page.evaluate(
      ([tag, further]) => {
        window.probed.expected = further + 1;
        const first = document.querySelector(tag)!;
        for (let i = 0; i < further; i++) {
          const next = document.createElement(tag);
          next.setAttribute('src', first.getAttribute('src')!);
          first.after(next);
        }
      },
      [tag, further] as const,
    );
    await ready();
    await complete(further + 1);
    const all = await weigh();
    return { ...one, each: (all.heap - one.heap) / further, domEach: (all.dom - one.dom) / further };
  });
  return result;
}

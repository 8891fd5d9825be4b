/** What runs in the page, before anything of its own, and takes the times. */

export interface Probed {
  /** When each form could be used, in milliseconds since the navigation began. */
  ready: number[];
  /** How many forms are waited for. */
  expected: number;
  paints: { fcp: number; lcp: number };
  /** When and how much, those after an input too. */
  shifts: { at: number; value: number }[];
  longTasks: { at: number; duration: number }[];
  requests: { path: string; start: number; end: number }[];
}

declare global {
  interface Window {
    probed: Probed & { collect(): Probed };
    /** Told once as many forms as expected are ready. */
    benchReady(payload: string): void;
  }
}

/** @param expected how many forms custom elements will make; 0 where all stands in the HTML */
export function probe(expected: number): void {
  const paints = { fcp: 0, lcp: 0 };
  const ready: number[] = [];
  const shifts: Probed['shifts'] = [];
  const longTasks: Probed['longTasks'] = [];
  const flushes: (() => void)[] = [];
  const observe = (type: string, take: (entry: PerformanceEntry) => void) => {
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(take));
    observer.observe({ type, buffered: true });
    flushes.push(() => observer.takeRecords().forEach(take));
  };
  observe('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') paints.fcp = startTime;
  });
  observe('largest-contentful-paint', ({ startTime }) => (paints.lcp = startTime));
  observe('layout-shift', (entry) => shifts.push({ at: entry.startTime, value: (entry as PerformanceEntry & { value: number }).value }));
  observe('longtask', ({ startTime, duration }) => longTasks.push({ at: startTime, duration }));

  const probed: Window['probed'] = {
    ready,
    expected,
    paints,
    shifts,
    longTasks,
    requests: [],
    collect() {
      for (const flush of flushes) flush();
      const requests = performance
        .getEntriesByType('resource')
        .map((entry) => entry as PerformanceResourceTiming)
        .map(({ name, startTime, responseEnd }) => ({ path: new URL(name).pathname, start: startTime, end: responseEnd }));
      return { ready, expected: probed.expected, paints, shifts, longTasks, requests };
    },
  };
  window.probed = probed;
  const add = (button: Element | null) => {
    // A click needs a place: style and layout belong to it. Many forms are laid out once, as the browser sees fit.
    if (probed.expected <= 1) button?.getBoundingClientRect();
    ready.push(performance.now());
    if (ready.length === Math.max(1, probed.expected)) window.benchReady('');
  };

  if (expected) {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on an element, below
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      const root = attach.call(this, init);
      new MutationObserver((_, observer) => {
        const button = root.querySelector('form button');
        if (!button) return;
        observer.disconnect();
        add(button);
      }).observe(root, { childList: true, subtree: true });
      return root;
    };
  } else {
    document.addEventListener('DOMContentLoaded', () => {
      const style = document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')!;
      const shown = () => add(document.querySelector('form button'));
      // Before it is here nothing is painted.
      if (style.sheet) shown();
      else style.addEventListener('load', shown);
    });
  }
}

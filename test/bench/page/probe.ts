/** Runs in the page before its own scripts, and measures. */

export interface ProbeResult {
  /** When the form became interactive, in milliseconds since the navigation began. */
  interactive: number;
  paints: { fcp: number; lcp: number };
  /** Every layout shift, also those after an input. */
  shifts: { at: number; value: number }[];
  longTasks: { at: number; duration: number }[];
  requests: { path: string; start: number; end: number }[];
}

declare global {
  interface Window {
    collectProbe(): ProbeResult;
    /** Called once, when the form is interactive. */
    benchReady(payload: string): void;
  }
}

/** @param isElement whether a custom element creates the form; else it is in the HTML */
export function probe(isElement: boolean): void {
  const paints = { fcp: 0, lcp: 0 };
  const shifts: ProbeResult['shifts'] = [];
  const longTasks: ProbeResult['longTasks'] = [];
  const flushes: (() => void)[] = [];
  let interactive = 0;
  const observe = (type: string, onEntry: (entry: PerformanceEntry) => void) => {
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(onEntry));
    observer.observe({ type, buffered: true });
    flushes.push(() => observer.takeRecords().forEach(onEntry));
  };
  observe('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') paints.fcp = startTime;
  });
  observe('largest-contentful-paint', ({ startTime }) => (paints.lcp = startTime));
  observe('layout-shift', (entry) => shifts.push({ at: entry.startTime, value: (entry as PerformanceEntry & { value: number }).value }));
  observe('longtask', ({ startTime, duration }) => longTasks.push({ at: startTime, duration }));

  window.collectProbe = () => {
    for (const flush of flushes) flush();
    const requests = performance
      .getEntriesByType('resource')
      .map((entry) => entry as PerformanceResourceTiming)
      .map(({ name, startTime, responseEnd }) => ({ path: new URL(name).pathname, start: startTime, end: responseEnd }));
    return { interactive, paints, shifts, longTasks, requests };
  };
  const markInteractive = (button: Element | null) => {
    if (interactive) return;
    // A click needs a position, so style and layout belong to the measured time.
    button?.getBoundingClientRect();
    interactive = performance.now();
    window.benchReady('');
  };

  if (isElement) {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on an element, below
    const attachShadow = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      const root = attachShadow.call(this, init);
      new MutationObserver((_, observer) => {
        const button = root.querySelector('form button');
        if (!button) return;
        observer.disconnect();
        markInteractive(button);
      }).observe(root, { childList: true, subtree: true });
      return root;
    };
  } else {
    document.addEventListener('DOMContentLoaded', () => {
      const style = document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')!;
      const onStyled = () => markInteractive(document.querySelector('form button'));
      // Nothing is painted before the style sheet has loaded.
      if (style.sheet) onStyled();
      else style.addEventListener('load', onStyled);
    });
  }
}

/** One timer for all counters of a page: it wakes when the next number changes, and sleeps while nobody can see one. */

/** Shows what has changed. @returns in how many milliseconds something changes next; Infinity for never */
export type TickCallback = () => number;

/** `setTimeout` takes no longer wait. */
const longestTimer = 2 ** 31 - 1;
/** When a page comes back, by whichever road; a laptop that slept tells only some of them. */
const resumeEvents = ['visibilitychange', 'pageshow', 'focus'];

const ticks = new Map<Element, TickCallback>();
const visible = new Set<Element>();
let timer: ReturnType<typeof setTimeout> | undefined;
let observer: IntersectionObserver | undefined;

/** Shows the time at once, and from then on. */
export function tickVisible(): void {
  clearTimeout(timer);
  if (document.hidden) return;
  const wait = Math.min(...[...visible].map((one) => ticks.get(one)!()));
  if (wait < Infinity) timer = setTimeout(tickVisible, Math.min(longestTimer, wait));
}

/** @param element has a box of its own: what can not be seen does not tick */
export function startTicking(element: Element, tick: TickCallback, signal: AbortSignal): void {
  observer ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting && ticks.has(target)) visible.add(target);
      else visible.delete(target);
    tickVisible();
  });
  if (!ticks.size) for (const type of resumeEvents) addEventListener(type, tickVisible);
  ticks.set(element, tick);
  observer.observe(element);
  signal.addEventListener('abort', () => {
    ticks.delete(element);
    visible.delete(element);
    observer!.unobserve(element);
    if (ticks.size) return;
    clearTimeout(timer);
    for (const type of resumeEvents) removeEventListener(type, tickVisible);
  });
}

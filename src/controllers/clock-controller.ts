/** One timer for all counters of a page: it wakes when the next number changes, and sleeps while nobody can see one. */

/** Shows what has changed. @returns in how many milliseconds something changes next; Infinity for never */
export type Tick = () => number;

/** `setTimeout` takes no longer wait. */
const longestTimer = 2 ** 31 - 1;
/** When a page comes back, by whichever road; a laptop that slept tells only some of them. */
const returns = ['visibilitychange', 'pageshow', 'focus'];

const ticks = new Map<Element, Tick>();
const seen = new Set<Element>();
let timer: ReturnType<typeof setTimeout> | undefined;
let sight: IntersectionObserver | undefined;

/** Shows the time at once, and from then on. */
export function wake(): void {
  clearTimeout(timer);
  if (document.hidden) return;
  const wait = Math.min(...[...seen].map((one) => ticks.get(one)!()));
  if (wait < Infinity) timer = setTimeout(wake, Math.min(longestTimer, wait));
}

/** @param element has a box of its own: what can not be seen does not tick */
export function keepTime(element: Element, tick: Tick, signal: AbortSignal): void {
  sight ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting && ticks.has(target)) seen.add(target);
      else seen.delete(target);
    wake();
  });
  if (!ticks.size) for (const type of returns) addEventListener(type, wake);
  ticks.set(element, tick);
  sight.observe(element);
  signal.addEventListener('abort', () => {
    ticks.delete(element);
    seen.delete(element);
    sight!.unobserve(element);
    if (ticks.size) return;
    clearTimeout(timer);
    for (const type of returns) removeEventListener(type, wake);
  });
}

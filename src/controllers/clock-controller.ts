/**
 * One timer for all clocks of a page: it fires when the next number changes, and stops while nobody can see a clock.
 */
import { serverNow, subscribeToClock } from '../api/server-clock.ts';
import { maxDelay } from '../utils/max-delay.ts';
import { whenRemoved } from '../utils/when-removed.ts';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The page becomes visible, returns from the back/forward cache, or the laptop wakes up, which not every engine reports. */
const resumeEvents = ['visibilitychange', 'pageshow', 'focus'];

const clocks = new Map<Element, ClockController>();
const visibleClocks = new Set<ClockController>();
let timer: ReturnType<typeof setTimeout> | undefined;
let observer: IntersectionObserver | undefined;
let unsubscribe: (() => void) | undefined;

/** Shows the time in all visible clocks, and sets the timer for the next change. */
function tickVisibleClocks(): void {
  clearTimeout(timer);
  if (document.hidden) return;
  const wait = Math.min(...[...visibleClocks].map((clock) => clock.tick()));
  if (wait < Infinity) timer = setTimeout(tickVisibleClocks, Math.min(maxDelay, wait));
}

/** Sets the timer again after elements were rendered, once for all of them. */
let isTickScheduled = false;
function scheduleTick(): void {
  if (isTickScheduled) return;
  isTickScheduled = true;
  queueMicrotask(() => {
    isTickScheduled = false;
    tickVisibleClocks();
  });
}

function add(target: Element, clock: ClockController): void {
  observer ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const clock = clocks.get(target);
      if (!clock) continue;
      if (isIntersecting) visibleClocks.add(clock);
      else visibleClocks.delete(clock);
    }
    tickVisibleClocks();
  });
  if (!clocks.size) {
    for (const type of resumeEvents) addEventListener(type, tickVisibleClocks);
    unsubscribe = subscribeToClock(tickVisibleClocks);
  }
  clocks.set(target, clock);
  observer.observe(target);
}

function remove(target: Element, clock: ClockController): void {
  observer!.unobserve(target);
  clocks.delete(target);
  visibleClocks.delete(clock);
  if (clocks.size) return;
  clearTimeout(timer);
  unsubscribe?.();
  for (const type of resumeEvents) removeEventListener(type, tickVisibleClocks);
}

export interface ClockControllerOptions {
  /** What has to be visible for the clock to tick; undefined while nothing ticks. */
  getTarget: () => Element | undefined;
  /** Shows the time. @returns in how many milliseconds something changes next; Infinity for never */
  onTick: (now: number) => number;
}

export class ClockController implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement;
  #options: ClockControllerOptions;
  #target: Element | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, options: ClockControllerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    whenRemoved(this.#host, () => this.#observe(undefined));
  }

  hostUpdated(): void {
    if (!this.#host.isConnected) return;
    this.#observe(this.#options.getTarget());
    if (visibleClocks.has(this)) scheduleTick();
  }

  tick(): number {
    return this.#options.onTick(serverNow());
  }

  #observe(target: Element | undefined): void {
    if (target === this.#target) return;
    if (this.#target) remove(this.#target, this);
    this.#target = target;
    if (target) add(target, this);
  }
}

/** What is computed from one visit. */
import type { LoadResult } from './page-visit.ts';

export type Metric = (visit: LoadResult) => number;

const getSum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export const interactive: Metric = (visit) => visit.interactive;
export const mainThread: Metric = (visit) => visit.mainThread;
/** The time of long tasks beyond their first 50 ms, https://web.dev/tbt. */
export const blockingTime: Metric = ({ longTasks }) => getSum(longTasks.map(({ duration }) => duration - 50));
export const layoutShift: Metric = (visit) => getSum(visit.shifts.filter(({ at }) => at <= visit.interactive).map(({ value }) => value));
export const fcp: Metric = ({ paints }) => paints.fcp;
export const lcp: Metric = ({ paints }) => paints.lcp;

/** Returns the requests of the widget before it was interactive. */
const getRequests = (visit: LoadResult) =>
  visit.requests.filter(({ path, start }) => start < visit.interactive && path !== '/bench/article.css');
export const requestCount: Metric = (visit) => getRequests(visit).length;

/** Counts round trips: a request that began after others had ended is one deeper than the deepest of them. */
export const roundTrips: Metric = (visit) => {
  const depths: { end: number; depth: number }[] = [];
  for (const { start, end } of getRequests(visit).toSorted((a, b) => a.start - b.start)) {
    const depth = 1 + Math.max(0, ...depths.filter((earlier) => earlier.end <= start).map(({ depth }) => depth));
    depths.push({ end, depth });
  }
  return Math.max(0, ...depths.map(({ depth }) => depth));
};

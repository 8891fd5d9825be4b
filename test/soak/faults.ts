/** What goes wrong with the requests of one submission. */
import { pick, pickInteger } from './random.ts';
import type { Fault } from '../support/fault-proxy.ts';

const faults: readonly Fault[] = [
  ...(['refused', 'reset-before', 'reset-after', 'stall', 'stall-after', 'cut', 'changed', 'repeated', 'html', 'redirect', 'echo'] as const),
  ...[{ status: 500 }, { status: 502 }, { status: 503 }, { status: 503, retryAfter: 2 }, { status: 429 }, { status: 429, retryAfter: 3 }],
];

/** @returns the faults of the first requests; the next ones pass */
export const pickFaults = (random: () => number, max: number): Fault[] => Array.from({ length: pickInteger(random, 0, max) }, () => pick(random, faults));

export const formatFault = (fault: Fault): string => (typeof fault === 'string' ? fault : Object.values(fault).join('/'));

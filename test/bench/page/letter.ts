/** What a letter costs the page that embeds it, compared with the same form in the page's HTML and written by hand. */
import { createFigure, createRatio, interleave, type Bench, type Figure } from '../figures.ts';
import { cpuSlowdown, measureInBrowser } from './browser.ts';
import { blockingTime, fcp, interactive, layoutShift, lcp, mainThread, requestCount, roundTrips, type Metric } from './metrics.ts';
import { measureLoad, type LoadResult, type Network } from './page-visit.ts';
import { addVariants, isElementVariant, type Variant } from './variants.ts';

const networks = {
  fast: { mbitPerSecond: 1.6, latencyMs: 150 },
  slow: { mbitPerSecond: 0.4, latencyMs: 400 },
} satisfies Record<string, Network>;
type NetworkName = keyof typeof networks;
/** On the slower network, only times to the floor that is an element have a budget. */
const slowVariants: readonly Variant[] = ['vanilla', 'letter', 'autoloader'];

const bench: Bench = ({ rounds }) =>
  measureInBrowser(async (browser, site) => {
    const urls = await addVariants(site, browser);
    const visits: Record<string, () => Promise<LoadResult>> = {};
    const addVisit = (variant: Variant, network: NetworkName) => {
      const conditions = { cpuSlowdown, network: networks[network], isElement: isElementVariant(variant) };
      visits[`${network} ${variant}`] = () => measureLoad(browser, urls[variant], conditions);
    };
    for (const variant of Object.keys(urls) as Variant[]) addVisit(variant, 'fast');
    for (const variant of slowVariants) addVisit(variant, 'slow');
    await visits['fast letter']!(); // warms up the browser
    return createFigures(await interleave(rounds, visits));
  });
export default bench;

function createFigures(results: Record<string, LoadResult[]>): Figure[] {
  const fast = (variant: Variant, metric: Metric) => results[`fast ${variant}`]!.map(metric);
  const slow = (variant: Variant, metric: Metric) => results[`slow ${variant}`]!.map(metric);
  /** Subtracts the value of the page alone, in the same round. */
  const overPage = (variant: Variant, metric: Metric) => {
    const page = fast('page', metric);
    return fast(variant, metric).map((value, i) => value - page[i]!);
  };
  return [
    createRatio('letter interactive, 1.6 Mbit/s, to floor-vanilla', 'ms', fast('vanilla', interactive), fast('letter', interactive), { max: 0.9 }),
    createRatio('letter interactive, 400 kbit/s, to floor-vanilla', 'ms', slow('vanilla', interactive), slow('letter', interactive), { max: 1 }),
    createRatio('letter interactive, 1.6 Mbit/s, to floor-html', 'ms', fast('html', interactive), fast('letter', interactive), { max: 1.35 }),
    createRatio('floor-vanilla itself, to floor-html', 'ms', fast('html', interactive), fast('vanilla', interactive)),
    createRatio('with actions.js, 1.6 Mbit/s, to floor-vanilla', 'ms', fast('vanilla', interactive), fast('autoloader', interactive)),
    createRatio('with actions.js, 400 kbit/s, to floor-vanilla', 'ms', slow('vanilla', interactive), slow('autoloader', interactive)),
    createRatio('main thread, to floor-vanilla', 'ms', fast('vanilla', mainThread), fast('letter', mainThread), { max: 1.45 }),
    createFigure('blocked time over the page alone, to floor-vanilla', 'ms', overPage('letter', blockingTime), { max: 90 }, overPage('vanilla', blockingTime)),
    createRatio('first contentful paint, to the page alone', 'ms', fast('page', fcp), fast('letter', fcp), { max: 1.03 }),
    createRatio('largest contentful paint, to the page alone', 'ms', fast('page', lcp), fast('letter', lcp), { max: 1.03 }),
    createFigure('layout shift until interactive', '', fast('letter', layoutShift), { max: 0 }),
    createFigure('requests before interactive', '', fast('letter', requestCount), { max: 2 }),
    createFigure('requests before interactive, in German', '', fast('german', requestCount), { max: 3 }),
    createFigure('round trips before interactive', '', fast('letter', roundTrips), { max: 1 }),
    createFigure('round trips before interactive, in German', '', fast('german', roundTrips), { max: 1 }),
  ];
}

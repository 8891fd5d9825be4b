/** All counters of a page share one timer, and none runs while no counter is visible. */
import { expect, fixture, html } from '@open-wc/testing';
import { resetClock, startClock } from '../support/browser/clocks.ts';
import '../../src/components/detention-counter/detention-counter.define.ts';
import { waitForState } from '../support/browser/elements.ts';
import { countTimers, type Timers } from '../support/browser/timers.ts';
import type { DetentionCounter } from '../../src/components/detention-counter/detention-counter.ts';

const second = 1000;
const hour = 3600 * second;
const five = { since: '2016-04-28', 'time-zone': 'Asia/Phnom_Penh', name: 'Ny Sokha' };

describe('time of counters', () => {
  let timers: Timers;
  beforeEach(() => startClock('2016-10-10T12:00:00.500+07:00'));
  afterEach(() => {
    timers?.restore();
    resetClock();
    Reflect.deleteProperty(document, 'hidden');
    scrollTo(0, 0);
  });

  /** Waits until the elements are open, and counts timers from then on. */
  const show = async (attributes: Record<string, string>, count = 1, style = ''): Promise<DetentionCounter[]> => {
    const elements = Array.from({ length: count }, () => {
      const element = document.createElement('detention-counter');
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      return element;
    });
    timers = countTimers();
    // The box has its size before the elements are added, so that all of them become visible at once.
    await fixture(html`<div style=${`position:absolute;inset:0;overflow:hidden;${style}`}>${elements}</div>`);
    timers.restore();
    await Promise.all(elements.map((element) => waitForState(element, 'open')));
    timers = countTimers();
    dispatchEvent(new Event('focus'));
    return elements;
  };
  const texts = (element: Element, selector: string) => [...element.shadowRoot!.querySelectorAll(selector)].map((one) => one.textContent);
  const getClock = (element: Element) => texts(element, '.clock [part=count]').join(':');
  const getDays = (element: Element) => texts(element, '.days').join();
  const hide = (hidden: boolean) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  };

  it('is shown as days, and as hours, minutes and seconds since midnight at the place', async () => {
    const [element] = (await show({ ...five, unit: 'clock' })) as [DetentionCounter];
    expect([getDays(element), getClock(element).slice(0, 5)]).to.deep.equal(['165', '12:00']);
    // The clock continues to run, and on a slow machine it may show 1 second.
    expect(texts(element, '.clock [part=unit]')).to.deep.equal(['hours', 'minutes', getClock(element).endsWith(':01') ? 'second' : 'seconds']);
  });

  it('advances every second, and changes only the digits that differ', async () => {
    const [element] = (await show({ ...five, unit: 'clock' })) as [DetentionCounter];
    const changedNodes = new Set<unknown>();
    const observer = new MutationObserver((records) => records.forEach(({ target }) => changedNodes.add(target instanceof Text ? target.parentElement : target)));
    const cells = [...element.shadowRoot.querySelectorAll('.clock [part=count]')];
    const before = getClock(element);
    observer.observe(element.shadowRoot, { subtree: true, childList: true, characterData: true });
    await timers.until(() => getClock(element) !== before);
    observer.disconnect();
    const parts = [...changedNodes].filter((target) => (target as Element).getAttribute('part') === 'count');
    expect(parts).to.deep.equal([cells[2]]);
  });

  it('uses one timer for a hundred clocks', async () => {
    const elements = await show({ ...five, unit: 'clock' }, 100, 'font-size:1px;--action-size:1px;columns:10');
    await timers.until(() => timers.pending().length === 1, 'one timer');
    const [first] = elements as [DetentionCounter];
    const visibleElements = elements.filter((element) => {
      const { top, left, width, height } = element.getBoundingClientRect();
      return top + height < innerHeight && left + width < innerWidth;
    });
    expect(visibleElements.length).to.be.greaterThan(10);
    const before = timers.requestCount();
    const from = getClock(first);
    await timers.until(() => Number(getClock(first).slice(-2)) >= Number(from.slice(-2)) + 2, 'two seconds');
    expect(timers.requestCount() - before).to.be.within(1, 6);
    expect(timers.pending().length).to.equal(1);
    expect(new Set(visibleElements.map(getClock))).to.deep.equal(new Set([getClock(first)]));
  });

  it('waits for midnight at the place if only days are counted', async () => {
    const [element] = (await show(five)) as [DetentionCounter];
    await timers.until(() => timers.pending().length === 1, 'one timer');
    expect(timers.pending()[0]).to.be.within(12 * hour - 20 * second, 12 * hour);
    expect(getClock(element)).to.equal('');
  });

  it('changes the day at midnight', async () => {
    startClock('2016-10-10T23:59:59+07:00');
    const [element, other] = (await show(five, 2)) as [DetentionCounter, DetentionCounter];
    other.unit = 'clock';
    await timers.until(() => getDays(element) === '166' && getDays(other) === '166');
    expect(getClock(other).slice(0, 5)).to.equal('00:00');
    expect(texts(element, '.visually-hidden')).to.deep.equal(['Ny Sokha has been held for 166 days.']);
    expect(Date.now()).to.be.within(Date.parse('2016-10-11T00:00:00+07:00'), Date.parse('2016-10-11T00:00:10+07:00'));
  });

  for (const [name, attributes] of [
    ['if the page counts to a fixed instant', { ...five, unit: 'clock', now: '2016-10-10T12:00:00Z' }],
    ['for a person who is free', { ...five, unit: 'clock', until: '2016-05-08' }],
  ] as const)
    it(`needs no timer ${name}`, async () => {
      await show(attributes);
      await timers.until(() => true);
      const [other] = await show({ ...five, unit: 'clock' });
      await timers.until(() => timers.pending().length === 1, 'the other ticks');
      other!.remove();
      await timers.until(() => timers.pending().length === 0, 'no timer');
    });

  it('stops when the last counter is removed, and continues when it is back', async () => {
    const [element] = (await show({ ...five, unit: 'clock' })) as [DetentionCounter];
    await timers.until(() => timers.pending().length === 1, 'one timer');
    const parent = element.parentElement!;
    element.remove();
    await timers.until(() => timers.pending().length === 0, 'no timer');
    parent.append(element);
    await timers.until(() => timers.pending().length === 1, 'one timer again');
  });

  it('stops while the page is hidden, and is right as soon as it is visible', async () => {
    const [element] = (await show({ ...five, unit: 'clock' })) as [DetentionCounter];
    await timers.until(() => timers.pending().length === 1, 'one timer');
    hide(true);
    expect(timers.pending()).to.deep.equal([]);
    startClock('2016-10-12T15:30:00.100+07:00');
    hide(false);
    await element.updateComplete;
    expect(getDays(element)).to.equal('167');
    expect(getClock(element).slice(0, 5)).to.equal('15:30');
    expect(timers.pending()).to.have.length(1);
  });

  it('is right as soon as the device wakes up', async () => {
    const [element] = (await show(five)) as [DetentionCounter];
    await timers.until(() => timers.pending().length === 1, 'one timer');
    startClock('2016-10-13T08:00:00+07:00');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await element.updateComplete;
    expect(getDays(element)).to.equal('168');
    expect(timers.pending()).to.have.length(1);
  });

  it('stops while it is out of view, until it is scrolled into view', async () => {
    const [element] = (await show({ ...five, unit: 'clock' }, 1, 'top:5000px;height:500px')) as [DetentionCounter];
    await timers.until(() => timers.pending().length === 0, 'no timer');
    startClock('2016-10-10T18:45:00+07:00');
    element.scrollIntoView({ behavior: 'instant' });
    await timers.until(() => getClock(element).startsWith('18:45'));
    expect(timers.pending()).to.have.length(1);
  });

  it('has 23 and 25 hours on the days of a clock change, and never runs backwards', async () => {
    const countAt = async (now: string) => {
      const [element] = (await show({ since: '2018-01-01', 'time-zone': 'Europe/Berlin', name: 'A', unit: 'clock', now })) as [DetentionCounter];
      return `${getDays(element)} ${getClock(element)}`;
    };
    expect(await countAt('2018-03-25T00:59:59Z')).to.equal('83 01:59:59');
    expect(await countAt('2018-03-25T01:00:00Z')).to.equal('83 02:00:00');
    expect(await countAt('2018-03-25T21:59:59Z')).to.equal('83 22:59:59');
    expect(await countAt('2018-03-25T22:00:00Z')).to.equal('84 00:00:00');
    expect(await countAt('2018-10-28T01:00:00Z')).to.equal('300 03:00:00');
    expect(await countAt('2018-10-28T22:59:59Z')).to.equal('300 24:59:59');
    expect(await countAt('2018-10-28T23:00:00Z')).to.equal('301 00:00:00');
  });
});

import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { DetentionCounter } from '../../src/components/detention-counter/detention-counter.ts';
import '../../src/components/detention-counter/detention-counter.define.ts';
import { campaign as createCampaign } from '../support/browser/campaigns.ts';
import { resetClock, setClock } from '../support/browser/clocks.ts';
import { waitForState, serveCampaign, isFallbackVisible, type CampaignServer } from '../support/browser/elements.ts';
import { testCampaignElement } from './shared/campaign-element.ts';
import { waitUntil } from '../support/browser/wait-until.ts';
import type { Campaign, Person } from '../../src/campaign/schema/campaign.schema.ts';

const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: { sokha: 'Ny Sokha', soksan: 'Yi Soksan', chakrya: 'Ny Chakrya' }[id] ?? id,
  place: 'Prey Sar',
  timeZone: 'Asia/Phnom_Penh',
  held: [{ from: '2016-04-28', to: '2017-06-29' }],
  ...more,
});
const campaign = (people = [person('sokha'), person('soksan'), person('chakrya', { place: 'Police Judiciaire' })]): Campaign =>
  createCampaign({ letter: undefined, people });

testCampaignElement({
  tag: 'detention-counter',
  define: (tag) => customElements.define(tag, class extends DetentionCounter {}),
  campaign,
  update: { more: { people: [person('mony', { name: 'Lim Mony' })] }, expectedText: 'Lim Mony' },
  khmer: { translation: { people: { sokha: { name: 'នី សុខា' } } }, expectedText: 'នី សុខា' },
  requiredSection: 'people',
});

/** Noon in Phnom Penh on 10 October 2016. */
const noon = Date.parse('2016-10-10T12:00:00+07:00');
const five = { since: '2016-04-28', 'time-zone': 'Asia/Phnom_Penh', name: 'Ny Sokha' };

describe('detention-counter', () => {
  let now = noon;
  let server: CampaignServer;

  beforeEach(() => {
    now = noon;
    setClock(() => now);
    server = serveCampaign(campaign());
  });
  afterEach(() => {
    server.network.restore();
    resetClock();
  });

  const createElement = (attributes: Record<string, string>): DetentionCounter => {
    const element = document.createElement('detention-counter');
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.innerHTML = '<a href="/a/test">The fallback</a>';
    return element;
  };
  const show = async (attributes: Record<string, string>): Promise<DetentionCounter> => {
    const element = createElement(attributes);
    await fixture(html`<div>${element}</div>`);
    return element;
  };
  const open = async (attributes: Record<string, string>): Promise<DetentionCounter> => {
    const element = await show(attributes);
    await waitForState(element, 'open');
    await element.updateComplete;
    return element;
  };
  const all = (element: Element, selector: string) => [...element.shadowRoot!.querySelectorAll(selector)].map((one) => one.textContent);
  const getDays = (element: Element) => all(element, '[part=count].days');
  const getSpokenTexts = (element: Element) => all(element, '.visually-hidden');
  const getClock = (element: Element) => all(element, '.clock [part=count]');
  const setAndWait = (element: DetentionCounter, name: string, value: string | null) => {
    const loaded = oneEvent(element, 'action-load');
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
    return loaded;
  };

  describe('what it shows', () => {
    it('shows one number for all people held for the same time, with their names and places below it', async () => {
      const element = await open({ src: server.src });
      expect(getDays(element)).to.deep.equal(['165']);
      expect(all(element, '.unit')).to.deep.equal(['days in detention']);
      expect(all(element, '[part=person]')).to.deep.equal(['Ny Sokha', 'Yi Soksan', 'Ny Chakrya']);
      expect(all(element, '[part=text]')).to.deep.equal(['Prey Sar', 'Police Judiciaire']);
      expect(getSpokenTexts(element)).to.deep.equal(['Ny Sokha, Yi Soksan, and Ny Chakrya have been held for 165 days.']);
    });

    it('shows one number for each length of detention', async () => {
      server.network.restore();
      server = serveCampaign(campaign([person('sokha'), person('soksan', { held: [{ from: '2016-10-01' }] }), person('chakrya')]));
      const element = await open({ src: server.src });
      expect(getDays(element)).to.deep.equal(['165', '9']);
      expect(all(element, '.group [part=person]')).to.deep.equal(['Ny Sokha', 'Ny Chakrya', 'Yi Soksan']);
    });

    it('shows only the person that the page names', async () => {
      const element = await open({ src: server.src, person: 'chakrya' });
      expect(getSpokenTexts(element)).to.deep.equal(['Ny Chakrya has been held for 165 days.']);
      await setAndWait(element, 'person', 'sokha');
      expect(all(element, '[part=person]')).to.deep.equal(['Ny Sokha']);
    });

    it('shows the whole time of a person who is free, and says that they are free', async () => {
      now = Date.parse('2026-01-01T00:00:00Z');
      const element = await open({ src: server.src, person: 'sokha', unit: 'clock' });
      expect(getDays(element)).to.deep.equal(['427']);
      expect(all(element, '.unit')).to.deep.equal(['days held, now free']);
      expect(getSpokenTexts(element)).to.deep.equal(['Ny Sokha was held for 427 days and is now free.']);
      expect(getClock(element)).to.deep.equal([]);
    });

    it('shows no number before a person is detained', async () => {
      now = Date.parse('2016-04-27T12:00:00+07:00');
      const element = await open({ src: server.src, person: 'sokha' });
      expect(getDays(element)).to.deep.equal([]);
      expect(all(element, '[part=text]')).to.deep.equal(['Ny Sokha is not in detention.']);
    });

    it('adds up several periods', async () => {
      server.network.restore();
      const held = [{ from: '2016-01-01', to: '2016-01-11' }, { from: '2016-10-05' }];
      server = serveCampaign(campaign([person('sokha', { held })]));
      expect(getDays(await open({ src: server.src }))).to.deep.equal(['15']);
    });

    it('follows the calendar of the place of detention, whatever the local time is', async () => {
      now = Date.parse('2016-10-09T23:59:59+07:00');
      const element = await open(five);
      expect(getDays(element)).to.deep.equal(['164']);
      await setAndWait(element, 'time-zone', 'Pacific/Kiritimati');
      expect(getDays(element)).to.deep.equal(['165']);
      await setAndWait(element, 'time-zone', 'America/Los_Angeles');
      expect(getDays(element)).to.deep.equal(['164']);
    });

    it('shows the status only for today', async () => {
      server.network.restore();
      server = serveCampaign(campaign([person('sokha', { status: 'On trial' })]));
      const element = await open({ src: server.src });
      expect(all(element, '[part=text]')).to.deep.equal(['Prey Sar', 'On trial']);
      await setAndWait(element, 'now', '2016-05-01T12:00:00Z');
      expect(all(element, '[part=text]')).to.deep.equal(['Prey Sar']);
    });

    it('counts to another day if the page names one', async () => {
      const element = await open({ src: server.src, now: '2017-06-28T17:00:00Z' });
      expect(getDays(element)).to.deep.equal(['427']);
      expect(all(element, '[part=note]')).to.deep.equal(['As of June 29, 2017']);
      await setAndWait(element, 'now', '2017-06-28T16:59:59Z');
      expect(getDays(element)).to.deep.equal(['426']);
      await setAndWait(element, 'now', null);
      expect(getDays(element)).to.deep.equal(['165']);
      expect(all(element, '[part=note]')).to.deep.equal([]);
    });

    it('changes when the document changes', async () => {
      const element = await show({});
      element.campaign = campaign([person('sokha')]);
      await waitForState(element, 'open');
      expect(getSpokenTexts(element)).to.deep.equal(['Ny Sokha has been held for 165 days.']);
      const loaded = oneEvent(element, 'action-load');
      element.campaign = campaign([person('soksan')]);
      await loaded;
      expect(getSpokenTexts(element)).to.deep.equal(['Yi Soksan has been held for 165 days.']);
    });
  });

  describe('from attributes alone', () => {
    it('makes no request', async () => {
      const element = await open(five);
      expect(getSpokenTexts(element)).to.deep.equal(['Ny Sokha has been held for 165 days.']);
      expect(server.network.requests).to.deep.equal([]);
    });

    it('counts to the day of release', async () => {
      const element = await open({ ...five, until: '2016-05-08' });
      expect(getSpokenTexts(element)).to.deep.equal(['Ny Sokha was held for 10 days and is now free.']);
      await setAndWait(element, 'until', null);
      expect(getDays(element)).to.deep.equal(['165']);
    });

    it('works without a name', async () => {
      const element = await open({ since: '2016-04-28' });
      expect(getSpokenTexts(element)).to.deep.equal([]);
      expect(all(element, ':not([aria-hidden]) > :is(.days, .unit):not([aria-hidden])')).to.deep.equal(['165', 'days in detention']);
      expect(element.shadowRoot.querySelector('button')).to.equal(null);
    });

    it('speaks Khmer and Arabic, and English instead of a language that it does not support', async () => {
      const showIn = async (lang: string) => {
        const element = await open({ ...five, lang });
        const root = element.shadowRoot.querySelector('.root')!;
        return [root.getAttribute('lang'), root.getAttribute('dir'), all(element, '.unit')[0]];
      };
      expect(await showIn('km-KH')).to.deep.equal(['km', 'ltr', 'ថ្ងៃក្នុងការឃុំខ្លួន']);
      expect(await showIn('ar')).to.deep.equal(['ar', 'rtl', 'يومًا في الاحتجاز']);
      expect(await showIn('eo')).to.deep.equal(['en', 'ltr', 'days in detention']);
    });

    const invalidAttributes: [name: string, attributes: Record<string, string>, named: string][] = [
      ['without a first day', { name: 'Ny Sokha' }, 'since'],
      ['with a first day that does not exist', { ...five, since: '2016-02-30' }, 'since'],
      ['with a last day that does not exist', { ...five, until: 'today' }, 'until'],
      ['with a last day before the first', { ...five, until: '2016-04-27' }, 'until'],
      ['with an unknown time zone', { ...five, 'time-zone': 'Asia/Nowhere' }, 'time-zone'],
      ['with an invalid instant', { ...five, now: '2016-10-10' }, 'now'],
    ];
    for (const [name, attributes, named] of invalidAttributes)
      it(`keeps its fallback content ${name}, and names the attribute`, async () => {
        const warnings: unknown[] = [];
        const { warn } = console;
        console.warn = (...args) => warnings.push(args[0]);
        try {
          const element = createElement(attributes);
          const failed = oneEvent<HTMLElementEventMap['action-error']>(element, 'action-error');
          await fixture(html`<div>${element}</div>`);
          expect((await failed).detail).to.deep.equal({ code: 'invalid-document' });
          expect(element.state).to.equal('failed');
          expect(isFallbackVisible(element)).to.equal(true);
          expect(warnings).to.have.length(1);
          expect(warnings[0]).to.match(new RegExp(`\\b${named}\\b`));
        } finally {
          console.warn = warn;
        }
      });

    it('shows its fallback content while an attribute is invalid, and the count again when it is valid', async () => {
      const element = await open(five);
      element.since = 'long ago';
      await waitForState(element, 'failed');
      await element.updateComplete;
      expect(isFallbackVisible(element)).to.equal(true);
      element.since = '2016-10-09';
      await waitForState(element, 'open');
      await element.updateComplete;
      expect(isFallbackVisible(element)).to.equal(false);
      expect(getDays(element)).to.deep.equal(['1']);
    });
  });

  it('aligns the start of its number with the start of its text', async () => {
    for (const lang of ['en', 'ar']) {
      const element = await open({ ...five, lang, unit: 'clock' });
      const side = (selector: string) => {
        const range = document.createRange();
        range.selectNodeContents(element.shadowRoot.querySelector(selector)!);
        const { left, right } = range.getBoundingClientRect();
        return Math.round(lang === 'ar' ? right : left);
      };
      expect(side('.days')).to.be.closeTo(side('.unit'), 8);
      expect(side('.clock [part=count]')).to.be.closeTo(side('.clock [part=unit]'), 8);
    }
  });

  it('leaves enough room for Burmese digits, which have ascenders and descenders', async () => {
    const pen = document.createElement('canvas').getContext('2d')!;
    const element = await open({ ...five, lang: 'my', unit: 'clock' });
    for (const figures of element.shadowRoot.querySelectorAll<HTMLElement>('.days, .clock b')) {
      const { fontSize, fontFamily } = getComputedStyle(figures);
      pen.font = `${fontSize} ${fontFamily}`;
      const ink = pen.measureText('၁၆၅');
      // An empty inline block sits on the baseline.
      const empty = document.createElement('i');
      empty.style.display = 'inline-block';
      figures.append(empty);
      expect(figures.scrollWidth, 'width').to.be.at.most(figures.clientWidth);
      const { bottom: line } = empty.getBoundingClientRect();
      empty.remove();
      const box = figures.getBoundingClientRect();
      expect(line - ink.actualBoundingBoxAscent, 'top').to.be.at.least(box.top - 1);
      expect(line + ink.actualBoundingBoxDescent, 'bottom').to.be.at.most(box.bottom + 1);
    }
  });

  it('keeps its fallback content for a person that is not in the campaign', async () => {
    const element = await show({ src: server.src, person: 'nobody' });
    await waitForState(element, 'failed');
    expect(isFallbackVisible(element)).to.equal(true);
  });

  it('keeps what it shows until another campaign with another person is there', async () => {
    const element = await open({ src: server.src, person: 'sokha' });
    const errors: unknown[] = [];
    element.addEventListener('action-error', ({ detail }) => errors.push(detail));
    const other = serveCampaign(campaign([person('mony', { name: 'Lim Mony' })]));
    const loaded = oneEvent(element, 'action-load');
    element.src = other.src;
    element.person = 'mony';
    await element.updateComplete;
    expect(element.shadowRoot.textContent).to.contain('Ny Sokha');
    await loaded;
    expect(element.shadowRoot.textContent).to.contain('Lim Mony').and.not.to.contain('Ny Sokha');
    expect(errors).to.deep.equal([]);
    other.network.restore();
  });

  it('reports once that another person is not in its campaign', async () => {
    const { warn } = console;
    console.warn = () => {};
    try {
      const element = await open({ src: server.src, person: 'sokha' });
      const errors: unknown[] = [];
      element.addEventListener('action-error', ({ detail }) => errors.push(detail));
      element.person = 'nobody';
      await waitForState(element, 'failed');
      await element.updateComplete;
      expect(errors).to.deep.equal([{ code: 'invalid-document' }]);
    } finally {
      console.warn = warn;
    }
  });

  it('is read by a screen reader once, and not every second', async () => {
    const element = await open({ ...five, unit: 'clock' });
    const timer = element.shadowRoot.querySelector('[role=timer]')!;
    expect(timer.textContent).to.equal('Ny Sokha has been held for 165 days.');
    expect(timer.getAttribute('aria-live')).to.equal('off');
    for (const one of element.shadowRoot.querySelectorAll('[part=count], [part=unit]'))
      expect(one.closest('[aria-hidden=true]')).to.not.equal(null);
    await waitUntil(() => getClock(element)[2] === '00');
    let changed = 0;
    const observer = new MutationObserver(() => changed++);
    observer.observe(timer, { subtree: true, childList: true, characterData: true });
    now += 5000;
    await waitUntil(() => getClock(element)[2] === '05');
    await nextFrame();
    observer.disconnect();
    expect(changed).to.equal(0);
  });
});

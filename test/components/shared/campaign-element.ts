/** Tests of every element; each element runs them with its own document. */
import { expect, fixture, html, nextFrame, oneEvent, waitUntil } from '@open-wc/testing';
import { waitForState, isFallbackVisible, serveCampaign, type CampaignServer } from '../../support/browser/elements.ts';
import { held, json, offline, problem, neverRespond } from '../../support/browser/network.ts';
import type { CampaignElement } from '../../../src/base/campaign-element.ts';
import type { Campaign, Translation } from '../../../src/campaign/schema/campaign.schema.ts';

export interface Subject {
  tag: keyof HTMLElementTagNameMap & `${string}-${string}`;
  /** Registers another tag with the same class, for those that are defined late. */
  define: (tag: string) => void;
  campaign: () => Campaign;
  /** Another document, and the text by which the element shows it; by default its title. */
  another?: { more: Partial<Campaign>; shows: string };
  /** The same of a translation into Khmer. */
  khmer?: { words: Translation; shows: string };
  /** Adds further responses of the server. */
  answers?: (at: CampaignServer) => void;
  /** The section of the document that it requires, if any. */
  needs?: 'letter' | 'postcard' | 'people';
}

const title = (text: string) => ({ title: text });

export function testCampaignElement({
  tag,
  define,
  campaign,
  another = { more: title('Another title'), shows: 'Another title' },
  khmer = { words: title('ចំណងជើង'), shows: 'ចំណងជើង' },
  answers,
  needs,
}: Subject): void {
  let late = 0;
  let at: CampaignServer;
  const play = (document: Campaign): CampaignServer => {
    const set = serveCampaign(document);
    answers?.(set);
    return set;
  };
  const shows = (element: Element, text: string): Promise<void> =>
    waitUntil(() => element.shadowRoot!.textContent.includes(text), `“${text}” is shown`);

  const make = (name: string, attributes: Record<string, string> = {}): CampaignElement => {
    const element = document.createElement(name) as CampaignElement;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.innerHTML = '<a href="/a/test">The fallback</a>';
    return element;
  };
  const put = async (element: Element): Promise<void> => {
    await fixture(html`<div>${element}</div>`);
  };
  const downloads = () => at.network.to(at.src).length;

  describe(`${tag} as an element`, () => {
    beforeEach(() => {
      at = play(campaign());
    });
    afterEach(() => at.network.restore());

    it('shows its fallback content until it is ready, and then its own', async () => {
      const { handler, release } = held();
      at.network.on(at.src, handler);
      const element = make(tag, { src: at.src });
      await put(element);
      expect(element.getAttribute('state')).to.equal('loading');
      expect(isFallbackVisible(element)).to.equal(true);
      release(json(campaign()));
      await waitForState(element, 'open');
      await element.updateComplete;
      expect(isFallbackVisible(element)).to.equal(false);
      expect(element.state).to.equal('open');
    });

    it('matches :state()', async () => {
      const { handler, release } = held();
      at.network.on(at.src, handler);
      const element = make(tag, { src: at.src });
      await put(element);
      expect(element.matches(':state(loading)')).to.equal(true);
      release(json(campaign()));
      await waitForState(element, 'open');
      expect(element.matches(':state(open)')).to.equal(true);
      expect(element.matches(':state(loading)')).to.equal(false);
    });

    it('fires action-load with the document and the state', async () => {
      const element = make(tag, { src: at.src });
      const heard = oneEvent<HTMLElementEventMap['action-load']>(element, 'action-load');
      await put(element);
      const event = await heard;
      expect(event.detail.campaign.id).to.equal('test');
      expect(event.detail.state).to.equal('open');
      expect([event.bubbles, event.composed]).to.deep.equal([true, true]);
    });

    it('keeps properties that were set before it was defined, except read-only ones', async () => {
      const name = `late-element-${++late}`;
      const element = make(name);
      Object.assign(element, { src: at.src, state: 'sent' });
      await put(element);
      define(name);
      await waitForState(element, 'open');
      expect([element.getAttribute('src'), element.state]).to.deep.equal([at.src, 'open']);
    });

    it('keeps a document that was set before it was defined', async () => {
      const name = `late-element-${++late}`;
      const element = make(name);
      element.campaign = campaign();
      await put(element);
      define(name);
      await waitForState(element, 'open');
      expect(at.network.requests.filter(({ url }) => url.endsWith(at.src))).to.have.length(0);
    });

    it('continues after a move without another download', async () => {
      const element = make(tag, { src: at.src });
      await put(element);
      await waitForState(element, 'open');
      const heard: string[] = [];
      element.addEventListener('action-load', () => heard.push('load'));
      const elsewhere = await fixture(html`<section></section>`);
      elsewhere.append(element);
      await nextFrame();
      expect(element.getAttribute('state')).to.equal('open');
      expect(isFallbackVisible(element)).to.equal(false);
      expect([downloads(), heard.length]).to.deep.equal([1, 0]);
    });

    it('aborts its download when it is removed, and starts again when it is put back', async () => {
      let aborted = false;
      at.network.on(at.src, ({ init }, count) => {
        init.signal!.addEventListener('abort', () => (aborted = true));
        return count === 1 ? neverRespond() : json(campaign());
      });
      const element = make(tag, { src: at.src });
      await put(element);
      await waitUntil(() => downloads() === 1);
      element.remove();
      await waitUntil(() => aborted);
      await put(element);
      await waitForState(element, 'open');
      expect(downloads()).to.equal(2);
    });

    it('shares one download with all elements of the same src', async () => {
      const elements = [1, 2, 3].map(() => make(tag, { src: at.src }));
      await fixture(html`<div>${elements}</div>`);
      await Promise.all(elements.map((element) => waitForState(element, 'open')));
      expect(downloads()).to.equal(1);
    });

    it('keeps a shared download when one of its elements is removed', async () => {
      const { handler, release } = held();
      at.network.on(at.src, handler);
      const [one, other] = [make(tag, { src: at.src }), make(tag, { src: at.src })];
      await fixture(html`<div>${one}${other}</div>`);
      await waitUntil(() => downloads() === 1);
      one.remove();
      await nextFrame();
      release(json(campaign()));
      await waitForState(other, 'open');
      expect(downloads()).to.equal(1);
    });

    it('downloads the document again with reload()', async () => {
      const element = make(tag, { src: at.src });
      await put(element);
      await waitForState(element, 'open');
      at.network.on(at.src, () => json({ ...campaign(), ...another.more }));
      const loaded = oneEvent(element, 'action-load');
      element.reload();
      await loaded;
      expect(downloads()).to.equal(2);
      await shows(element, another.shows);
    });

    it('shows the latest document if src changes while the first one loads', async () => {
      const first = at;
      const second = play({ ...campaign(), ...another.more });
      first.network.on(first.src, neverRespond);
      const element = make(tag, { src: first.src });
      await put(element);
      element.src = second.src;
      await waitForState(element, 'open');
      await shows(element, another.shows);
      second.network.restore();
    });

    it('uses its own language, else that of the nearest ancestor, else that of the campaign', async () => {
      const translated = play({ ...campaign(), translations: { km: khmer.words, ar: { title: 'عنوان' } } });
      const language = (element: Element) => {
        const root = element.shadowRoot!.querySelector('.root')!;
        return [root.getAttribute('lang'), root.getAttribute('dir')];
      };
      const own = make(tag, { src: translated.src, lang: 'km-KH' });
      const around = make(tag, { src: translated.src });
      const none = make(tag, { src: translated.src, lang: 'eo' });
      await fixture(html`<div lang="ar-EG">${own}${around}${none}</div>`);
      await Promise.all([own, around, none].map((element) => waitForState(element, 'open')));
      expect(language(own)).to.deep.equal(['km', 'ltr']);
      expect(language(around)).to.deep.equal(['ar', 'rtl']);
      expect(language(none)).to.deep.equal(['en', 'ltr']);
      await shows(own, khmer.shows);
      translated.network.restore();
    });

    it('changes its language when lang changes', async () => {
      const translated = play({ ...campaign(), translations: { km: khmer.words } });
      const element = make(tag, { src: translated.src, lang: 'en' });
      await put(element);
      await waitForState(element, 'open');
      const loaded = oneEvent(element, 'action-load');
      element.lang = 'km';
      await loaded;
      await shows(element, khmer.shows);
      translated.network.restore();
    });

    it('keeps a fallback form that the supporter has begun to fill in', async () => {
      const { handler, release } = held();
      at.network.on(at.src, handler);
      const element = make(tag, { src: at.src });
      element.innerHTML = '<form><input name="begun"></form>';
      await put(element);
      element.querySelector('input')!.value = 'Begun';
      await waitUntil(() => downloads() === 1);
      release(json(campaign()));
      // The next one has gone all the way; this one has had as long.
      const next = make(tag, { src: at.src });
      await put(next);
      await waitForState(next, 'open');
      expect(isFallbackVisible(element)).to.equal(true);
      expect(element.shadowRoot.querySelector('.root')).to.equal(null);
    });

    const failures: [name: string, answer: () => Response | Promise<Response>, detail: object][] = [
      ['a missing document', () => problem('unknown-campaign', 404), { code: 'unknown-campaign', status: 404 }],
      ['a page of a captive portal', () => new Response('<html>Log in'), { code: 'not-json', status: 200 }],
      ['an invalid document', () => json({ version: 1 }), { code: 'invalid-document' }],
      ['a document over 256 KiB', () => json({ ...campaign(), more: 'x'.repeat(262_144) }), { code: 'too-large', status: 200 }],
      ['a document without access', () => new Response('', { status: 403 }), { code: 'http', status: 403 }],
    ];
    if (needs) failures.push(['a document of another kind', () => json({ ...campaign(), [needs]: undefined }), { code: 'invalid-document' }]);
    for (const [name, answer, detail] of failures) {
      it(`keeps its fallback content and fires action-error for ${name}`, async () => {
        at.network.on(at.src, answer);
        const element = make(tag, { src: at.src });
        const heard = oneEvent<HTMLElementEventMap['action-error']>(element, 'action-error');
        await put(element);
        expect((await heard).detail).to.deep.equal(detail);
        expect(element.getAttribute('state')).to.equal('failed');
        expect(isFallbackVisible(element)).to.equal(true);
      });
    }

    it('retries after network errors before it gives up', async () => {
      at.network.on(at.src, (_, count) => (count < 3 ? offline() : json(campaign())));
      const element = make(tag, { src: at.src });
      await put(element);
      await waitForState(element, 'open');
      expect(downloads()).to.equal(3);
    });

    it('recovers with reload() after a failure', async () => {
      at.network.on(at.src, (_, count) => (count === 1 ? json({}) : json(campaign())));
      const element = make(tag, { src: at.src });
      await put(element);
      await waitForState(element, 'failed');
      element.reload();
      await waitForState(element, 'open');
      await element.updateComplete;
      expect(isFallbackVisible(element)).to.equal(false);
    });

    it('fires no event when it is removed while it loads again', async () => {
      const translated = play({ ...campaign(), translations: { km: khmer.words } });
      const element = make(tag, { src: translated.src, lang: 'en' });
      await put(element);
      await waitForState(element, 'open');
      await element.updateComplete;
      const events: string[] = [];
      for (const type of ['action-load', 'action-error']) element.addEventListener(type, ({ type }) => events.push(type));
      element.lang = 'km';
      await Promise.resolve();
      element.remove();
      const next = make(tag, { src: translated.src, lang: 'km' });
      await put(next);
      await waitForState(next, 'open');
      await next.updateComplete;
      expect(events).to.deep.equal([]);
      translated.network.restore();
    });

    it('reports an exception while rendering as internal, with its stack in the console, and shows its fallback content', async () => {
      const { error } = console;
      const logged: unknown[] = [];
      console.error = (reason: unknown) => logged.push(reason);
      const element = make(tag);
      const failure = new Error('a hostile getter');
      const hostile = { ...campaign() };
      Object.defineProperty(hostile, 'organiser', { get: () => { throw failure; } });
      Object.defineProperty(hostile, 'people', { get: () => { throw failure; } });
      element.campaign = hostile;
      const event = oneEvent<HTMLElementEventMap['action-error']>(element, 'action-error');
      await put(element);
      expect((await event).detail).to.deep.equal({ code: 'internal' });
      expect(logged).to.deep.equal([failure]);
      expect([element.state, isFallbackVisible(element)]).to.deep.equal(['failed', true]);
      console.error = error;
    });

    it('ignores empty attributes and white space around values', async () => {
      const element = make(tag, { src: ` ${at.src} `, lang: '', theme: '', person: '', now: ' ', partner: '' });
      await put(element);
      await waitForState(element, 'open');
      expect(downloads()).to.equal(1);
    });

    it('loads the document again after a 429', async () => {
      at.network.on(at.src, (_, count) => (count === 1 ? json({}, 429, { 'Retry-After': '0' }) : json(campaign())));
      const element = make(tag, { src: at.src });
      await put(element);
      await waitForState(element, 'open');
      expect(downloads()).to.equal(2);
    });
  });
}

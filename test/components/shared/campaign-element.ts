/** Tests of every element; each element runs them with its own document. */
import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { waitForState, isFallbackVisible, serveCampaign, type CampaignServer } from '../../support/browser/elements.ts';
import { createPendingResponse, json, offline, problem, neverRespond } from '../../support/browser/network.ts';
import { waitUntil } from '../../support/browser/wait-until.ts';
import type { CampaignElement } from '../../../src/base/campaign-element.ts';
import type { Campaign, Translation } from '../../../src/campaign/schema/campaign.schema.ts';

export interface Subject {
  tag: keyof HTMLElementTagNameMap & `${string}-${string}`;
  /** Registers another tag with a subclass, for elements that are defined late. */
  define: (tag: string) => void;
  campaign: () => Campaign;
  /** A change of the document, and the text that shows it; by default the title. */
  update?: { more: Partial<Campaign>; expectedText: string };
  /** A translation into Khmer, and the text that shows it. */
  khmer?: { translation: Translation; expectedText: string };
  /** Adds further responses of the server. */
  addResponses?: (server: CampaignServer) => void;
  /** The section of the document that it requires, if any. */
  requiredSection?: 'letter' | 'postcard' | 'people';
}

const title = (text: string) => ({ title: text });

export function testCampaignElement({
  tag,
  define,
  campaign,
  update = { more: title('Another title'), expectedText: 'Another title' },
  khmer = { translation: title('ចំណងជើង'), expectedText: 'ចំណងជើង' },
  addResponses,
  requiredSection,
}: Subject): void {
  let lateCount = 0;
  let server: CampaignServer;
  const serve = (document: Campaign): CampaignServer => {
    const newServer = serveCampaign(document);
    addResponses?.(newServer);
    return newServer;
  };
  const waitForText = (element: Element, text: string): Promise<void> =>
    waitUntil(() => element.shadowRoot!.textContent.includes(text), `“${text}” is shown`);

  const createElement = (name: string, attributes: Record<string, string> = {}): CampaignElement => {
    const element = document.createElement(name) as CampaignElement;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.innerHTML = '<a href="/a/test">The fallback</a>';
    return element;
  };
  const addToPage = async (element: Element): Promise<void> => {
    await fixture(html`<div>${element}</div>`);
  };
  const countDownloads = () => server.network.to(server.src).length;

  describe(`${tag} as an element`, () => {
    beforeEach(() => {
      server = serve(campaign());
    });
    afterEach(() => server.network.restore());

    it('shows its fallback content until it is ready, and then its own', async () => {
      const { handler, release } = createPendingResponse();
      server.network.on(server.src, handler);
      const element = createElement(tag, { src: server.src });
      await addToPage(element);
      expect(element.getAttribute('state')).to.equal('loading');
      expect(isFallbackVisible(element)).to.equal(true);
      release(json(campaign()));
      await waitForState(element, 'open');
      await element.updateComplete;
      expect(isFallbackVisible(element)).to.equal(false);
      expect(element.state).to.equal('open');
    });

    it('matches :state()', async () => {
      const { handler, release } = createPendingResponse();
      server.network.on(server.src, handler);
      const element = createElement(tag, { src: server.src });
      await addToPage(element);
      expect(element.matches(':state(loading)')).to.equal(true);
      release(json(campaign()));
      await waitForState(element, 'open');
      expect(element.matches(':state(open)')).to.equal(true);
      expect(element.matches(':state(loading)')).to.equal(false);
    });

    it('fires action-load with the document and the state', async () => {
      const element = createElement(tag, { src: server.src });
      const loaded = oneEvent<HTMLElementEventMap['action-load']>(element, 'action-load');
      await addToPage(element);
      const event = await loaded;
      expect(event.detail.campaign.id).to.equal('test');
      expect(event.detail.state).to.equal('open');
      expect([event.bubbles, event.composed]).to.deep.equal([true, true]);
    });

    it('keeps properties that were set before it was defined, except read-only ones', async () => {
      const name = `late-element-${++lateCount}`;
      const element = createElement(name);
      Object.assign(element, { src: server.src, state: 'sent' });
      await addToPage(element);
      define(name);
      await waitForState(element, 'open');
      expect([element.getAttribute('src'), element.state]).to.deep.equal([server.src, 'open']);
    });

    it('keeps a document that was set before it was defined', async () => {
      const name = `late-element-${++lateCount}`;
      const element = createElement(name);
      element.campaign = campaign();
      await addToPage(element);
      define(name);
      await waitForState(element, 'open');
      expect(server.network.requests.filter(({ url }) => url.endsWith(server.src))).to.have.length(0);
    });

    it('continues after a move without another download', async () => {
      const element = createElement(tag, { src: server.src });
      await addToPage(element);
      await waitForState(element, 'open');
      const received: string[] = [];
      element.addEventListener('action-load', () => received.push('load'));
      const newParent = await fixture(html`<section></section>`);
      newParent.append(element);
      await nextFrame();
      expect(element.getAttribute('state')).to.equal('open');
      expect(isFallbackVisible(element)).to.equal(false);
      expect([countDownloads(), received.length]).to.deep.equal([1, 0]);
    });

    it('aborts its download when it is removed, and starts again when it is put back', async () => {
      let aborted = false;
      server.network.on(server.src, ({ init }, count) => {
        init.signal!.addEventListener('abort', () => (aborted = true));
        return count === 1 ? neverRespond() : json(campaign());
      });
      const element = createElement(tag, { src: server.src });
      await addToPage(element);
      await waitUntil(() => countDownloads() === 1);
      element.remove();
      await waitUntil(() => aborted);
      await addToPage(element);
      await waitForState(element, 'open');
      expect(countDownloads()).to.equal(2);
    });

    it('shares one download with all elements of the same src', async () => {
      const elements = [1, 2, 3].map(() => createElement(tag, { src: server.src }));
      await fixture(html`<div>${elements}</div>`);
      await Promise.all(elements.map((element) => waitForState(element, 'open')));
      expect(countDownloads()).to.equal(1);
    });

    it('keeps a shared download when one of its elements is removed', async () => {
      const { handler, release } = createPendingResponse();
      server.network.on(server.src, handler);
      const [one, other] = [createElement(tag, { src: server.src }), createElement(tag, { src: server.src })];
      await fixture(html`<div>${one}${other}</div>`);
      await waitUntil(() => countDownloads() === 1);
      one.remove();
      await nextFrame();
      release(json(campaign()));
      await waitForState(other, 'open');
      expect(countDownloads()).to.equal(1);
    });

    it('downloads the document again with reload()', async () => {
      const element = createElement(tag, { src: server.src });
      await addToPage(element);
      await waitForState(element, 'open');
      server.network.on(server.src, () => json({ ...campaign(), ...update.more }));
      const loaded = oneEvent(element, 'action-load');
      element.reload();
      await loaded;
      expect(countDownloads()).to.equal(2);
      await waitForText(element, update.expectedText);
    });

    it('shows the latest document if src changes while the first one loads', async () => {
      const first = server;
      const second = serve({ ...campaign(), ...update.more });
      first.network.on(first.src, neverRespond);
      const element = createElement(tag, { src: first.src });
      await addToPage(element);
      element.src = second.src;
      await waitForState(element, 'open');
      await waitForText(element, update.expectedText);
      second.network.restore();
    });

    it('uses its own language, else that of the nearest ancestor, else that of the campaign', async () => {
      const translated = serve({ ...campaign(), translations: { km: khmer.translation, ar: { title: 'عنوان' } } });
      const language = (element: Element) => {
        const root = element.shadowRoot!.querySelector('.root')!;
        return [root.getAttribute('lang'), root.getAttribute('dir')];
      };
      const withOwnLanguage = createElement(tag, { src: translated.src, lang: 'km-KH' });
      const withInheritedLanguage = createElement(tag, { src: translated.src });
      const withUnknownLanguage = createElement(tag, { src: translated.src, lang: 'eo' });
      await fixture(html`<div lang="ar-EG">${withOwnLanguage}${withInheritedLanguage}${withUnknownLanguage}</div>`);
      await Promise.all([withOwnLanguage, withInheritedLanguage, withUnknownLanguage].map((element) => waitForState(element, 'open')));
      expect(language(withOwnLanguage)).to.deep.equal(['km', 'ltr']);
      expect(language(withInheritedLanguage)).to.deep.equal(['ar', 'rtl']);
      expect(language(withUnknownLanguage)).to.deep.equal(['en', 'ltr']);
      await waitForText(withOwnLanguage, khmer.expectedText);
      translated.network.restore();
    });

    it('changes its language when lang changes', async () => {
      const translated = serve({ ...campaign(), translations: { km: khmer.translation } });
      const element = createElement(tag, { src: translated.src, lang: 'en' });
      await addToPage(element);
      await waitForState(element, 'open');
      const loaded = oneEvent(element, 'action-load');
      element.lang = 'km';
      await loaded;
      await waitForText(element, khmer.expectedText);
      translated.network.restore();
    });

    it('keeps a fallback form that the supporter has begun to fill in', async () => {
      const { handler, release } = createPendingResponse();
      server.network.on(server.src, handler);
      const element = createElement(tag, { src: server.src });
      element.innerHTML = '<form><input name="draft"></form>';
      await addToPage(element);
      element.querySelector('input')!.value = 'Draft';
      await waitUntil(() => countDownloads() === 1);
      release(json(campaign()));
      // Once another element is open, this one has had enough time.
      const next = createElement(tag, { src: server.src });
      await addToPage(next);
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
    if (requiredSection) failures.push(['a document of another kind', () => json({ ...campaign(), [requiredSection]: undefined }), { code: 'invalid-document' }]);
    for (const [name, answer, detail] of failures) {
      it(`keeps its fallback content and fires action-error for ${name}`, async () => {
        server.network.on(server.src, answer);
        const element = createElement(tag, { src: server.src });
        const event = oneEvent<HTMLElementEventMap['action-error']>(element, 'action-error');
        await addToPage(element);
        expect((await event).detail).to.deep.equal(detail);
        expect(element.getAttribute('state')).to.equal('failed');
        expect(isFallbackVisible(element)).to.equal(true);
      });
    }

    it('retries after network errors before it gives up', async () => {
      server.network.on(server.src, (_, count) => (count < 3 ? offline() : json(campaign())));
      const element = createElement(tag, { src: server.src });
      await addToPage(element);
      await waitForState(element, 'open');
      expect(countDownloads()).to.equal(3);
    });

    it('recovers with reload() after a failure', async () => {
      server.network.on(server.src, (_, count) => (count === 1 ? json({}) : json(campaign())));
      const element = createElement(tag, { src: server.src });
      await addToPage(element);
      await waitForState(element, 'failed');
      element.reload();
      await waitForState(element, 'open');
      await element.updateComplete;
      expect(isFallbackVisible(element)).to.equal(false);
    });

    it('fires no event when it is removed while it loads again', async () => {
      const translated = serve({ ...campaign(), translations: { km: khmer.translation } });
      const element = createElement(tag, { src: translated.src, lang: 'en' });
      await addToPage(element);
      await waitForState(element, 'open');
      await element.updateComplete;
      const events: string[] = [];
      for (const type of ['action-load', 'action-error']) element.addEventListener(type, ({ type }) => events.push(type));
      element.lang = 'km';
      await Promise.resolve();
      element.remove();
      const next = createElement(tag, { src: translated.src, lang: 'km' });
      await addToPage(next);
      await waitForState(next, 'open');
      await next.updateComplete;
      expect(events).to.deep.equal([]);
      translated.network.restore();
    });

    it('reports an exception while rendering as internal, with its stack in the console, and shows its fallback content', async () => {
      const { error } = console;
      const logged: unknown[] = [];
      console.error = (reason: unknown) => logged.push(reason);
      const element = createElement(tag);
      const failure = new Error('a hostile getter');
      const hostile = { ...campaign() };
      Object.defineProperty(hostile, 'organiser', { get: () => { throw failure; } });
      Object.defineProperty(hostile, 'people', { get: () => { throw failure; } });
      element.campaign = hostile;
      const event = oneEvent<HTMLElementEventMap['action-error']>(element, 'action-error');
      await addToPage(element);
      expect((await event).detail).to.deep.equal({ code: 'internal' });
      expect(logged).to.deep.equal([failure]);
      expect([element.state, isFallbackVisible(element)]).to.deep.equal(['failed', true]);
      console.error = error;
    });

    it('ignores empty attributes and white space around values', async () => {
      const element = createElement(tag, { src: ` ${server.src} `, lang: '', theme: '', person: '', now: ' ', partner: '' });
      await addToPage(element);
      await waitForState(element, 'open');
      expect(countDownloads()).to.equal(1);
    });

    it('loads the document again after a 429', async () => {
      server.network.on(server.src, (_, count) => (count === 1 ? json({}, 429, { 'Retry-After': '0' }) : json(campaign())));
      const element = createElement(tag, { src: server.src });
      await addToPage(element);
      await waitForState(element, 'open');
      expect(countDownloads()).to.equal(2);
    });
  });
}

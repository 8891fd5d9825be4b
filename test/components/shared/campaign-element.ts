/** Tests of every element; each element runs them with its own document. */
import { expect, nextFrame, oneEvent } from '@open-wc/testing';
import { createElementHelpers, type Subject } from '../../support/browser/element-helpers.ts';
import { waitForState, isFallbackVisible, type CampaignServer } from '../../support/browser/elements.ts';
import { createPendingResponse, json } from '../../support/browser/network.ts';
import { testLanguage } from './campaign-element-language.ts';
import { testLoading } from './campaign-element-loading.ts';
import { waitUntil } from '../../support/browser/wait-until.ts';

export function testCampaignElement(subject: Subject): void {
  const { tag, define, campaign } = subject;
  const { serve, createElement, addToPage } = createElementHelpers(subject);
  const { error, warn } = console;
  let lateCount = 0;
  let server: CampaignServer;
  const countDownloads = () => server.network.to(server.src).length;

  testLoading(subject);
  testLanguage(subject);

  describe(`${tag} as an element`, () => {
    beforeEach(() => {
      server = serve(campaign());
    });
    afterEach(() => {
      server.network.restore();
      Object.assign(console, { error, warn });
    });

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

    it('reports an exception while rendering as internal, with its stack in the console, and shows its fallback content', async () => {
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
    });

    it('schedules no update while it updates, not even for counts and messages that are known already', async () => {
      // Lit's development build reports each kind of element once.
      (globalThis as { litIssuedWarnings?: Set<string> }).litIssuedWarnings!.clear();
      const warnings: unknown[] = [];
      console.warn = (warning: unknown) => warnings.push(warning);
      const elements = [1, 2].map(() => createElement(tag, { src: server.src }));
      for (const element of elements) {
        await addToPage(element);
        await waitForState(element, 'open');
        await nextFrame();
      }
      expect(warnings.filter((warning) => String(warning).includes('scheduled an update'))).to.deep.equal([]);
    });

    it('ignores empty attributes and white space around values', async () => {
      const element = createElement(tag, { src: ` ${server.src} `, lang: '', theme: '', person: '', now: ' ', partner: '' });
      await addToPage(element);
      await waitForState(element, 'open');
      expect(countDownloads()).to.equal(1);
    });
  });
}

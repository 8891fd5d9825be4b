/** How every element loads its document, and what it does if it cannot. */
import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { createElementHelpers, type Subject } from '../../support/browser/element-helpers.ts';
import { waitForState, isFallbackVisible, type CampaignServer } from '../../support/browser/elements.ts';
import { createPendingResponse, json, offline, problem, neverRespond } from '../../support/browser/network.ts';
import { waitUntil } from '../../support/browser/wait-until.ts';

export function testLoading(subject: Subject): void {
  const { tag, campaign, requiredSection } = subject;
  const { update, khmer, serve, createElement, addToPage, waitForText } = createElementHelpers(subject);
  const { warn } = console;
  let server: CampaignServer;
  const countDownloads = () => server.network.to(server.src).length;

  describe(`${tag} as an element`, () => {
    beforeEach(() => {
      server = serve(campaign());
    });
    afterEach(() => {
      server.network.restore();
      console.warn = warn;
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

    const failures: [name: string, answer: () => Response | Promise<Response>, detail: object, getMessage: (url: string) => string][] = [
      ['a missing document', () => problem('unknown-campaign', 404), { code: 'unknown-campaign', status: 404 }, (url) => `UnknownCampaignError: nothing at ${url}`],
      ['a page of a captive portal', () => new Response('<html>Log in'), { code: 'not-json', status: 200 }, (url) => `NotJsonError: not JSON: ${url}`],
      ['an invalid document', () => json({ version: 1 }), { code: 'invalid-document' }, () => 'InvalidDocumentError: '],
      ['a document over 256 KiB', () => json({ ...campaign(), more: 'x'.repeat(262_144) }), { code: 'too-large', status: 200 }, () => 'TooLargeError: '],
      ['a document without access', () => new Response('', { status: 403 }), { code: 'http', status: 403 }, (url) => `HttpError: status 403 from ${url}`],
    ];
    if (requiredSection)
      failures.push(['a document of another kind', () => json({ ...campaign(), [requiredSection]: undefined }), { code: 'invalid-document' }, () => 'InvalidDocumentError: ']);
    for (const [name, answer, detail, getMessage] of failures) {
      it(`keeps its fallback content, fires action-error and warns in the console for ${name}`, async () => {
        server.network.on(server.src, answer);
        const warnings: string[] = [];
        console.warn = (warning: unknown) => warnings.push(String(warning));
        const element = createElement(tag, { src: server.src });
        const event = oneEvent<HTMLElementEventMap['action-error']>(element, 'action-error');
        await addToPage(element);
        expect((await event).detail).to.deep.equal(detail);
        expect(element.getAttribute('state')).to.equal('failed');
        expect(isFallbackVisible(element)).to.equal(true);
        expect(warnings.join('\n')).to.contain(`<${tag}> ${getMessage(new URL(server.src, location.href).href)}`);
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

    it('is loading, no longer failed, when another document is asked for', async () => {
      server.network.on(server.src, () => json({}));
      const element = createElement(tag, { src: server.src });
      await addToPage(element);
      await waitForState(element, 'failed');
      server.network.on('/campaigns/other.json', neverRespond);
      element.src = '/campaigns/other.json';
      await element.updateComplete;
      expect([element.state, isFallbackVisible(element)]).to.deep.equal(['loading', true]);
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

    it('fires no event when it is removed before it shows what it has loaded again', async () => {
      const element = createElement(tag, { src: server.src });
      await addToPage(element);
      await waitForState(element, 'open');
      await element.updateComplete;
      const events: string[] = [];
      for (const type of ['action-load', 'action-error']) element.addEventListener(type, ({ type }) => events.push(type));
      // An element requests an update as soon as the document is there.
      element.requestUpdate = (...args) => {
        element.remove();
        Object.getPrototypeOf(element).requestUpdate.apply(element, args);
      };
      element.reload();
      await waitUntil(() => !element.isConnected);
      await element.updateComplete;
      expect(events).to.deep.equal([]);
    });

    it('does not load with reload() outside the document, but once it is put back', async () => {
      const element = createElement(tag, { src: server.src });
      await addToPage(element);
      await waitForState(element, 'open');
      await element.updateComplete;
      element.remove();
      element.reload();
      await nextFrame();
      expect(countDownloads()).to.equal(1);
      const loaded = oneEvent(element, 'action-load');
      await addToPage(element);
      await loaded;
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

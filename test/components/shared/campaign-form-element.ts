/** Tests of every form; each form runs them with its own document and field names. */
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { publishCounts } from '../../../src/api/counts.ts';
import { serverNow } from '../../../src/api/server-clock.ts';
import { resetClock, setClock } from '../../support/browser/clocks.ts';
import { createFormHelpers, type FormSubject } from '../../support/browser/form-helpers.ts';
import { alert, control, getFieldError, waitForState, press, serveCampaign, isFallbackVisible, text, type CampaignServer } from '../../support/browser/elements.ts';
import { counts, createPendingResponse, json, neverRespond, receipt } from '../../support/browser/network.ts';
import { testSending } from './send-submission.ts';
import { waitUntil } from '../../support/browser/wait-until.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../../src/campaign/schema/submission.schema.ts';
import type { CampaignFormElement } from '../../../src/base/campaign-form-element.ts';

export function testCampaignFormElement(subject: FormSubject): void {
  const { tag, kind, campaign, nameField: nameField } = subject;
  const { show, open, fill } = createFormHelpers(subject);

  describe(`${tag} as a form`, () => {
    let server: CampaignServer;
    const serve = (more: Partial<Campaign> = {}): CampaignServer => (server = serveCampaign(campaign(more)));
    const getLastSubmission = (): Submission => server.network.to(server.submissions).at(-1)!.body as Submission;
    const createElement = (src: string) => Object.assign(document.createElement(tag), { src });

    afterEach(() => server.network.restore());

    describe('submission', () => {
      it('is sent without preflight, cookies or referrer, and outlives the tab', async () => {
        serve();
        const element = await open(server.src);
        fill(element);
        press(element);
        await waitForState(element, 'sent');
        const { method, headers, credentials, referrerPolicy, redirect, keepalive } = server.network.to(server.submissions)[0]!.init;
        expect({ method, headers, credentials, referrerPolicy, redirect, keepalive }).to.deep.equal({
          method: 'POST',
          headers: { 'Content-Type': 'text/plain' },
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          redirect: 'error',
          keepalive: true,
        });
      });

      it('is marked as a test on a test page, and the form says so', async () => {
        serve();
        const element = await open(server.src, { testing: '' });
        expect(text(element)).to.contain('won’t be counted.');
        fill(element);
        press(element);
        await waitForState(element, 'sent');
        expect(getLastSubmission().testing).to.equal(true);
      });

      it('leaves out an unknown partner, so that a mistake of the page loses no submission', async () => {
        serve({ partners: ['another'] });
        const element = await open(server.src, { partner: 'unknown' });
        fill(element);
        press(element);
        await waitForState(element, 'sent');
        expect(getLastSubmission().tracking).to.deep.equal({ origin: location.origin });
      });

      it('leaves out a partner that is not a valid slug', async () => {
        serve();
        const element = await open(server.src, { partner: 'Not A Slug!' });
        fill(element);
        press(element);
        await waitForState(element, 'sent');
        expect(getLastSubmission().tracking).to.deep.equal({ origin: location.origin });
      });

      it('is not sent if the page prevents it, and everything stays in the form', async () => {
        serve();
        const element = await open(server.src);
        fill(element);
        let detail: unknown;
        element.addEventListener('action-submit', (event) => {
          detail = event.detail;
          event.preventDefault();
        });
        press(element);
        await waitUntil(() => detail);
        expect(Object.keys(detail as object)).to.deep.equal(['id', 'kind']);
        expect(element.state).to.equal('open');
        expect(control(element, nameField).value).to.equal('A Supporter');
        expect(server.network.to(server.submissions)).to.have.length(0);
      });

      it('is sent once, however often the button is pressed', async () => {
        serve();
        const { handler, release } = createPendingResponse();
        server.network.on(server.submissions, handler);
        const element = await open(server.src);
        fill(element);
        press(element);
        press(element);
        await waitForState(element, 'sending');
        press(element);
        release(receipt(server.network.to(server.submissions)[0]!));
        await waitForState(element, 'sent');
        expect(server.network.to(server.submissions)).to.have.length(1);
      });
    });

    describe('events', () => {
      it('report that a letter had already been received', async () => {
        serve();
        server.network.on(server.submissions, (request) => receipt(request, 1, { replayed: true }));
        const element = await open(server.src);
        fill(element);
        const event = oneEvent<HTMLElementEventMap['action-sent']>(element, 'action-sent');
        press(element);
        expect((await event).detail).to.deep.include({ kind, replayed: true });
      });
    });

    describe('validation', () => {
      it('shows errors only after the button is pressed', async () => {
        serve();
        const element = await open(server.src);
        control(element, nameField).focus();
        control(element, nameField).blur();
        await element.updateComplete;
        expect(alert(element)).to.equal(null);
      });

      it('adds no listener to the window, however often the button is pressed with errors', async () => {
        serve();
        const element = await open(server.src);
        press(element);
        await waitUntil(() => getFieldError(element, nameField));
        // eslint-disable-next-line @typescript-eslint/unbound-method -- put back below
        const { addEventListener } = window;
        const types: string[] = [];
        window.addEventListener = (type: string) => void types.push(type);
        for (let i = 0; i < 20; i++) {
          press(element);
          await element.updateComplete;
        }
        window.addEventListener = addEventListener;
        expect(types).to.deep.equal([]);
      });

      it('accepts the form once its errors are corrected', async () => {
        serve();
        const element = await open(server.src);
        press(element);
        await waitUntil(() => getFieldError(element, nameField));
        fill(element);
        press(element);
        await waitForState(element, 'sent');
      });
    });

    describe('when nothing can be sent', () => {
      const now = Date.parse('2026-06-01T12:00:00Z');
      beforeEach(() => setClock(now));
      afterEach(resetClock);

      it('says when the campaign opens', async () => {
        serve({ opens: '2026-06-02T00:00:00Z' });
        const element = await show(server.src);
        await waitForState(element, 'upcoming');
        await element.updateComplete;
        expect(text(element)).to.match(/opens on \w+ \d, 2026/);
        expect(element.shadowRoot.querySelector('form')).to.equal(null);
      });

      it('starts with the closing text and the number of people', async () => {
        serve({
          closed: { at: '2026-05-31T00:00:00Z', text: 'The last word.', people: 10_000 },
          updates: [{ date: '2026-05-01', text: 'An update.' }],
        });
        const element = await show(server.src);
        await waitForState(element, 'closed');
        await element.updateComplete;
        expect(text(element)).to.contain('The last word.').and.to.contain('10,000 people took part').and.to.contain('An update.');
        expect(element.shadowRoot.querySelector('form')).to.equal(null);
      });

      it('closes while the page is open, and gives back what was written', async () => {
        serve({ closes: new Date(now + 60).toISOString() });
        const element = await open(server.src);
        fill(element);
        setClock(now + 60);
        await waitForState(element, 'closed');
        await element.updateComplete;
        expect(text(element)).to.contain('My own words.');
      });

      it('opens while the page is open', async () => {
        serve({ opens: new Date(now + 60).toISOString() });
        const element = await show(server.src);
        await waitForState(element, 'upcoming');
        setClock(now + 60);
        await waitForState(element, 'open');
      });

      it('opens again when the server corrects the clock that had closed it', async () => {
        serve({ id: `better-${kind}`, closes: '2026-07-01T00:00:00Z' });
        // The server's own answer, from a year later, could come after the counts below.
        server.network.on(`/campaigns/better-${kind}/counts.json`, neverRespond);
        setClock(Date.parse('2027-06-01T12:00:00Z'));
        const element = await show(server.src);
        await waitForState(element, 'closed');
        setClock(now);
        publishCounts(new URL(`/campaigns/better-${kind}/counts.json`, location.href).href, counts(1));
        await waitForState(element, 'open');
      });

      it('never shows a form for a sealed campaign', async () => {
        serve({ seal: { recipient: `age1${'q'.repeat(58)}` } });
        const element = await show(server.src);
        await waitForState(element, 'failed');
        expect(isFallbackVisible(element)).to.equal(true);
      });
    });

    describe('progress', () => {
      it('shows the number from the server towards the current goal, and never zero', async () => {
        serve({ id: 'goal', goal: { steps: [100, 1000], showFrom: 5 } });
        server.network.on('/campaigns/goal/counts.json', () => json(counts(95)));
        const element = await open(server.src);
        await waitUntil(() => text(element).includes('95 people have taken part. Our goal: 1,000'));
        server.network.restore();
        serve({ id: 'none', goal: { steps: [100], showFrom: 5 } });
        const other = await open(server.src);
        await waitUntil(() => server.network.to('/campaigns/none/counts.json').length === 1);
        await other.updateComplete;
        expect(other.shadowRoot.querySelector('[part=count]')).to.equal(null);
      });

      it('shows the new number in every form of the page after one submission', async () => {
        serve({ id: 'moving' });
        server.network.on('/campaigns/moving/submissions', (request) => receipt(request, 41));
        const [one, other] = [await open(server.src), await open(server.src)];
        fill(one);
        press(one);
        await waitUntil(() => text(one).includes('41 people have taken part'));
        await waitUntil(() => text(other).includes('41 people have taken part'));
      });
    });

    it('passes no typed text to the page, only the keys for navigation', async () => {
      serve();
      const element = await open(server.src);
      const received: string[] = [];
      for (const type of ['keydown', 'beforeinput', 'input', 'paste'])
        document.addEventListener(type, (event) => received.push((event as KeyboardEvent).key ?? event.type), { once: true });
      const field = element.shadowRoot.querySelector('input, textarea')!;
      for (const event of [
        new KeyboardEvent('keydown', { key: 'a', bubbles: true, composed: true }),
        new InputEvent('beforeinput', { data: 'a', bubbles: true, composed: true }),
        new InputEvent('input', { data: 'a', bubbles: true, composed: true }),
        new Event('paste', { bubbles: true, composed: true }),
        new KeyboardEvent('keydown', { key: 'Tab', bubbles: true, composed: true }),
      ])
        field.dispatchEvent(event);
      expect(received).to.deep.equal(['Tab']);
    });

    it('stops every event that carries text at the shadow root', async () => {
      serve();
      const element = await open(server.src);
      const field = element.shadowRoot.querySelector('input, textarea')!;
      const types = [
        'keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'textInput', 'compositionstart', 'compositionupdate', 'compositionend',
        'cut', 'copy', 'paste', 'drag', 'dragstart', 'dragend', 'dragenter', 'dragover', 'dragleave', 'drop',
      ];
      const received: string[] = [];
      const listener = ({ type }: Event) => received.push(type);
      for (const type of types) document.addEventListener(type, listener);
      for (const type of types) field.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
      for (const type of types) document.removeEventListener(type, listener);
      expect(received).to.deep.equal([]);
    });

    it('keeps what was typed when it closes and reopens, and when its document is loaded again', async () => {
      const now = Date.parse('2026-06-01T12:00:00Z');
      setClock(now);
      serve({ id: `reopened-${kind}`, closes: '2026-06-02T00:00:00Z' });
      server.network.on(`/campaigns/reopened-${kind}/counts.json`, () => json(counts(7)));
      const element = await open(server.src);
      // The counts carry the server's time, which would correct the clock set below.
      await waitUntil(() => text(element).includes('7 people have taken part'), 'the counts are shown');
      fill(element);
      setClock(now + 86_400_000);
      element.requestUpdate();
      await waitForState(element, 'closed');
      await element.updateComplete;
      setClock(now);
      element.requestUpdate();
      await waitForState(element, 'open');
      await element.updateComplete;
      expect([control(element, subject.textField).value, control(element, nameField).value]).to.deep.equal(['My own words.', 'A Supporter']);
      const loaded = oneEvent(element, 'action-load');
      element.reload();
      await loaded;
      expect([control(element, subject.textField).value, control(element, nameField).value]).to.deep.equal(['My own words.', 'A Supporter']);
      resetClock();
    });

    it('does not let a replayed receipt set the clock back', async () => {
      serve();
      const old = new Date(Date.now() - 3 * 3_600_000).toISOString();
      server.network.on(server.submissions, (request) => receipt(request, 1, { replayed: true, counts: { ...counts(1), asOf: old } }));
      server.network.on('/campaigns/test/counts.json', () => new Promise<Response>(() => {}));
      resetClock();
      const element = await open(server.src);
      fill(element);
      press(element);
      await waitForState(element, 'sent');
      expect(Math.abs(serverNow() - Date.now())).to.be.below(2000);
    });

    it('works beside another form of its kind with another campaign', async () => {
      const first = serve({ title: 'The first' });
      const second = serveCampaign(campaign({ id: 'second', title: 'The second' }));
      const box = await fixture(html`<div>${createElement(first.src)}${createElement(second.src)}</div>`);
      for (const element of box.querySelectorAll<CampaignFormElement>(tag)) await waitForState(element, 'open');
      const [one, two] = box.querySelectorAll<CampaignFormElement>(tag);
      expect(text(one!)).to.contain('The first');
      expect(text(two!)).to.contain('The second');
      second.network.restore();
    });
  });

  testSending(subject);
}

/** Tests of every form; each form runs them with its own document and field names. */
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { createFormHelpers, type FormSubject } from '../../support/browser/form-helpers.ts';
import { alert, control, getFieldError, waitForState, press, serveCampaign, text, type CampaignServer } from '../../support/browser/elements.ts';
import { createPendingResponse, receipt } from '../../support/browser/network.ts';
import { testPhases } from './campaign-form-element-phases.ts';
import { testPrivateEvents } from './private-events.ts';
import { testSealedForm } from './sealed-form.ts';
import { testSending } from './send-submission.ts';
import { waitUntil } from '../../support/browser/wait-until.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../../src/campaign/schema/submission.schema.ts';
import type { CampaignFormElement } from '../../../src/base/campaign-form-element.ts';

export function testCampaignFormElement(subject: FormSubject): void {
  const { tag, kind, campaign, nameField } = subject;
  const { open, fill } = createFormHelpers(subject);

  testPhases(subject);
  testPrivateEvents(subject);
  testSealedForm(subject);
  testSending(subject);

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
}

/** Tests of sending, for every form: rejections, lost connections and slow servers. */
import { expect, oneEvent } from '@open-wc/testing';
import { createFormHelpers, type FormSubject } from '../../support/browser/form-helpers.ts';
import { alert, control, waitForState, press, serveCampaign, text, type CampaignServer } from '../../support/browser/elements.ts';
import { offline, problem, receipt, neverRespond } from '../../support/browser/network.ts';
import { waitUntil } from '../../support/browser/wait-until.ts';
import type { Submission } from '../../../src/campaign/schema/submission.schema.ts';

export function testSending(subject: FormSubject): void {
  const { tag, kind, campaign, textField: textField } = subject;
  const { open, fill } = createFormHelpers(subject);

  describe(`${tag} as a form that is sent`, () => {
    let server: CampaignServer;
    const serve = (): CampaignServer => (server = serveCampaign(campaign()));

    /** A form whose submission is queued, because there is no connection. */
    const openQueued = async () => {
      serve();
      server.network.on(server.submissions, () => offline());
      const element = await open(server.src);
      fill(element);
      press(element);
      await waitForState(element, 'queued');
      return element;
    };

    afterEach(() => server.network.restore());

    describe('if the server rejects the submission', () => {
      const rejections: [name: string, answer: () => Response, code: string, sentence: string][] = [
        ['a forbidden origin', () => problem('forbidden-origin', 403), 'refused', 'This website isn’t authorised'],
        ['an unknown campaign', () => problem('unknown-campaign', 404), 'unknown-campaign', 'no longer exists'],
        ['a submission that is too large', () => problem('too-large', 413), 'too-large', 'too long to send'],
        ['a conflict', () => problem('conflict', 409), 'refused', 'already received'],
      ];
      for (const [name, answer, code, sentence] of rejections) {
        it(`gives the text back: ${name}`, async () => {
          serve();
          server.network.on(server.submissions, answer);
          const element = await open(server.src);
          fill(element);
          const event = oneEvent<HTMLElementEventMap['action-error']>(element, 'action-error');
          press(element);
          expect((await event).detail.code).to.equal(code);
          await element.updateComplete;
          expect(element.state).to.equal('open');
          expect(alert(element)!.textContent).to.contain(sentence).and.to.contain('My own words.');
          expect(alert(element)!.querySelector('button')).not.to.equal(null);
          expect(control(element, textField).value).to.equal('My own words.');
        });
      }

      it('closes, keeps the text, and offers to copy it', async () => {
        serve();
        server.network.on(server.submissions, () => problem('closed', 410));
        const element = await open(server.src);
        fill(element);
        press(element);
        await waitForState(element, 'closed');
        await element.updateComplete;
        expect(text(element)).to.contain('My own words.').and.to.contain('A Supporter').and.to.contain('copy what you wrote below');
      });
    });

    describe('without a connection', () => {
      it('queues the submission, asks to keep the page open, and sends it when the connection is back', async () => {
        serve();
        server.network.on(server.submissions, () => offline());
        const element = await open(server.src);
        fill(element);
        const queued = oneEvent<HTMLElementEventMap['action-queued']>(element, 'action-queued');
        press(element);
        const { detail } = await queued;
        expect(element.state).to.equal('queued');
        await element.updateComplete;
        expect(text(element)).to.contain('Keep this page open');
        server.network.on(server.submissions, (request) => receipt(request, 7));
        dispatchEvent(new Event('online'));
        await waitForState(element, 'sent');
        expect(new Set(server.network.to(server.submissions).map(({ body }) => (body as Submission).id))).to.deep.equal(new Set([detail.id]));
      });

      it('asks before the page is left while a submission is queued, and not afterwards', async () => {
        serve();
        server.network.on(server.submissions, () => offline());
        const element = await open(server.src);
        fill(element);
        const asksBeforeUnload = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
        expect(asksBeforeUnload()).to.equal(false);
        press(element);
        await waitForState(element, 'queued');
        expect(asksBeforeUnload()).to.equal(true);
        server.network.on(server.submissions, (request) => receipt(request));
        dispatchEvent(new Event('online'));
        await waitForState(element, 'sent');
        await waitUntil(() => !asksBeforeUnload());
      });

      it('retries at once when the supporter asks for it', async () => {
        const element = await openQueued();
        await element.updateComplete;
        server.network.on(server.submissions, (request) => receipt(request));
        [...element.shadowRoot.querySelectorAll('button')].at(-1)!.click();
        await waitForState(element, 'sent');
      });

      it('continues sending while the element is out of the document', async () => {
        const element = await openQueued();
        element.remove();
        const before = server.network.to(server.submissions).length;
        server.network.on(server.submissions, (request) => receipt(request));
        dispatchEvent(new Event('online'));
        await waitUntil(() => server.network.to(server.submissions).length > before);
        await waitForState(element, 'sent');
      });
    });

    it('accepts a submission for another campaign while the first one is queued', async () => {
      const element = await openQueued();
      const other = serveCampaign(campaign({ id: `other-${kind}` }));
      element.src = other.src;
      await waitForState(element, 'open');
      await element.updateComplete;
      fill(element);
      press(element);
      await waitForState(element, 'sent');
      expect(other.network.to(other.submissions)).to.have.length(1);
      server.network.on(server.submissions, (request) => receipt(request));
      dispatchEvent(new Event('online'));
      await waitUntil(() => server.network.to(server.submissions).length > 1);
      await element.updateComplete;
      expect(element.state).to.equal('sent');
      other.network.restore();
    });

    it('shows the link with which supporters see and erase what they sent, and keeps it from the page', async () => {
      serve();
      const manage = `${location.origin}/manage#secret`;
      server.network.on(server.submissions, (request) => receipt(request, 1, { manage }));
      const element = await open(server.src);
      fill(element);
      const sent = oneEvent<HTMLElementEventMap['action-sent']>(element, 'action-sent');
      press(element);
      expect(JSON.stringify((await sent).detail)).not.to.contain('secret');
      const link = element.shadowRoot.querySelector<HTMLAnchorElement>(`a[href="${manage}"]`)!;
      expect(link.rel).to.equal('noreferrer');
      expect(link.textContent).to.contain('See or erase what you sent');
    });

    it('shows no such link to another server', async () => {
      serve();
      server.network.on(server.submissions, (request) => receipt(request, 1, { manage: 'https://phishing.example/manage#secret' }));
      const element = await open(server.src);
      fill(element);
      press(element);
      await waitForState(element, 'sent');
      await element.updateComplete;
      expect(element.shadowRoot.querySelector('a[href*=phishing]')).to.equal(null);
    });

    it('says that it is sending while the server does not respond', async () => {
      serve();
      server.network.on(server.submissions, neverRespond);
      const element = await open(server.src);
      fill(element);
      press(element);
      await waitForState(element, 'sending');
      await element.updateComplete;
      expect(element.shadowRoot.querySelector('form ~ [role=status]')!.textContent).to.contain('Sending');
    });
  });
}

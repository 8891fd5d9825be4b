/** Tests of sending, for every form: rejections, lost connections and slow servers. */
import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import { createFormHelpers, type FormSubject } from '../../support/browser/form-helpers.ts';
import { alert, control, waitForState, press, serveCampaign, text, type CampaignServer } from '../../support/browser/elements.ts';
import { offline, problem, receipt, neverRespond } from '../../support/browser/network.ts';
import type { Submission } from '../../../src/campaign/schema/submission.schema.ts';

export function testSending(subject: FormSubject): void {
  const { tag, kind, campaign, words } = subject;
  const { open, fill } = createFormHelpers(subject);

  describe(`${tag} as a form that is sent`, () => {
    let at: CampaignServer;
    const on = (): CampaignServer => (at = serveCampaign(campaign()));

    /** A form whose submission is queued, because there is no connection. */
    const openQueued = async () => {
      on();
      at.network.on(at.submissions, () => offline());
      const element = await open(at.src);
      fill(element);
      press(element);
      await waitForState(element, 'queued');
      return element;
    };

    afterEach(() => at.network.restore());

    describe('if the server rejects the submission', () => {
      const refusals: [name: string, answer: () => Response, code: string, sentence: string][] = [
        ['a forbidden origin', () => problem('forbidden-origin', 403), 'refused', 'This website isn’t authorised'],
        ['an unknown campaign', () => problem('unknown-campaign', 404), 'unknown-campaign', 'no longer exists'],
        ['a submission that is too large', () => problem('too-large', 413), 'too-large', 'too long to send'],
        ['a conflict', () => problem('conflict', 409), 'refused', 'already received'],
      ];
      for (const [name, answer, code, sentence] of refusals) {
        it(`gives the text back: ${name}`, async () => {
          on();
          at.network.on(at.submissions, answer);
          const element = await open(at.src);
          fill(element);
          const heard = oneEvent<HTMLElementEventMap['action-error']>(element, 'action-error');
          press(element);
          expect((await heard).detail.code).to.equal(code);
          await element.updateComplete;
          expect(element.state).to.equal('open');
          expect(alert(element)!.textContent).to.contain(sentence).and.to.contain('My own words.');
          expect(alert(element)!.querySelector('button')).not.to.equal(null);
          expect(control(element, words).value).to.equal('My own words.');
        });
      }

      it('closes, keeps the text, and offers to copy it', async () => {
        on();
        at.network.on(at.submissions, () => problem('closed', 410));
        const element = await open(at.src);
        fill(element);
        press(element);
        await waitForState(element, 'closed');
        await element.updateComplete;
        expect(text(element)).to.contain('My own words.').and.to.contain('A Supporter').and.to.contain('copy what you wrote below');
      });
    });

    describe('without a connection', () => {
      it('queues the submission, asks to keep the page open, and sends it when the connection is back', async () => {
        on();
        at.network.on(at.submissions, () => offline());
        const element = await open(at.src);
        fill(element);
        const queued = oneEvent<HTMLElementEventMap['action-queued']>(element, 'action-queued');
        press(element);
        const { detail } = await queued;
        expect(element.state).to.equal('queued');
        await element.updateComplete;
        expect(text(element)).to.contain('Keep this page open');
        at.network.on(at.submissions, (request) => receipt(request, 7));
        dispatchEvent(new Event('online'));
        await waitForState(element, 'sent');
        expect(new Set(at.network.to(at.submissions).map(({ body }) => (body as Submission).id))).to.deep.equal(new Set([detail.id]));
      });

      it('asks before the page is left while a submission is queued, and not afterwards', async () => {
        on();
        at.network.on(at.submissions, () => offline());
        const element = await open(at.src);
        fill(element);
        const asks = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
        expect(asks()).to.equal(false);
        press(element);
        await waitForState(element, 'queued');
        expect(asks()).to.equal(true);
        at.network.on(at.submissions, (request) => receipt(request));
        dispatchEvent(new Event('online'));
        await waitForState(element, 'sent');
        await waitUntil(() => !asks());
      });

      it('retries at once when the supporter asks for it', async () => {
        const element = await openQueued();
        await element.updateComplete;
        at.network.on(at.submissions, (request) => receipt(request));
        [...element.shadowRoot.querySelectorAll('button')].at(-1)!.click();
        await waitForState(element, 'sent');
      });

      it('continues sending while the element is out of the document', async () => {
        const element = await openQueued();
        element.remove();
        const before = at.network.to(at.submissions).length;
        at.network.on(at.submissions, (request) => receipt(request));
        dispatchEvent(new Event('online'));
        await waitUntil(() => at.network.to(at.submissions).length > before);
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
      at.network.on(at.submissions, (request) => receipt(request));
      dispatchEvent(new Event('online'));
      await waitUntil(() => at.network.to(at.submissions).length > 1);
      await element.updateComplete;
      expect(element.state).to.equal('sent');
      other.network.restore();
    });

    it('says that it is sending while the server does not respond', async () => {
      on();
      at.network.on(at.submissions, neverRespond);
      const element = await open(at.src);
      fill(element);
      press(element);
      await waitForState(element, 'sending');
      await element.updateComplete;
      expect(element.shadowRoot.querySelector('form ~ [role=status]')!.textContent).to.contain('Sending');
    });
  });
}

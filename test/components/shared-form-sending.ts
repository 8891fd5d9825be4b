/** What becomes of what every form sends, whatever the network and the endpoint do. */
import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import { handsFor, type FormSubject } from '../support/browser/forms.ts';
import { alert, control, inState, press, stage, text, type Stage } from '../support/browser/letters.ts';
import { offline, problem, receipt, silence } from '../support/browser/network.ts';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';

export function sendsAsForm(subject: FormSubject): void {
  const { tag, kind, campaign, words } = subject;
  const { open, fill } = handsFor(subject);

  describe(`${tag} as a form that is sent`, () => {
    let at: Stage;
    const on = (): Stage => (at = stage(campaign()));

    /** One that was sent while nothing goes through. */
    const kept = async () => {
      on();
      at.network.on(at.submissions, () => offline());
      const element = await open(at.src);
      fill(element);
      press(element);
      await inState(element, 'queued');
      return element;
    };

    afterEach(() => at.network.restore());

    describe('if the server rejects the submission', () => {
      const refusals: [name: string, answer: () => Response, code: string, sentence: string][] = [
        ['a page that may not send', () => problem('forbidden-origin', 403), 'refused', 'This website isn’t authorised'],
        ['a campaign that is gone', () => problem('unknown-campaign', 404), 'unknown-campaign', 'no longer exists'],
        ['what is too large', () => problem('too-large', 413), 'too-large', 'too long to send'],
        ['what had arrived already', () => problem('conflict', 409), 'refused', 'already received'],
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
        await inState(element, 'closed');
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
        at.network.on(at.submissions, (asked) => receipt(asked, 7));
        dispatchEvent(new Event('online'));
        await inState(element, 'sent');
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
        await inState(element, 'queued');
        expect(asks()).to.equal(true);
        at.network.on(at.submissions, (asked) => receipt(asked));
        dispatchEvent(new Event('online'));
        await inState(element, 'sent');
        await waitUntil(() => !asks());
      });

      it('retries at once when the supporter asks for it', async () => {
        const element = await kept();
        await element.updateComplete;
        at.network.on(at.submissions, (asked) => receipt(asked));
        [...element.shadowRoot.querySelectorAll('button')].at(-1)!.click();
        await inState(element, 'sent');
      });

      it('continues sending while the element is out of the document', async () => {
        const element = await kept();
        element.remove();
        const before = at.network.to(at.submissions).length;
        at.network.on(at.submissions, (asked) => receipt(asked));
        dispatchEvent(new Event('online'));
        await waitUntil(() => at.network.to(at.submissions).length > before);
        await inState(element, 'sent');
      });
    });

    it('accepts a submission for another campaign while the first one is queued', async () => {
      const element = await kept();
      const other = stage(campaign({ id: `other-${kind}` }));
      element.src = other.src;
      await inState(element, 'open');
      await element.updateComplete;
      fill(element);
      press(element);
      await inState(element, 'sent');
      expect(other.network.to(other.submissions)).to.have.length(1);
      at.network.on(at.submissions, (asked) => receipt(asked));
      dispatchEvent(new Event('online'));
      await waitUntil(() => at.network.to(at.submissions).length > 1);
      await element.updateComplete;
      expect(element.state).to.equal('sent');
      other.network.restore();
    });

    it('says that it is sending while the server does not respond', async () => {
      on();
      at.network.on(at.submissions, silence);
      const element = await open(at.src);
      fill(element);
      press(element);
      await inState(element, 'sending');
      await element.updateComplete;
      expect(element.shadowRoot.querySelector('form ~ [role=status]')!.textContent).to.contain('Sending');
    });
  });
}

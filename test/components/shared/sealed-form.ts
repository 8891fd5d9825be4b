/** Every form of a sealed campaign: what a supporter enters leaves the page encrypted, or not at all. */
import { expect, oneEvent } from '@open-wc/testing';
import { createAgeKey, openSealed } from '../../support/age-keys.ts';
import { createFormHelpers, type FormSubject } from '../../support/browser/form-helpers.ts';
import { alert, control, getFieldError, press, serveCampaign, text, waitForState, write, type CampaignServer } from '../../support/browser/elements.ts';
import { offline, problem, receipt } from '../../support/browser/network.ts';
import { waitUntil } from '../../support/browser/wait-until.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../../src/campaign/schema/submission.schema.ts';

const canary = 'Q7canaryQ7';
const eventTypes = ['action-load', 'action-error', 'action-submit', 'action-sent', 'action-queued'] as const;

export function testSealedForm({ tag, kind, campaign, textField, nameField }: FormSubject): void {
  const { show, open } = createFormHelpers({ tag, kind, campaign, textField, nameField });

  describe(`${tag} of a sealed campaign`, () => {
    let server: CampaignServer;
    let key: Awaited<ReturnType<typeof createAgeKey>>;
    const serve = (more: Partial<Campaign> = {}): CampaignServer =>
      (server = serveCampaign(campaign({ seal: { recipient: key.recipient }, ask: { name: 'required', email: 'required' }, fields: [{ id: 'why', label: 'Why', type: 'textarea' }], ...more })));
    const getSubmissions = () => server.network.to(server.submissions).map(({ body }) => body as Submission);
    /** Writes words into every field that must not leave the page. */
    const fill = (element: HTMLElement): void => {
      write(element, textField, `${canary} words`);
      write(element, 'person/name', `${canary} name`);
      write(element, 'person/email', `${canary}@example.org`);
      write(element, 'fields/why', `${canary} answer`);
      if (kind === 'postcard') write(element, 'postcard/from', `${canary} sender`);
    };

    before(async () => {
      key = await createAgeKey();
    });
    afterEach(() => server.network.restore());

    /** A filled-in form whose submission the server has rejected. */
    const openRejected = async () => {
      serve();
      server.network.on(server.submissions, () => problem('unknown-campaign', 404));
      const element = await open(server.src);
      fill(element);
      press(element);
      await waitUntil(() => alert(element) !== null);
      return element;
    };

    it('sends nothing that a supporter has typed, and the organiser can read all of it', async () => {
      serve();
      const details: unknown[] = [];
      const record = (event: Event) => details.push((event as CustomEvent).detail);
      for (const type of eventTypes) document.addEventListener(type, record);
      const element = await open(server.src, { partner: 'newspaper' });
      fill(element);
      press(element);
      await waitForState(element, 'sent');
      for (const type of eventTypes) document.removeEventListener(type, record);
      const [submission] = getSubmissions();
      const databases = (await indexedDB.databases?.()) ?? [];
      const traces = [server.network.requests.map(({ url, init }) => [url, init.body, init.headers]), details, { ...localStorage }, { ...sessionStorage }, databases, document.cookie, location.href];
      expect(details.length).to.be.above(2);
      expect(JSON.stringify(traces)).not.to.contain(canary);
      const { sealed, ...readable } = submission!;
      const content = await openSealed(sealed, key.identity);
      expect(content.id).to.equal(readable.id);
      expect(content.person).to.deep.equal({ name: `${canary} name`, email: `${canary}@example.org` });
      expect(content.fields).to.deep.equal({ why: `${canary} answer` });
      if (kind === 'letter') {
        expect(content.letter).to.deep.equal({ subject: 'A subject', body: `${canary} words` });
        expect(readable.letter).to.deep.equal({ targets: ['minister', 'president'] });
      } else {
        expect(content.postcard).to.deep.equal({ design: 'lotus', message: `${canary} words`, from: `${canary} sender` });
        expect(readable.postcard).to.deep.equal({ to: ['one', 'two', 'three'] });
      }
      expect([readable.person, readable.fields]).to.deep.equal([undefined, undefined]);
      expect([readable.kind, readable.language, readable.tracking!.partner]).to.deep.equal([kind, 'en', 'newspaper']);
    });

    it('leaves readable what the server counts by: the country, the consents and whether it is a test', async () => {
      serve({ ask: { name: 'no', country: 'required' }, fields: undefined, consent: [{ id: 'news', statement: 'News?' }] });
      const element = await open(server.src, { testing: '' });
      await waitUntil(() => (control(element, 'person/country') as unknown as HTMLSelectElement).options.length > 100);
      write(element, textField, canary);
      if (kind === 'postcard') write(element, 'postcard/from', canary);
      write(element, 'person/country', 'AU');
      element.shadowRoot.querySelector<HTMLInputElement>('[name="consent/news"][value=yes]')!.click();
      press(element);
      await waitForState(element, 'sent');
      const [{ person, consent, testing }] = getSubmissions() as [Submission];
      expect([person, consent, testing]).to.deep.equal([{ country: 'AU' }, [{ id: 'news', statement: 'News?', given: true }], true]);
    });

    it('gives the text back to its author', async () => {
      const element = await openRejected();
      expect(alert(element)!.textContent).to.contain(`${canary} words`);
    });

    it('sends the same ciphertext with every attempt, also after the supporter has pressed the button again', async () => {
      serve();
      // Each attempt without a connection makes two requests: the second one without keepalive.
      server.network.on(server.submissions, (_, count) => (count <= 2 ? offline() : problem('unknown-campaign', 404)));
      const element = await open(server.src);
      fill(element);
      press(element);
      await waitUntil(() => getSubmissions().length === 2);
      dispatchEvent(new Event('online'));
      await waitUntil(() => alert(element) !== null);
      server.network.on(server.submissions, (request) => receipt(request));
      press(element);
      await waitForState(element, 'sent');
      const submissions = getSubmissions();
      expect(submissions).to.have.length(4);
      expect(new Set(submissions.map((submission) => JSON.stringify(submission))).size).to.equal(1);
    });

    it('seals a changed text anew', async () => {
      const element = await openRejected();
      write(element, textField, 'Other words.');
      server.network.on(server.submissions, (request) => receipt(request));
      press(element);
      await waitForState(element, 'sent');
      const [first, second] = getSubmissions();
      expect(second!.id).to.equal(first!.id);
      const content = await openSealed(second!.sealed, key.identity);
      expect(content.letter?.body ?? content.postcard?.message).to.equal('Other words.');
    });

    it('hides the length of the text', async () => {
      const lengths: number[] = [];
      for (const message of ['Hi', 'x'.repeat(200)]) {
        serve();
        const element = await open(server.src);
        fill(element);
        write(element, textField, message);
        press(element);
        await waitForState(element, 'sent');
        lengths.push(getSubmissions()[0]!.sealed!.length);
        server.network.restore();
      }
      expect(lengths[0]).to.equal(lengths[1]);
    });

    it('validates before it encrypts', async () => {
      serve();
      const element = await open(server.src);
      fill(element);
      write(element, 'person/email', 'nobody');
      press(element);
      await waitUntil(() => getFieldError(element, 'person/email') !== undefined);
      expect(getSubmissions()).to.deep.equal([]);
    });

    it('sends nothing if it cannot encrypt, and keeps the text', async () => {
      serve({ seal: { recipient: `age1${'q'.repeat(58)}` } });
      const element = await open(server.src);
      fill(element);
      const event = oneEvent<HTMLElementEventMap['action-error']>(element, 'action-error');
      press(element);
      expect((await event).detail).to.deep.equal({ code: 'internal' });
      await waitUntil(() => alert(element) !== null);
      expect(alert(element)!.textContent).to.contain(`${canary} words`);
      expect([element.state, control(element, textField).value]).to.deep.equal(['open', `${canary} words`]);
      expect(getSubmissions()).to.deep.equal([]);
    });

    it('says before anything is typed who can decrypt it, and an unsealed form does not', async () => {
      serve();
      const element = await open(server.src);
      expect(text(element)).to.contain('are encrypted on this device before they are sent. Only The organiser can decrypt them.');
      server.network.restore();
      serve({ seal: undefined });
      expect(text(await open(server.src))).not.to.contain('encrypted');
    });

    it('says so in the language of the form', async () => {
      serve({ translations: { km: { title: 'ចំណងជើង' } } });
      const element = await show(server.src);
      element.lang = 'km';
      await waitUntil(() => text(element).includes('អ៊ិនគ្រីប'));
    });
  });
}

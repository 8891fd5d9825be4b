import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { ActionLetter } from '../../src/components/action-letter/action-letter.ts';
import { campaign, letter } from '../support/browser/campaigns.ts';
import { alert, control, getFieldError, waitForState, open, press, serveCampaign, show, text, write, type CampaignServer } from '../support/browser/elements.ts';
import { offline, problem, receipt, type RecordedRequest } from '../support/browser/network.ts';
import { testCampaignElement } from './shared/campaign-element.ts';
import { testCampaignFormElement } from './shared/campaign-form-element.ts';
import { waitUntil } from '../support/browser/wait-until.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';

testCampaignElement({
  tag: 'action-letter',
  define: (tag) => customElements.define(tag, class extends ActionLetter {}),
  campaign,
  requiredSection: 'letter',
});

testCampaignFormElement({ tag: 'action-letter', kind: 'letter', campaign, textField: 'letter/body', nameField: 'person/name' });

describe('action-letter', () => {
  let server: CampaignServer;
  const serve = (more: Partial<Campaign> = {}): CampaignServer => (server = serveCampaign(campaign(more)));
  const getLastSubmission = (): Submission => server.network.to(server.submissions).at(-1)!.body as Submission;
  const getFocused = (element: ActionLetter) => element.shadowRoot.activeElement;

  afterEach(() => server.network.restore());

  describe('submission', () => {
    it('contains the letter and the requested fields, and nothing else', async () => {
      serve({
        ask: { email: 'optional', country: 'required', postalCode: 'optional' },
        fields: [
          { id: 'job', label: 'Job', type: 'select', options: ['a', 'b'] },
          { id: 'member', label: 'Member', type: 'checkbox' },
          { id: 'why', label: 'Why', type: 'textarea' },
        ],
        consent: [{ id: 'news', statement: 'The exact words?' }],
        partners: ['a-partner'],
      });
      const element = await open(server.src, { partner: 'a-partner' });
      await waitUntil(() => control(element, 'person/country').children.length > 200, 'the countries are loaded');
      write(element, 'person/name', '  A Supporter ');
      write(element, 'person/country', 'AU');
      write(element, 'letter/subject', 'My subject');
      write(element, 'letter/body', 'My own words.');
      write(element, 'fields/job', 'b');
      control(element, 'fields/member').click();
      element.shadowRoot.querySelector<HTMLInputElement>('[value=no]')!.click();
      press(element);
      await waitForState(element, 'sent');
      const { id, ...rest } = getLastSubmission();
      expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(rest).to.deep.equal({
        kind: 'letter',
        language: 'en',
        person: { name: 'A Supporter', country: 'AU' },
        letter: { targets: ['minister', 'president'], subject: 'My subject', body: 'My own words.' },
        fields: { job: 'b', member: true },
        consent: [{ id: 'news', statement: 'The exact words?', given: false }],
        tracking: { partner: 'a-partner', origin: location.origin },
      });
    });
  });

  describe('the thank-you', () => {
    it('says that the letter has to be confirmed, if the receipt does', async () => {
      for (const confirm of [true, false]) {
        serve({ ask: { email: 'required' } });
        server.network.on(server.submissions, (request: RecordedRequest) => receipt(request, 0, confirm ? { confirm: 'email' } : {}));
        const element = await open(server.src);
        write(element, 'person/name', 'A');
        write(element, 'person/email', 'a@example.org');
        press(element);
        await waitForState(element, 'sent');
        await element.updateComplete;
        expect(text(element).includes('Your letter is counted once you open the link in it and confirm.')).to.equal(confirm);
        server.network.restore();
      }
    });
  });

  describe('events', () => {
    it('contain no text that was typed', async () => {
      serve({ ask: { email: 'required', postalCode: 'required' }, share: { url: 'https://a.example/', text: 'T', channels: ['email'] } });
      const element = await open(server.src);
      const secret = 'unmistakable';
      const received: string[] = [];
      for (const type of ['action-load', 'action-error', 'action-submit', 'action-sent', 'action-queued', 'action-share'])
        document.addEventListener(type, (event) => received.push(type, JSON.stringify((event as CustomEvent).detail)));
      for (const name of ['person/name', 'person/postalCode', 'letter/subject', 'letter/body']) write(element, name, secret);
      write(element, 'person/email', `${secret}@example.org`);
      press(element);
      await waitForState(element, 'sent');
      await element.updateComplete;
      const link = element.shadowRoot.querySelector<HTMLAnchorElement>('[part=share-link]')!;
      link.addEventListener('click', (event) => event.preventDefault());
      link.click();
      expect(received.filter((one) => one.startsWith('action-'))).to.deep.equal(['action-submit', 'action-sent', 'action-share']);
      expect(received.join()).not.to.contain(secret);
      expect(location.href).not.to.contain(secret);
    });
  });

  describe('letter body', () => {
    it('can be edited as the campaign allows', async () => {
      for (const [editable, fields] of [
        ['all', ['letter/subject', 'letter/body']],
        ['body', ['letter/body']],
        ['none', []],
      ] as const) {
        serve({ letter: letter({ editable, body: 'One.\n\nTwo.' }) });
        const element = await open(server.src);
        expect(['letter/subject', 'letter/body'].filter((name) => control(element, name))).to.deep.equal(fields);
        write(element, 'person/name', 'A');
        press(element);
        await waitForState(element, 'sent');
        expect(getLastSubmission().letter).to.deep.include({ subject: 'A subject', body: 'One.\n\nTwo.' });
        server.network.restore();
      }
    });

    it('counts graphemes, and rejects a body longer than maxLength', async () => {
      serve({ letter: letter({ maxLength: 20 }) });
      const element = await open(server.src);
      write(element, 'person/name', 'A');
      // Engines segment Khmer differently, but none counts every code unit.
      const perWord = [...new Intl.Segmenter('km').segment('ក្រុម')].length;
      write(element, 'letter/body', 'ក្រុម'.repeat(Math.floor(19 / perWord)));
      await element.updateComplete;
      const remaining = 20 - perWord * Math.floor(19 / perWord);
      expect(text(element)).to.match(new RegExp(`\\b${remaining} characters? left`));
      write(element, 'letter/body', '👩‍👩‍👧'.repeat(22));
      await element.updateComplete;
      expect(text(element)).to.contain('2 characters over the limit');
      press(element);
      await waitUntil(() => getFieldError(element, 'letter/body') === 'Shorten your letter by 2 characters');
      expect(server.network.to(server.submissions)).to.have.length(0);
    });

    it('is followed by the name as it is typed', async () => {
      serve();
      const element = await open(server.src);
      write(element, 'person/name', 'A Supporter');
      await element.updateComplete;
      expect(element.shadowRoot.querySelector('.signature')!.textContent).to.equal('A Supporter');
    });

    it('is never interpreted as markup', async () => {
      serve({ title: '<img src=x onerror=alert(1)>', letter: letter({ closing: '<b>Yours</b>' }) });
      const element = await open(server.src);
      expect(element.shadowRoot.querySelector('img, b')).to.equal(null);
      expect(text(element)).to.contain('<b>Yours</b>');
    });

    it('stays when the language changes', async () => {
      serve({ translations: { km: { title: 'ចំណងជើង' } } });
      const element = await open(server.src, { lang: 'en' });
      write(element, 'person/name', 'A Supporter');
      write(element, 'letter/body', 'My own words.');
      const loaded = oneEvent(element, 'action-load');
      element.lang = 'km';
      await loaded;
      expect(control(element, 'person/name').value).to.equal('A Supporter');
      expect(control(element, 'letter/body').value).to.equal('My own words.');
    });
  });

  describe('validation', () => {
    it('shows a focused summary of the errors, and the same text beside each field', async () => {
      serve({ ask: { email: 'required', country: 'required' }, consent: [{ id: 'news', statement: 'May we?' }] });
      const element = await open(server.src);
      write(element, 'person/email', 'no address');
      write(element, 'letter/body', ' ');
      press(element);
      await waitUntil(() => alert(element));
      await waitUntil(() => getFocused(element) === alert(element));
      const links = [...alert(element)!.querySelectorAll('a')];
      expect(links.map((link) => link.textContent)).to.deep.equal([
        'Write your letter',
        'Enter your name',
        'Enter a valid email address, such as name@example.org',
        'Choose the country you live in',
        'Please answer yes or no: May we?',
      ]);
      for (const link of links) {
        const name = link.getAttribute('href')!.slice(1);
        expect(getFieldError(element, name)).to.equal(link.textContent);
        link.click();
        expect(getFocused(element)!.id).to.equal(name);
      }
    });

    it('shows the errors of the server at the fields that it names', async () => {
      serve({ fields: [{ id: 'job', label: 'Your job', type: 'text' }] });
      server.network.on(server.submissions, () =>
        problem('invalid', 422, { errors: [{ pointer: '/fields/job', code: 'too-long' }, { pointer: '/person/name', code: 'invalid' }] }),
      );
      const element = await open(server.src);
      write(element, 'person/name', 'A');
      const event = oneEvent<HTMLElementEventMap['action-error']>(element, 'action-error');
      press(element);
      expect((await event).detail).to.deep.equal({ code: 'refused', status: 422 });
      await element.updateComplete;
      expect(element.state).to.equal('open');
      expect(getFieldError(element, 'fields/job')).to.equal('Shorten “Your job”');
      expect(getFieldError(element, 'person/name')).to.equal('Check “Your name”');
      expect(control(element, 'person/name').value).to.equal('A');
    });
  });

  describe('without a connection', () => {
    it('keeps everything that was typed if the submission is rejected in the end', async () => {
      serve({ ask: { email: 'required' } });
      server.network.on(server.submissions, () => offline());
      const element = await open(server.src);
      write(element, 'person/name', 'A');
      write(element, 'person/email', 'a@example.org');
      write(element, 'letter/body', 'My own words.');
      press(element);
      await waitForState(element, 'queued');
      server.network.on(server.submissions, () => problem('invalid', 422, { errors: [{ pointer: '/person/email', code: 'invalid' }] }));
      dispatchEvent(new Event('online'));
      await waitForState(element, 'open');
      await waitUntil(() => getFieldError(element, 'person/email'));
      expect(['person/name', 'person/email', 'letter/body'].map((name) => control(element, name).value)).to.deep.equal([
        'A',
        'a@example.org',
        'My own words.',
      ]);
    });
  });

  describe('what it shows', () => {
    it('shows the updates, newest first', async () => {
      serve({ updates: [{ date: '2018-07-18', text: 'Older.' }, { date: '2018-08-01', text: 'Newer.' }] });
      const element = await open(server.src);
      const updates = [...element.shadowRoot.querySelectorAll('[part=update]')].map((one) => one.textContent);
      expect(updates[0]).to.contain('Newer.').and.to.contain('August 1, 2018');
      expect(updates[1]).to.contain('Older.');
    });

    it('gives nothing back when the campaign is closed and the letter was not changed, whatever its line breaks are', async () => {
      serve({ letter: letter({ body: '  One.\r\n\r\nTwo.\rThree. ' }), closes: '2026-01-01T00:00:00Z' });
      const element = await show(server.src);
      await waitForState(element, 'closed');
      await waitUntil(() => text(element).includes('A title'));
      expect(text(element)).not.to.contain('Two.');
    });

    it('says who will see what, and until when', async () => {
      const organiser = { name: 'The organiser', url: 'https://o.example', privacyUrl: '/privacy' };
      serve({ retention: { days: 90 }, ask: { email: 'optional' }, organiser });
      const element = await open(server.src);
      const note = element.shadowRoot.querySelector('[part=note]')!;
      expect(note.textContent).to.contain('will be sent to the people you are writing to').and.to.contain('after 90 days');
      expect(note.querySelector('a')!.href).to.equal(`${location.origin}/privacy`);
    });

    it('thanks the supporter by name, says what happens next, and offers to share the action', async () => {
      serve({ share: { url: 'https://a.example/x', text: 'Take part', channels: ['copy', 'email', 'whatsapp', 'telegram', 'facebook', 'x', 'bluesky', 'mastodon', 'line'] } });
      const element = await open(server.src);
      write(element, 'person/name', 'A');
      press(element);
      await waitForState(element, 'sent');
      await waitUntil(() => getFocused(element)?.localName === 'h2');
      expect(text(element)).to.contain('Ada Minister and Bo President').and.to.contain('The organiser will deliver it');
      const links = [...element.shadowRoot.querySelectorAll<HTMLAnchorElement>('[part=share-link]')];
      expect(links).to.have.length(8);
      for (const { href, rel } of links) {
        expect(decodeURIComponent(href)).to.contain('https://a.example/x');
        expect(rel).to.equal('noopener noreferrer');
      }
    });
  });

  it('can be written and sent with the keyboard alone', async () => {
    serve({ ask: { country: 'required' }, consent: [{ id: 'news', statement: 'May we?' }] });
    const element = await open(server.src);
    await waitUntil(() => control(element, 'person/country').children.length > 200, 'the countries are loaded');
    const before = document.createElement('button');
    element.before(before);
    before.focus();
    const typeByField: Record<string, () => Promise<void>> = {
      'letter/subject': () => sendKeys({ type: '!' }),
      'letter/body': () => sendKeys({ type: 'Dear. ' }),
      'person/name': () => sendKeys({ type: 'Kim' }),
      'person/country': () => sendKeys({ type: 'Austral' }),
    };
    for (let step = 0; step < 20; step++) {
      await sendKeys({ press: 'Tab' });
      const field = getFocused(element) as HTMLInputElement | null;
      if (!field) continue;
      expect(field.matches(':focus-visible'), `${field.localName} shows its focus`).to.equal(true);
      if (typeByField[field.id]) await typeByField[field.id]!();
      if (field.type === 'radio') await sendKeys({ press: ' ' });
      if (field.localName === 'button') break;
    }
    await waitUntil(() => control(element, 'person/country').value === 'AU', 'the country is chosen by typing');
    await sendKeys({ press: 'Enter' });
    await waitForState(element, 'sent');
    expect(getLastSubmission().person).to.deep.equal({ name: 'Kim', country: 'AU' });
    expect(getLastSubmission().letter!.body).to.contain('Dear. ');
    before.remove();
  });
});

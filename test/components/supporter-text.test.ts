/** What supporters and organisers write, in each browser: the same rules as on the server. */
import { expect, fixture, html } from '@open-wc/testing';
import { normalizeEmail } from '../../src/campaign/email.ts';
import { hasVisibleText } from '../../src/campaign/text.ts';
import type { ActionLetter } from '../../src/components/action-letter/action-letter.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';
import { emailAddresses } from '../campaign/support/email-addresses.ts';
import { campaign, cards, letter } from '../support/browser/campaigns.ts';
import { control, getFieldError, open, press, serveCampaign, text, waitForState, write, type CampaignServer } from '../support/browser/elements.ts';
import { waitUntil } from '../support/browser/wait-until.ts';

describe('the text of a supporter', () => {
  let server: CampaignServer;
  const serve = (more: Partial<Campaign> = {}): CampaignServer => (server = serveCampaign(campaign(more)));
  const getLastSubmission = (): Submission => server.network.to(server.submissions).at(-1)!.body as Submission;
  const send = async (element: ActionLetter): Promise<void> => {
    press(element);
    await waitForState(element, 'sent');
  };

  afterEach(() => server?.network.restore());

  it('has the same email address as on the server', () => {
    for (const [entered, normalized] of emailAddresses) expect(normalizeEmail(entered), entered).to.equal(normalized);
  });

  it('is sent with its email address in ASCII, and with trimmed names', async () => {
    serve({ ask: { email: 'required' } });
    const element = await open(server.src);
    write(element, 'person/name', ' Anna\u3000');
    write(element, 'person/email', 'mailto:a＠müller.example,');
    await send(element);
    expect(getLastSubmission().person).to.deep.equal({ name: 'Anna', email: 'a@xn--mller-kva.example' });
  });

  it('is required to have a visible character', async () => {
    serve();
    const element = await open(server.src);
    for (const name of ['\u200b', '\u200f\u202a', '\u3164', '\u2800', '\u00ad ']) {
      expect(hasVisibleText(name), name).to.equal(false);
      write(element, 'person/name', name);
      press(element);
      await waitUntil(() => getFieldError(element, 'person/name') !== undefined, 'the error is shown');
      expect(getFieldError(element, 'person/name')).to.equal('Enter your name');
    }
    expect(server.network.to(server.submissions)).to.deep.equal([]);
  });

  it('needs no postal code in a country that needs none', async () => {
    serve({ ask: { country: 'required', postalCode: 'required' } });
    const element = await open(server.src);
    await waitUntil(() => control(element, 'person/country').children.length > 200, 'the countries are loaded');
    write(element, 'person/name', 'Anna');
    write(element, 'person/country', 'AU');
    press(element);
    await waitUntil(() => getFieldError(element, 'person/postalCode') !== undefined, 'the error is shown');
    write(element, 'person/country', 'HK');
    await send(element);
    expect(getLastSubmission().person).to.deep.equal({ name: 'Anna', country: 'HK' });
  });

  it('has the direction of the form while a field is empty, and then that of its script', async () => {
    serve({ translations: { ar: { title: 'عنوان' } }, ask: { email: 'optional' }, fields: [{ id: 'note', label: 'Note', type: 'textarea' }] });
    const element = await open(server.src, { lang: 'ar' });
    const getDirection = (name: string) => getComputedStyle(control(element, name)).direction;
    for (const name of ['person/name', 'fields/note', 'letter/body', 'letter/subject']) {
      write(element, name, '');
      await element.updateComplete;
      expect(getDirection(name), name).to.equal('rtl');
      write(element, name, 'Anna');
      await element.updateComplete;
      expect(getDirection(name), name).to.equal('ltr');
      write(element, name, 'آنا');
      await element.updateComplete;
      expect(getDirection(name), name).to.equal('rtl');
    }
    expect(getDirection('person/email')).to.equal('ltr');
  });

  it('has the direction of the form in an empty postcard', async () => {
    server = serveCampaign(cards({ translations: { ar: { title: 'عنوان' } } }));
    const element = await open(server.src, { lang: 'ar' }, 'postcard-form');
    for (const name of ['postcard/message', 'postcard/from']) expect(getComputedStyle(control(element, name)).direction, name).to.equal('rtl');
  });
});

describe('the language of an element', () => {
  let server: CampaignServer;
  afterEach(() => server.network.restore());

  for (const tag of ['km_KH', 'KM_kh', 'km-KH'])
    it(`is Khmer for lang="${tag}", in a document that writes km-KH or km_KH`, async () => {
      for (const key of ['km_KH', 'km-KH']) {
        server = serveCampaign(campaign({ translations: { [key]: { title: 'ចំណងជើង' } } }));
        const container = await fixture(html`<div lang=${tag}><action-letter src=${server.src}></action-letter></div>`);
        const element = container.querySelector('action-letter')!;
        await waitForState(element, 'open');
        expect(text(element)).to.contain('ចំណងជើង').and.to.contain('ឈ្មោះ');
        const root = element.shadowRoot.querySelector<HTMLElement>('.root')!;
        expect(root.lang).to.equal('km-KH');
        write(element, 'person/name', 'សុខា');
        press(element);
        await waitForState(element, 'sent');
        expect((server.network.to(server.submissions).at(-1)!.body as Submission).language).to.equal('km-KH');
        server.network.restore();
      }
    });

  it('is that of the document for a tag of more than 35 characters', async () => {
    server = serveCampaign(campaign({ translations: { km: { title: 'ចំណងជើង' } } }));
    const element = await open(server.src, { lang: `km-${'a-'.repeat(5000)}` });
    expect(text(element)).to.contain('A title');
  });
});

describe('a document with half an emoji and NUL in its texts', () => {
  const broken = '\ud83d\0';
  let server: CampaignServer;
  afterEach(() => server.network.restore());

  it('is shown, sent as well-formed text, and thanked for with links to share it', async () => {
    server = serveCampaign(
      campaign({
        title: `Free ${broken}`,
        letter: letter({ editable: 'none', subject: `A subject ${broken}`, body: `A body. ${broken}`, delivery: 'mailto', targets: [{ id: 'minister', name: `M ${broken}`, office: 'O', email: 'm@example.org' }] }),
        fields: [{ id: 'job', label: 'Job', type: 'select', options: [`Teacher ${broken}`, 'Other'] }],
        consent: [{ id: 'news', statement: `News ${broken}` }],
        share: { url: 'https://a.example/', text: `Share ${broken}`, channels: ['email', 'whatsapp', 'telegram'] },
      }),
    );
    const element = await open(server.src);
    write(element, 'person/name', `Anna ${broken}`);
    write(element, 'fields/job', control(element, 'fields/job').querySelectorAll('option')[1]!.value);
    element.shadowRoot.querySelector<HTMLInputElement>('[name="consent/news"]')!.click();
    press(element);
    await waitForState(element, 'sent');
    await element.updateComplete;
    const submission = server.network.to(server.submissions).at(-1)!.body as Submission;
    expect(JSON.stringify(submission).isWellFormed()).to.equal(true);
    expect(JSON.stringify(submission)).not.to.match(/\\ud83d|\\u0000/);
    expect(submission.fields).to.deep.equal({ job: 'Teacher \ufffd' });
    expect(element.state).to.equal('sent');
    expect(element.shadowRoot.querySelectorAll('[part=share-link]')).to.have.length(3);
    expect(element.shadowRoot.querySelector<HTMLAnchorElement>('a[href^="mailto:m@"]')!.href).to.contain('A%20body.%20%EF%BF%BD');
  });
});

import { expect } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { PostcardForm } from '../../src/components/postcard-form/postcard-form.ts';
import { cards, letter, postcard } from '../support/browser/campaigns.ts';
import { control, waitForState, open as openTag, press, serveCampaign, isFallbackVisible, text, write, type CampaignServer } from '../support/browser/elements.ts';
import { all, fill, one } from '../support/browser/postcards.ts';
import { testCampaignElement } from './shared/campaign-element.ts';
import { testCampaignFormElement } from './shared/campaign-form-element.ts';
import { waitUntil } from '../support/browser/wait-until.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';

testCampaignElement({
  tag: 'postcard-form',
  define: (tag) => customElements.define(tag, class extends PostcardForm {}),
  campaign: cards,
  requiredSection: 'postcard',
});

testCampaignFormElement({ tag: 'postcard-form', kind: 'postcard', campaign: cards, textField: 'postcard/message', nameField: 'postcard/from' });

describe('postcard-form', () => {
  let server: CampaignServer;
  const serve = (more: Partial<Campaign> = {}): CampaignServer => (server = serveCampaign(cards(more)));
  const open = (attributes?: Record<string, string>) => openTag(server.src, attributes, 'postcard-form');
  const getLastSubmission = (): Submission => server.network.to(server.submissions).at(-1)!.body as Submission;
  const getFocused = (element: PostcardForm) => element.shadowRoot.activeElement;

  afterEach(() => server.network.restore());

  it('sends the postcard with the requested fields and nothing else', async () => {
    serve({ ask: { name: 'no', email: 'optional' }, consent: [{ id: 'news', statement: 'The exact words?' }], partners: ['a-partner'] });
    const element = await open({ partner: 'a-partner' });
    fill(element);
    all<HTMLInputElement>(element, '[name="postcard/design"]')[1]!.click();
    one<HTMLInputElement>(element, '[name="postcard/publish"][value=yes]').click();
    one<HTMLInputElement>(element, '[name="consent/news"][value=no]').click();
    press(element);
    await waitForState(element, 'sent');
    const { id: _, ...rest } = getLastSubmission();
    expect(rest).to.deep.equal({
      kind: 'postcard',
      language: 'en',
      person: {},
      postcard: { to: ['one', 'two', 'three'], design: 'river', message: 'My own words.', from: 'A friend', publish: true },
      consent: [{ id: 'news', statement: 'The exact words?', given: false }],
      tracking: { partner: 'a-partner', origin: location.origin },
    });
  });

  describe('postcard', () => {
    const getVisibleSide = (element: PostcardForm) => all(element, '.face').find((face) => !face.inert)!.getAttribute('aria-label');

    it('shows the selected design, and flips to its back for writing', async () => {
      serve();
      const element = await open();
      expect(getVisibleSide(element)).to.equal('Front of your card');
      all(element, '[name="postcard/design"]')[1]!.click();
      await element.updateComplete;
      expect(one<HTMLImageElement>(element, '.front img').alt).to.equal('A river');
      one(element, '.flip-button').click();
      await element.updateComplete;
      expect(getVisibleSide(element)).to.equal('Back of your card');
      await waitUntil(() => getFocused(element)?.id === 'postcard/message');
      one(element, '.flip-button').click();
      await element.updateComplete;
      expect(getVisibleSide(element)).to.equal('Front of your card');
    });

    it('shows the date, the day in detention, the recipients and the signature', async () => {
      serve();
      const element = await open({ now: '2016-10-10T12:00:00+07:00' });
      write(element, 'postcard/from', 'A friend');
      await element.updateComplete;
      const back = one(element, '.back').textContent;
      for (const expectedText of ['October 10, 2016', 'Day 165', 'Ada One', 'Cy Three', 'A friend']) expect(back).to.contain(expectedText);
    });

    it('flips to the back when an error link points there', async () => {
      serve();
      const element = await open();
      press(element);
      await waitUntil(() => one(element, 'a[href="#postcard/message"]'));
      one(element, 'a[href="#postcard/message"]').click();
      await waitUntil(() => getFocused(element)?.id === 'postcard/message');
      expect(getVisibleSide(element)).to.equal('Back of your card');
    });

    it('reduces the font size before it says that it is full', async () => {
      serve({ postcard: postcard({ maxLength: 400 }) });
      const element = await open();
      const size = () => parseFloat(getComputedStyle(control(element, 'postcard/message')).fontSize);
      const sizes = [];
      for (const length of [10, 200, 300]) {
        write(element, 'postcard/message', 'x'.repeat(length));
        await element.updateComplete;
        sizes.push(size());
      }
      expect(sizes).to.deep.equal(sizes.toSorted((a, b) => b - a));
      expect(new Set(sizes).size).to.equal(3);
      expect(sizes.at(-1)).to.be.at.least(16);
      expect(text(element)).not.to.contain('left');
      write(element, 'postcard/message', 'x'.repeat(390));
      await element.updateComplete;
      expect(text(element)).to.contain('10 characters left');
    });

    it('rejects a message longer than maxLength graphemes', async () => {
      serve({ postcard: postcard({ maxLength: 10 }) });
      const element = await open();
      fill(element);
      write(element, 'postcard/message', 'ស្ត្រី'.repeat(20));
      press(element);
      await waitUntil(() => one(element, '[id="postcard/message-error"]'));
      expect(one(element, '[id="postcard/message-error"]').textContent).to.match(/^Shorten your message by \d+ characters$/);
      expect(server.network.to(server.submissions)).to.have.length(0);
    });

    it('does not animate with prefers-reduced-motion', async function () {
      serve();
      const element = await open();
      const getDuration = () => getComputedStyle(one(element, '.flip')).transitionDuration;
      expect(getDuration()).not.to.equal('0s');
      // Only Chromium can emulate this setting in these tests.
      if (!/ Chrome\//.test(navigator.userAgent)) return;
      await emulateMedia({ reducedMotion: 'reduce' });
      expect(getDuration()).to.equal('0s');
      await emulateMedia({ reducedMotion: 'no-preference' });
    });
  });

  it('shows guidance before the text field', async () => {
    serve();
    const element = await open();
    const guidance = one(element, '.guidance');
    expect(guidance.textContent).to.contain('Greet them by name.');
    expect(guidance.compareDocumentPosition(control(element, 'postcard/message')) & Node.DOCUMENT_POSITION_FOLLOWING).not.to.equal(0);
  });

  it('asks whether it may be published, preselects nothing, and treats no answer as no', async () => {
    serve();
    const element = await open();
    expect(all<HTMLInputElement>(element, '[name="postcard/publish"]').map(({ checked }) => checked)).to.deep.equal([false, false]);
    fill(element);
    press(element);
    await waitForState(element, 'sent');
    expect(getLastSubmission().postcard).not.to.have.property('publish');
  });

  it('does not ask if postcards are never published', async () => {
    serve({ postcard: postcard({ publish: 'never' }) });
    const element = await open();
    expect(all(element, '[name="postcard/publish"]')).to.have.length(0);
  });

  it('says where a paper postcard can be filled in, with safe links only', async () => {
    const offices = [
      { name: 'An office', address: 'A street\nA town', url: 'https://office.example/' },
      { name: 'Another', address: 'Elsewhere' },
    ];
    serve({ postcard: postcard({ offices }) });
    const element = await open();
    expect(text(element)).to.contain('Prefer pen and paper?').and.to.contain('A street').and.to.contain('Elsewhere');
    expect(all<HTMLAnchorElement>(element, '.offices a').map(({ href }) => href)).to.deep.equal(['https://office.example/']);
  });

  it('works beside a letter of the same campaign, each with its own text', async () => {
    serve({ letter: letter() });
    const card = await open();
    const letterElement = await openTag(server.src);
    expect(card.shadowRoot.querySelector('form button.primary')!.textContent).to.contain('Send my card');
    expect(letterElement.shadowRoot.querySelector('form button.primary')!.textContent).to.contain('Send my letter');
    expect(server.network.to(server.src)).to.have.length(1);
  });

  it('works if the browser does not know the time zone of the prison', async () => {
    const people = cards().people!.map((person) => ({ ...person, timeZone: 'America/Nowhere' }));
    serve({ people });
    const element = await open();
    expect(text(element)).to.contain('Ada One');
    expect(isFallbackVisible(element)).to.equal(false);
  });

  it('has no typed text in its events', async () => {
    serve();
    const element = await open();
    const eventDetails: string[] = [];
    for (const type of ['action-submit', 'action-sent'])
      element.addEventListener(type, (event) => eventDetails.push(JSON.stringify((event as CustomEvent).detail)));
    fill(element);
    press(element);
    await waitForState(element, 'sent');
    expect(eventDetails).to.have.length(2);
    expect(eventDetails.join()).not.to.contain('words').and.not.to.contain('friend');
  });

  it('can be written and sent with the keyboard alone', async () => {
    serve({ postcard: postcard({ choose: 'some', suggest: 'none' }), ask: { name: 'no', email: 'optional' } });
    const element = await open();
    const before = document.createElement('button');
    element.before(before);
    before.focus();
    for (let step = 0; step < 30; step++) {
      await sendKeys({ press: 'Tab' });
      const field = getFocused(element) as HTMLInputElement | null;
      if (!field) continue;
      expect(field.matches(':focus-visible'), `${field.localName} shows its focus`).to.equal(true);
      if (field.value === 'two' || field.value === 'no') await sendKeys({ press: ' ' });
      if (field.matches('.flip-button') && field.textContent.includes('Write')) {
        await sendKeys({ press: 'Enter' });
        await waitUntil(() => getFocused(element)?.id === 'postcard/message');
        await sendKeys({ type: 'Dear Bo' });
      }
      if (field.id === 'postcard/from') await sendKeys({ type: 'Kim' });
      if (field.matches('.primary')) break;
    }
    await sendKeys({ press: 'Enter' });
    await waitForState(element, 'sent');
    expect(getLastSubmission().postcard).to.deep.include({ to: ['two'], message: 'Dear Bo', from: 'Kim' });
    before.remove();
  });
});

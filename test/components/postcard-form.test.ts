import { expect, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { PostcardForm } from '../../src/components/postcard-form/postcard-form.ts';
import { cards, letter, postcard } from '../support/browser/campaigns.ts';
import { control, waitForState, open as openTag, press, serveCampaign, isFallbackVisible, text, write, type CampaignServer } from '../support/browser/elements.ts';
import { all, fill, one } from '../support/browser/postcards.ts';
import { testCampaignElement } from './shared/campaign-element.ts';
import { testCampaignFormElement } from './shared/campaign-form-element.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';

testCampaignElement({
  tag: 'postcard-form',
  define: (tag) => customElements.define(tag, class extends PostcardForm {}),
  campaign: cards,
  needs: 'postcard',
});

testCampaignFormElement({ tag: 'postcard-form', kind: 'postcard', campaign: cards, words: 'postcard/message', writer: 'postcard/from' });

describe('postcard-form', () => {
  let at: CampaignServer;
  const on = (more: Partial<Campaign> = {}): CampaignServer => (at = serveCampaign(cards(more)));
  const open = (attributes?: Record<string, string>) => openTag(at.src, attributes, 'postcard-form');
  const sent = (): Submission => at.network.to(at.submissions).at(-1)!.body as Submission;
  const focused = (element: PostcardForm) => element.shadowRoot.activeElement;

  afterEach(() => at.network.restore());

  it('sends the postcard with the requested fields and nothing else', async () => {
    on({ ask: { name: 'no', email: 'optional' }, consent: [{ id: 'news', statement: 'The exact words?' }], partners: ['a-partner'] });
    const element = await open({ partner: 'a-partner' });
    fill(element);
    all<HTMLInputElement>(element, '[name="postcard/design"]')[1]!.click();
    one<HTMLInputElement>(element, '[name="postcard/publish"][value=yes]').click();
    one<HTMLInputElement>(element, '[name="consent/news"][value=no]').click();
    press(element);
    await waitForState(element, 'sent');
    const { id: _, ...rest } = sent();
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
    const side = (element: PostcardForm) => all(element, '.face').find((face) => !face.inert)!.getAttribute('aria-label');

    it('shows the chosen design, and turns over to be written on', async () => {
      on();
      const element = await open();
      expect(side(element)).to.equal('Front of your card');
      all(element, '[name="postcard/design"]')[1]!.click();
      await element.updateComplete;
      expect(one<HTMLImageElement>(element, '.front img').alt).to.equal('A river');
      one(element, '.flip-button').click();
      await element.updateComplete;
      expect(side(element)).to.equal('Back of your card');
      await waitUntil(() => focused(element)?.id === 'postcard/message');
      one(element, '.flip-button').click();
      await element.updateComplete;
      expect(side(element)).to.equal('Front of your card');
    });

    it('shows the date, the day in detention, the recipients and the signature', async () => {
      on();
      const element = await open({ now: '2016-10-10T12:00:00+07:00' });
      write(element, 'postcard/from', 'A friend');
      await element.updateComplete;
      const back = one(element, '.back').textContent;
      for (const words of ['October 10, 2016', 'Day 165', 'Ada One', 'Cy Three', 'A friend']) expect(back).to.contain(words);
    });

    it('turns to the back when an error link leads there', async () => {
      on();
      const element = await open();
      press(element);
      await waitUntil(() => one(element, 'a[href="#postcard/message"]'));
      one(element, 'a[href="#postcard/message"]').click();
      await waitUntil(() => focused(element)?.id === 'postcard/message');
      expect(side(element)).to.equal('Back of your card');
    });

    it('reduces the font size before it says that it is full', async () => {
      on({ postcard: postcard({ maxLength: 400 }) });
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
      on({ postcard: postcard({ maxLength: 10 }) });
      const element = await open();
      fill(element);
      write(element, 'postcard/message', 'ស្ត្រី'.repeat(20));
      press(element);
      await waitUntil(() => one(element, '[id="postcard/message-error"]'));
      expect(one(element, '[id="postcard/message-error"]').textContent).to.match(/^Shorten your message by \d+ characters$/);
      expect(at.network.to(at.submissions)).to.have.length(0);
    });

    it('does not animate with prefers-reduced-motion', async function () {
      on();
      const element = await open();
      const moves = () => getComputedStyle(one(element, '.flip')).transitionDuration;
      expect(moves()).not.to.equal('0s');
      // Only Chromium can be told so here.
      if (!/ Chrome\//.test(navigator.userAgent)) return;
      await emulateMedia({ reducedMotion: 'reduce' });
      expect(moves()).to.equal('0s');
      await emulateMedia({ reducedMotion: 'no-preference' });
    });
  });

  it('shows guidance before the text field', async () => {
    on();
    const element = await open();
    const guidance = one(element, '.guidance');
    expect(guidance.textContent).to.contain('Greet them by name.');
    expect(guidance.compareDocumentPosition(control(element, 'postcard/message')) & Node.DOCUMENT_POSITION_FOLLOWING).not.to.equal(0);
  });

  it('asks whether it may be published, preselects nothing, and treats no answer as no', async () => {
    on();
    const element = await open();
    expect(all<HTMLInputElement>(element, '[name="postcard/publish"]').map(({ checked }) => checked)).to.deep.equal([false, false]);
    fill(element);
    press(element);
    await waitForState(element, 'sent');
    expect(sent().postcard).not.to.have.property('publish');
  });

  it('does not ask if postcards are never published', async () => {
    on({ postcard: postcard({ publish: 'never' }) });
    const element = await open();
    expect(all(element, '[name="postcard/publish"]')).to.have.length(0);
  });

  it('says where a paper postcard can be filled in, with safe links only', async () => {
    const offices = [
      { name: 'An office', address: 'A street\nA town', url: 'https://office.example/' },
      { name: 'Another', address: 'Elsewhere' },
    ];
    on({ postcard: postcard({ offices }) });
    const element = await open();
    expect(text(element)).to.contain('Prefer pen and paper?').and.to.contain('A street').and.to.contain('Elsewhere');
    expect(all<HTMLAnchorElement>(element, '.offices a').map(({ href }) => href)).to.deep.equal(['https://office.example/']);
  });

  it('works beside a letter of the same campaign, each with its own text', async () => {
    on({ letter: letter() });
    const card = await open();
    const own = await openTag(at.src);
    expect(card.shadowRoot.querySelector('form button.primary')!.textContent).to.contain('Send my card');
    expect(own.shadowRoot.querySelector('form button.primary')!.textContent).to.contain('Send my letter');
    expect(at.network.to(at.src)).to.have.length(1);
  });

  it('works if the browser does not know the time zone of the prison', async () => {
    const people = cards().people!.map((person) => ({ ...person, timeZone: 'America/Nowhere' }));
    on({ people });
    const element = await open();
    expect(text(element)).to.contain('Ada One');
    expect(isFallbackVisible(element)).to.equal(false);
  });

  it('has no typed text in its events', async () => {
    on();
    const element = await open();
    const heard: string[] = [];
    for (const type of ['action-submit', 'action-sent'])
      element.addEventListener(type, (event) => heard.push(JSON.stringify((event as CustomEvent).detail)));
    fill(element);
    press(element);
    await waitForState(element, 'sent');
    expect(heard).to.have.length(2);
    expect(heard.join()).not.to.contain('words').and.not.to.contain('friend');
  });

  it('can be written and sent with the keyboard alone', async () => {
    on({ postcard: postcard({ choose: 'some', suggest: 'none' }), ask: { name: 'no', email: 'optional' } });
    const element = await open();
    const before = document.createElement('button');
    element.before(before);
    before.focus();
    for (let step = 0; step < 30; step++) {
      await sendKeys({ press: 'Tab' });
      const at = focused(element) as HTMLInputElement | null;
      if (!at) continue;
      expect(at.matches(':focus-visible'), `${at.localName} shows its focus`).to.equal(true);
      if (at.value === 'two' || at.value === 'no') await sendKeys({ press: ' ' });
      if (at.matches('.flip-button') && at.textContent.includes('Write')) {
        await sendKeys({ press: 'Enter' });
        await waitUntil(() => focused(element)?.id === 'postcard/message');
        await sendKeys({ type: 'Dear Bo' });
      }
      if (at.id === 'postcard/from') await sendKeys({ type: 'Kim' });
      if (at.matches('.primary')) break;
    }
    await sendKeys({ press: 'Enter' });
    await waitForState(element, 'sent');
    expect(sent().postcard).to.deep.include({ to: ['two'], message: 'Dear Bo', from: 'Kim' });
    before.remove();
  });
});

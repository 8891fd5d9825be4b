import { expect, nextFrame, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { MessageWall } from '../../src/components/message-wall/message-wall.ts';
import { cards } from '../support/browser/campaigns.ts';
import { serveCampaign, isFallbackVisible, text, type CampaignServer } from '../support/browser/elements.ts';
import { createPendingResponse, json, offline } from '../support/browser/network.ts';
import { message, read } from '../support/browser/reading-elements.ts';
import { testCampaignElement } from './shared/campaign-element.ts';
import { waitUntil } from '../support/browser/wait-until.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Message, Messages } from '../../src/campaign/schema/messages.schema.ts';

const people = (name: string) => cards().people!.map((person) => ({ ...person, name }));

testCampaignElement({
  tag: 'message-wall',
  define: (tag) => customElements.define(tag, class extends MessageWall {}),
  campaign: cards,
  update: { more: { people: people('Another Name') }, expectedText: 'To Another Name' },
  khmer: { translation: { title: 'ចំណងជើង', people: { one: { name: 'ឈ្មោះ' } } }, expectedText: 'ជូន ឈ្មោះ' },
  addResponses: (server) => server.network.on('/campaigns/test/messages.json', () => json({ messages: [message(1)] })),
  requiredSection: 'postcard',
});

describe('message-wall', () => {
  const url = '/campaigns/test/messages.json';
  let server: CampaignServer;
  /** @param pages by the value of `after` in the request, the first page by an empty string */
  const servePages = (pages: Record<string, Messages>, more: Partial<Campaign> = {}): void => {
    server = serveCampaign(cards(more));
    server.network.on(url, ({ url }) => json(pages[new URL(url).searchParams.get('after') ?? '']));
  };
  const serveMessages = (...messages: Message[]) => servePages({ '': { messages } });
  const all = (element: Element, selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
  const one = (element: Element, selector: string) => element.shadowRoot!.querySelector<HTMLElement>(selector)!;
  const getNames = (element: Element) => all(element, '.from').map((from) => from.textContent.replace(/[\u2068\u2069]/g, ''));
  const getButton = (element: Element) => one(element, '[part=button]') as HTMLButtonElement;
  const getStatus = (element: Element) => one(element, '[role=status]').textContent.trim();
  const openWall = async (attributes?: Record<string, string>) => {
    const element = await read('message-wall', server.src, attributes);
    await waitUntil(() => !text(element).includes('Loading'));
    return element;
  };
  const waitForCards = (element: Element, count: number) =>
    waitUntil(() => all(element, '.card').length === count, `${count} cards, not ${all(element, '.card').length}`);

  afterEach(() => server.network.restore());

  describe('message', () => {
    it('shows its author, recipients, date and day of detention', async () => {
      serveMessages(message(1, { to: ['one', 'two'], text: 'You are not forgotten.', from: 'A friend' }));
      const element = await openWall();
      const [card] = all(element, '[part=card]');
      expect(one(element, '[part=person]').textContent).to.equal('To Ada One and Bo Two');
      expect(one(element, '[part=message]').textContent.trim()).to.equal('You are not forgotten.');
      expect(getNames(element)).to.deep.equal(['From A friend']);
      expect(card!.querySelector('time')!.dateTime).to.equal('2016-10-10');
      expect(card!.querySelector('.postmark')!.textContent).to.match(/October 10, 2016\s+Day 165/);
    });

    it('names all its recipients, and leaves out people who are not in the campaign', async () => {
      serveMessages(message(1, { to: ['three', 'one', 'gone', 'two'] }), message(2, { to: ['gone'] }));
      const element = await openWall();
      expect(all(element, '[part=person]').map((to) => to.textContent)).to.deep.equal(['To Ada One, Bo Two, and Cy Three']);
      await waitForCards(element, 2);
    });

    it('shows no day of detention for a person who was free by then', async () => {
      serveMessages(message(1, { to: ['three'], date: '2017-06-29' }), message(2, { to: ['three'], date: '2017-06-28' }), message(3, { to: ['three', 'one'], date: '2017-07-01' }));
      const element = await openWall();
      expect(all(element, '.postmark').map((mark) => /Day \d+/.exec(mark.textContent)?.[0])).to.deep.equal([undefined, 'Day 426', 'Day 429']);
    });

    it('has its own language and direction', async () => {
      serveMessages(message(1, { text: 'أنتم لستم وحدكم', language: 'ar' }), message(2, { text: 'យើងគិតដល់អ្នក', language: 'km' }));
      const element = await openWall({ lang: 'en' });
      const [arabic, khmer] = all(element, '[part=message]');
      expect(arabic!.matches(':dir(rtl)')).to.equal(true);
      expect([arabic!.lang, khmer!.lang]).to.deep.equal(['ar', 'km']);
      const getLineHeight = (serveMessages: Element) => parseFloat(getComputedStyle(serveMessages).lineHeight) / parseFloat(getComputedStyle(serveMessages).fontSize);
      expect(getLineHeight(khmer!)).to.be.greaterThan(1.6);
      expect(getLineHeight(arabic!)).to.be.lessThan(1.6);
    });

    it('shows text as it was typed, and never as markup', async () => {
      const markup = '<img src=x onerror=alert(1)>\n<b>Line two</b>\n\n&amp; a second paragraph';
      serveMessages(message(1, { text: markup, from: '<i>Me</i>' }));
      const element = await openWall();
      expect(one(element, 'img, b, i')).to.equal(null);
      const paragraphs = all(element, '[part=message] [part=text]');
      expect(getComputedStyle(paragraphs[0]!).whiteSpace).to.equal('pre-line');
      expect(paragraphs.map(({ textContent }) => textContent)).to.deep.equal([
        '<img src=x onerror=alert(1)>\n<b>Line two</b>',
        '&amp; a second paragraph',
      ]);
      expect(getNames(element)).to.deep.equal(['From <i>Me</i>']);
    });
  });

  describe('more messages', () => {
    const pages = {
      '': { messages: [message(1), message(2)], next: 'm2' },
      m2: { messages: [message(2), message(3), message(4)], next: 'm4' },
      m4: { messages: [message(5)] },
    };

    it('are appended on request, each once', async () => {
      servePages(pages);
      const element = await openWall();
      await waitForCards(element, 2);
      getButton(element).click();
      await waitForCards(element, 4);
      expect(getNames(element)).to.deep.equal(['From Friend 1', 'From Friend 2', 'From Friend 3', 'From Friend 4']);
      getButton(element).click();
      await waitForCards(element, 5);
      expect(getButton(element)).to.equal(null);
      expect(server.network.to(url).map(({ url }) => new URL(url).search)).to.deep.equal(['?limit=12', '?limit=12&after=m2', '?limit=12&after=m4']);
    });

    it('are announced, and the first of them gets the focus', async () => {
      servePages(pages);
      const element = await openWall();
      getButton(element).focus();
      await sendKeys({ press: 'Enter' });
      await waitForCards(element, 4);
      await waitUntil(() => element.shadowRoot.activeElement === all(element, '.card')[2], 'the first new card has the focus');
      expect(getStatus(element)).to.equal('2 more messages');
      await sendKeys({ press: 'Tab' });
      expect(element.shadowRoot.activeElement).to.equal(getButton(element));
    });

    it('do not take the focus from another place of the page', async () => {
      servePages(pages);
      const { handler, release } = createPendingResponse();
      const element = await openWall();
      server.network.on(url, handler);
      getButton(element).click();
      const field = document.createElement('input');
      element.after(field);
      field.focus();
      release(json(pages.m2));
      await waitForCards(element, 4);
      await nextFrame();
      expect(document.activeElement).to.equal(field);
    });

    it('are requested once, however often the button is pressed', async () => {
      servePages(pages);
      const element = await openWall();
      const { handler, release } = createPendingResponse();
      server.network.on(url, handler);
      getButton(element).click();
      await waitUntil(() => getButton(element).getAttribute('aria-disabled') === 'true');
      expect(getButton(element).textContent.trim()).to.equal('Loading messages…');
      getButton(element).click();
      release(json(pages.m2));
      await waitForCards(element, 4);
      expect(server.network.to(url)).to.have.length(2);
    });

    it('can be requested again after a failure, and earlier messages stay', async () => {
      servePages(pages);
      const element = await openWall();
      server.network.on(url, () => json({}, 403));
      const event = oneEvent<HTMLElementEventMap['action-error']>(element, 'action-error');
      getButton(element).click();
      expect((await event).detail).to.deep.equal({ code: 'http', status: 403 });
      await waitUntil(() => getButton(element).textContent.trim() === 'Try again');
      expect(one(element, '[part=note]').getClientRects().length && getStatus(element)).to.contain('couldn’t load the messages');
      await waitForCards(element, 2);
      server.network.on(url, () => json(pages.m2));
      getButton(element).click();
      await waitForCards(element, 4);
      expect(getStatus(element)).to.equal('2 more messages');
    });

    it('can be requested after the wall was removed and put back while they were loading', async () => {
      servePages(pages);
      const element = await openWall();
      server.network.on(url, createPendingResponse().handler);
      getButton(element).click();
      await waitUntil(() => server.network.to(url).length === 2);
      const parent = element.parentElement!;
      element.remove();
      await nextFrame();
      parent.append(element);
      server.network.on(url, () => json(pages.m2));
      await waitUntil(() => getButton(element).textContent.trim() === 'Show more messages');
      getButton(element).click();
      await waitForCards(element, 4);
    });
  });

  it('says that there are no messages yet', async () => {
    serveMessages();
    const element = await openWall();
    expect(text(element)).to.contain('No messages yet.');
    expect([getButton(element), element.state]).to.deep.equal([null, 'open']);
  });

  it('says that the messages are loading', async () => {
    serveMessages();
    const { handler, release } = createPendingResponse();
    server.network.on(url, handler);
    const element = await read('message-wall', server.src);
    await waitUntil(() => text(element).includes('Loading messages…'));
    release(json({ messages: [message(1)] }));
    await waitForCards(element, 1);
    expect(text(element)).not.to.contain('Loading');
  });

  const failures: [name: string, answer: () => Response | Promise<Response>, detail: object][] = [
    ['there are none', () => json({}, 404), { code: 'unknown-campaign', status: 404 }],
    ['they are a page of a captive portal', () => new Response('<html>Log in'), { code: 'not-json', status: 200 }],
    ['they are invalid', () => json({ messages: [{ id: 1 }] }), { code: 'invalid-document' }],
  ];
  for (const [name, answer, detail] of failures)
    it(`says that the messages could not be loaded if ${name}, is open, and can try again`, async () => {
      serveMessages();
      server.network.on(url, answer);
      const received: object[] = [];
      document.body.addEventListener('action-error', (event) => received.push(event.detail), { once: true });
      const element = await openWall();
      await waitUntil(() => text(element).includes('couldn’t load the messages'));
      expect(received).to.deep.equal([detail]);
      expect([element.state, isFallbackVisible(element)]).to.deep.equal(['open', false]);
      server.network.on(url, () => json({ messages: [message(1)] }));
      getButton(element).click();
      await waitForCards(element, 1);
      expect(text(element)).not.to.contain('couldn’t load the messages');
    });

  it('retries after network errors before it reports them', async () => {
    serveMessages();
    server.network.on(url, (_, count) => (count < 2 ? offline() : json({ messages: [message(1)] })));
    const element = await read('message-wall', server.src);
    await waitUntil(() => all(element, '.card').length === 1, 'the card is shown');
  });

  it('keeps its messages when its language changes, and loads them again with reload()', async () => {
    servePages({ '': { messages: [message(1)] } }, { translations: { km: { title: 'ចំណងជើង' } } });
    const element = await openWall();
    await waitForCards(element, 1);
    const loaded = oneEvent(element, 'action-load');
    element.lang = 'km';
    await loaded;
    await waitUntil(() => text(element).includes('ថ្ងៃទី 165'));
    expect(server.network.to(url)).to.have.length(1);
    server.network.on(url, () => json({ messages: [message(0), message(1)] }));
    element.reload();
    await waitForCards(element, 2);
  });

  it('never shows the messages of one campaign for another', async () => {
    serveMessages(message(1));
    const element = await openWall();
    await waitForCards(element, 1);
    server.network.on('/campaigns/another/messages.json', () => json({ messages: [] }));
    element.campaign = cards({ id: 'another', links: { submissions: `${location.origin}/campaigns/another/submissions` } });
    await waitUntil(() => text(element).includes('No message'));
    await waitForCards(element, 0);
  });

  it('fits from 240 px to 1200 px, even with long unbreakable text', async () => {
    const long = 'https://example.org/'.padEnd(300, 'x');
    servePages({ '': { messages: [message(1, { text: long, from: long, to: ['one', 'two', 'three'] }), message(2), message(3)] } }, { people: people('Ñ'.repeat(80)) });
    const element = await openWall();
    await waitForCards(element, 3);
    for (const [width, columns] of [[240, 1], [360, 1], [800, 2], [1200, 3]] as const) {
      element.parentElement!.style.inlineSize = `${width}px`;
      await nextFrame();
      expect(element.scrollWidth, `at ${width}`).to.be.at.most(width);
      for (const card of all(element, '.card')) expect(card.scrollWidth, `a card at ${width}`).to.be.at.most(card.clientWidth);
      expect(new Set(all(element, '.card').map((card) => Math.round(card.getBoundingClientRect().left))).size, `at ${width}`).to.equal(columns);
    }
  });
});

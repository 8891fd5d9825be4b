/**
 * Scripts that stack letters over and under each other, in narrow columns: no letter is torn from what belongs to it, and
 * nothing is cut off. What is read is the demo's own campaigns, which are translated whole.
 */
import { expect, waitUntil } from '@open-wc/testing';
import '../../src/components/action-progress/action-progress.define.ts';
import '../../src/components/campaign-updates/campaign-updates.define.ts';
import '../../src/components/detention-counter/detention-counter.define.ts';
import '../../src/components/message-wall/message-wall.define.ts';
import { press, serveCampaign, type CampaignServer } from '../support/browser/elements.ts';
import { counts, json } from '../support/browser/network.ts';
import { message } from '../support/browser/reading-elements.ts';
import type { CampaignElement } from '../../src/base/campaign-element.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';

const read = async (name: string) => (await (await fetch(`/demo/campaigns/${name}.json`)).json()) as Campaign;
const five = await read('free-the-5kh');
const { letter, translations } = await read('sam-sokha');
/** A letter and a card in one document. */
const both = (language: string): Campaign => ({
  ...five,
  letter: letter!,
  postcard: { ...five.postcard!, designs: five.postcard!.designs.map((one) => ({ ...one, src: `/demo/campaigns/${one.src}` })) },
  ask: { name: 'required', email: 'optional', country: 'required', postalCode: 'optional' },
  translations: { [language]: { ...five.translations![language], letter: translations![language]!.letter } },
});

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** What a reader takes for one: a subscript belongs to the letter above it, whatever version of Unicode the engine has. */
function* clusters(text: string): Generator<readonly [from: number, to: number]> {
  let from = 0;
  for (const { index } of letters.segment(text)) {
    if (index > from && !/[\u1039\u17d2]$/.test(text.slice(0, index))) {
      yield [from, index];
      from = index;
    }
  }
  yield [from, text.length];
}

/** Every text that is shown, but for what only screen readers get. */
function* textsIn(root: Element): Generator<Text> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement!;
    if (node.nodeValue!.trim() && !parent.closest('.visually-hidden, select') && parent.checkVisibility({ visibilityProperty: true })) yield node as Text;
  }
}

const rectsOf = (text: Text, from: number, to: number) => {
  const range = document.createRange();
  range.setStart(text, from);
  range.setEnd(text, to);
  const rects = [...range.getClientRects()].filter(({ height }) => height > 0);
  // WebKit tells of the end of the line before as well, though of less than a letter.
  while (rects.length > 1 && rects[0]!.width < 4) rects.shift();
  return rects;
};
const name = (element: Element) => `${(element.getRootNode() as ShadowRoot).host.localName} ${element.localName}.${element.className}`;

/** Letters on two lines, texts beyond their element, lines too near each other, and boxes that cut off what is in them. */
function faults(element: Element): string[] {
  const root = element.shadowRoot!.querySelector('.root')!;
  const found: string[] = [];
  const { left, right } = element.getBoundingClientRect();
  for (const text of textsIn(root)) {
    const value = text.nodeValue!;
    const parent = text.parentElement!;
    for (const [from, to] of clusters(value)) {
      if (/^[\s\u200b]*$/.test(value.slice(from, to))) continue; // which a line may end with
      const rects = rectsOf(text, from, to);
      if (Math.max(...rects.map((one) => one.top)) >= Math.min(...rects.map((one) => one.bottom)))
        found.push(`${name(parent)}: “${value.slice(from, to)}” of “${value.slice(Math.max(0, from - 10), to + 10)}” is torn`);
      if (rects.some((one) => one.left < left - 1 || one.right > right + 1))
        found.push(`${name(parent)}: “${value.slice(from, to)}” stands beyond the element`);
    }
    const { lineHeight, fontSize } = getComputedStyle(parent);
    if (/[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/.test(value) && !/^[\d\u1040-\u1049]+$/.test(value) && parseFloat(lineHeight) < 1.59 * parseFloat(fontSize))
      found.push(`${name(parent)}: lines of ${lineHeight} for letters of ${fontSize}`);
  }
  for (const box of root.querySelectorAll<HTMLElement>('*')) {
    if (box.closest('.visually-hidden, svg, img') || !box.checkVisibility()) continue;
    const { overflowX, overflowY, contain } = getComputedStyle(box);
    const wide = box.scrollWidth - box.clientWidth;
    const high = box.scrollHeight - box.clientHeight;
    const cuts = (overflow: string) => overflow !== 'visible' || /paint|strict|content/.test(contain);
    if (box.localName !== 'input' && ((cuts(overflowX) && wide > 1) || (cuts(overflowY) && high > 1)))
      found.push(`${name(box)}: ${wide} × ${high} px are cut off`);
  }
  return found;
}

/** Seven elements at once, with all of a language's words, on a busy machine. */
const patience = { timeout: 15_000 };

describe('in a narrow column', () => {
  let at: CampaignServer;
  let column: HTMLElement;
  const shown = (): CampaignElement[] => [...column.querySelectorAll<CampaignElement>('*')];
  const add = (tag: string, attributes: Record<string, string> = {}): CampaignElement => {
    const element = document.createElement(tag) as CampaignElement;
    for (const [key, value] of Object.entries({ src: at.src, now: '2016-10-10T12:00:00+07:00', ...attributes })) element.setAttribute(key, value);
    column.append(element);
    return element;
  };

  afterEach(() => {
    at.network.restore();
    column.remove();
  });

  for (const language of ['km', 'my', 'lo', 'th'])
    it(`${language} is neither torn nor cut off`, async () => {
      const campaign = both(language);
      const text = campaign.translations![language]!.description!;
      at = serveCampaign(campaign);
      at.network
        .on('/campaigns/free-the-5kh/counts.json', () => json(counts(469)))
        .on('/campaigns/free-the-5kh/messages.json', () => json({ messages: [message(1, { text, to: ['ny-sokha', 'lim-mony'], language })] }));
      column = document.body.appendChild(document.createElement('div'));
      column.lang = language;
      const forms = ['action-letter', 'postcard-form'].map((tag) => add(tag));
      for (const tag of ['detention-counter', 'campaign-updates', 'action-progress', 'message-wall']) add(tag);
      add('detention-counter', { unit: 'clock', person: 'ny-sokha' }).removeAttribute('now');
      await waitUntil(() => shown().every(({ state }) => state === 'open'), 'all stand', patience);
      for (const form of forms) {
        press(form);
        await waitUntil(() => form.shadowRoot.querySelector('[role=alert]'), 'the faults are told', patience);
      }
      await waitUntil(() => column.querySelector('message-wall')!.shadowRoot.querySelector('.card'), 'a message', patience);
      for (const width of [240, 320]) {
        column.style.width = `${width}px`;
        expect(shown().flatMap(faults), `${width} px`).to.deep.equal([]);
      }
    }).timeout(60_000);
});

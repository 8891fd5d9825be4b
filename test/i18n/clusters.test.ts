/**
 * Scripts that stack letters above and below each other, in narrow columns: no grapheme cluster is broken across lines, and
 * nothing is cut off. The texts are those of the demo campaigns, which are completely translated.
 */
import { expect } from '@open-wc/testing';
import '../../src/components/action-progress/action-progress.define.ts';
import '../../src/components/campaign-updates/campaign-updates.define.ts';
import '../../src/components/detention-counter/detention-counter.define.ts';
import '../../src/components/message-wall/message-wall.define.ts';
import { press, serveCampaign, type CampaignServer } from '../support/browser/elements.ts';
import { counts, json } from '../support/browser/network.ts';
import { message } from '../support/browser/reading-elements.ts';
import { waitUntil } from '../support/browser/wait-until.ts';
import type { CampaignElement } from '../../src/base/campaign-element.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';

const readCampaign = async (name: string) => (await (await fetch(`/demo/campaigns/${name}.json`)).json()) as Campaign;
const five = await readCampaign('free-the-5kh');
const { letter, translations } = await readCampaign('sam-sokha');
/** A campaign with a letter and a postcard. */
const createCampaign = (language: string): Campaign => ({
  ...five,
  letter: letter!,
  postcard: { ...five.postcard!, designs: five.postcard!.designs.map((design) => ({ ...design, src: `/demo/campaigns/${design.src}` })) },
  ask: { name: 'required', email: 'optional', country: 'required', postalCode: 'optional' },
  translations: { [language]: { ...five.translations![language], letter: translations![language]!.letter } },
});

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Grapheme clusters, in which a subscript belongs to the letter above it, whatever version of Unicode the engine has. */
function* findClusters(text: string): Generator<readonly [from: number, to: number]> {
  let from = 0;
  for (const { index } of graphemes.segment(text)) {
    if (index > from && !/[\u1039\u17d2]/.test(text[index - 1]!)) {
      yield [from, index];
      from = index;
    }
  }
  yield [from, text.length];
}

/** Every visible text. */
function* findTexts(root: Element): Generator<Text> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement!;
    if (node.nodeValue!.trim() && !parent.closest('.visually-hidden, select') && parent.checkVisibility({ visibilityProperty: true })) yield node as Text;
  }
}

const getRects = (text: Text, from: number, to: number) => {
  const range = document.createRange();
  range.setStart(text, from);
  range.setEnd(text, to);
  const rects = [...range.getClientRects()].filter(({ height }) => height > 0);
  // WebKit also returns the end of the previous line, which is narrower than a letter.
  while (rects.length > 1 && rects[0]!.width < 4) rects.shift();
  return rects;
};
const formatName = (element: Element) => `${(element.getRootNode() as ShadowRoot).host.localName} ${element.localName}.${element.className}`;

/** Clusters on two lines, text outside its element, lines that are too close, and boxes that cut off their content. */
function findLayoutErrors(element: Element): string[] {
  const root = element.shadowRoot!.querySelector('.root')!;
  const errors: string[] = [];
  const { left, right } = element.getBoundingClientRect();
  for (const text of findTexts(root)) {
    const value = text.nodeValue!;
    const parent = text.parentElement!;
    for (const [from, to] of findClusters(value)) {
      if (/^[\s\u200b]*$/.test(value.slice(from, to))) continue; // may hang at the end of a line
      const rects = getRects(text, from, to);
      if (Math.max(...rects.map(({ top }) => top)) >= Math.min(...rects.map(({ bottom }) => bottom)))
        errors.push(`${formatName(parent)}: “${value.slice(from, to)}” of “${value.slice(Math.max(0, from - 10), to + 10)}” is broken across lines`);
      if (rects.some((rect) => rect.left < left - 1 || rect.right > right + 1))
        errors.push(`${formatName(parent)}: “${value.slice(from, to)}” is outside the element`);
    }
    const { lineHeight, fontSize } = getComputedStyle(parent);
    if (/[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/.test(value) && !/^[\d\u1040-\u1049]+$/.test(value) && parseFloat(lineHeight) < 1.59 * parseFloat(fontSize))
      errors.push(`${formatName(parent)}: a line height of ${lineHeight} for a font size of ${fontSize}`);
  }
  for (const box of root.querySelectorAll<HTMLElement>('*')) {
    if (box.closest('.visually-hidden, svg, img') || !box.checkVisibility()) continue;
    const { overflowX, overflowY, contain } = getComputedStyle(box);
    const overflowWidth = box.scrollWidth - box.clientWidth;
    const overflowHeight = box.scrollHeight - box.clientHeight;
    const isClipping = (overflow: string) => overflow !== 'visible' || /paint|strict|content/.test(contain);
    if (box.localName !== 'input' && ((isClipping(overflowX) && overflowWidth > 1) || (isClipping(overflowY) && overflowHeight > 1)))
      errors.push(`${formatName(box)}: ${overflowWidth} × ${overflowHeight} px are cut off`);
  }
  return errors;
}


describe('the elements in a narrow column', () => {
  let page: CampaignServer;
  let column: HTMLElement;
  const getElements = (): CampaignElement[] => [...column.querySelectorAll<CampaignElement>('*')];
  const addElement = (tag: string, attributes: Record<string, string> = {}): CampaignElement => {
    const element = document.createElement(tag) as CampaignElement;
    for (const [key, value] of Object.entries({ src: page.src, now: '2016-10-10T12:00:00+07:00', ...attributes })) element.setAttribute(key, value);
    column.append(element);
    return element;
  };

  afterEach(() => {
    page.network.restore();
    column.remove();
  });

  for (const language of ['km', 'my', 'lo', 'th'])
    it(`neither break nor cut off grapheme clusters in the language ${language}`, async () => {
      const campaign = createCampaign(language);
      const text = campaign.translations![language]!.description!;
      page = serveCampaign(campaign);
      page.network
        .on('/campaigns/free-the-5kh/counts.json', () => json(counts(469)))
        .on('/campaigns/free-the-5kh/messages.json', () => json({ messages: [message(1, { text, to: ['ny-sokha', 'lim-mony'], language })] }));
      column = document.body.appendChild(document.createElement('div'));
      column.lang = language;
      const forms = ['action-letter', 'postcard-form'].map((tag) => addElement(tag));
      for (const tag of ['detention-counter', 'campaign-updates', 'action-progress', 'message-wall']) addElement(tag);
      addElement('detention-counter', { unit: 'clock', person: 'ny-sokha' }).removeAttribute('now');
      await waitUntil(() => getElements().every(({ state }) => state === 'open'), 'all elements are open');
      for (const form of forms) {
        press(form);
        await waitUntil(() => form.shadowRoot.querySelector('[role=alert]'), 'the errors are shown');
      }
      await waitUntil(() => column.querySelector('message-wall')!.shadowRoot.querySelector('.card'), 'a message is shown');
      for (const width of [240, 320]) {
        column.style.width = `${width}px`;
        expect(getElements().flatMap(findLayoutErrors), `${width} px`).to.deep.equal([]);
      }
    }).timeout(60_000);
});

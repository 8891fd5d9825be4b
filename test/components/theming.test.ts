/** Styling an element from the host page, and narrow containers. */
import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import '../../src/components/detention-counter/detention-counter.define.ts';
import { campaign, cards, letter, postcard } from '../support/browser/campaigns.ts';
import { waitForState, press, serveCampaign, write, type CampaignServer } from '../support/browser/elements.ts';
import { counts, json, offline } from '../support/browser/network.ts';
import { message } from '../support/browser/reading-elements.ts';
import { waitUntil } from '../support/browser/wait-until.ts';
import type { CampaignElement } from '../../src/base/campaign-element.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';

/** A word that fits in no line. */
const long = 'Donaudampfschifffahrtsgesellschaftskapitänswitwenverein';
const fullCampaign: Partial<Campaign> = {
  title: `The release of ${long}`,
  summary: 'In a few words.',
  description: 'At length.',
  updates: [{ date: '2018-07-18', text: `They were seen at https://news.example/${long}/${long}.` }],
  goal: { steps: [10], showFrom: 1 },
  share: { url: 'https://organiser.example/a', text: 'Write', channels: ['copy', 'email', 'whatsapp', 'bluesky', 'line'] },
  ask: { name: 'required', email: 'required', country: 'optional', postalCode: 'optional' },
  fields: [
    { id: 'why', label: `Why do you write, ${long}?`, type: 'textarea' },
    { id: 'which', label: 'Which?', type: 'select', options: [long, 'Another'], required: true },
    { id: 'more', label: 'Tell me more', type: 'checkbox' },
  ],
  consent: [{ id: 'news', statement: 'May the organiser write to you?' }],
};
const longNamedPeople = cards().people!.map((one) => ({ ...one, name: `${one.name} ${long}`, status: 'On remand' }));
const createLetterCampaign = (more: Partial<Campaign> = {}) =>
  campaign({ ...fullCampaign, letter: letter({ choose: 'some', body: `We ask for ${long}.`.repeat(3) }), ...more });
const createPostcardCampaign = (more: Partial<Campaign> = {}) =>
  cards({ ...fullCampaign, people: longNamedPeople, postcard: postcard({ choose: 'some', offices: [{ name: 'An office', address: `${long}\n1000` }] }), ...more });

describe('element on a host page', () => {
  let server: CampaignServer;
  let box: HTMLElement;
  const show = async (tag: string, document: Campaign, attributes: Record<string, string> = {}): Promise<CampaignElement> => {
    server = serveCampaign(document);
    server.network.on('/campaigns/test/counts.json', () => json({ ...counts(7), postcards: { ...counts(0).postcards, received: 5, delivered: 2 } }));
    server.network.on('/campaigns/test/messages.json', () => json({ messages: [message(1), message(2, { text: long, from: long })], next: 'x' }));
    const element = createElement(tag, attributes);
    box = await fixture(html`<div style="overflow: auto">${element}</div>`);
    await waitUntil(() => /open|upcoming|closed/.test(element.getAttribute('state') ?? ''), `${tag} is rendered`);
    await element.updateComplete;
    return element;
  };
  const createElement = (tag: string, attributes: Record<string, string>) => {
    const element = document.createElement(tag) as CampaignElement;
    for (const [name, value] of Object.entries({ src: server.src, ...attributes })) element.setAttribute(name, value);
    return element;
  };
  const all = (element: Element, selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
  const one = (element: Element, selector: string) => all(element, selector)[0]!;
  const waitForElement = (element: Element, selector: string) => waitUntil(() => all(element, selector).length > 0, `${selector} is there`);

  afterEach(() => server.network.restore());

  /** Each element, in each state that looks different. */
  const states: Record<string, () => Promise<CampaignElement>> = {
    'a letter': async () => {
      const element = await show('action-letter', createLetterCampaign());
      await waitForElement(element, 'option[value]:not([value=""])');
      return element;
    },
    'a letter with all its errors': async () => {
      const element = await show('action-letter', createLetterCampaign());
      press(element);
      await waitForElement(element, '[part=error-summary]');
      return element;
    },
    'a letter that was sent': async () => {
      const element = await show('action-letter', createLetterCampaign({ ask: { name: 'no' }, fields: undefined, consent: undefined, letter: letter() }));
      press(element);
      await waitForState(element, 'sent');
      return element;
    },
    'a letter that is queued': async () => {
      const element = await show('action-letter', createLetterCampaign({ ask: { name: 'no' }, fields: undefined, consent: undefined, letter: letter() }));
      server.network.on(server.submissions, offline);
      press(element);
      await waitForState(element, 'queued');
      return element;
    },
    'a letter that is closed': () => show('action-letter', createLetterCampaign({ closed: { at: '2018-08-01T00:00:00Z', text: long, people: 10_000 } })),
    'a letter that is not open yet': () => show('action-letter', createLetterCampaign({ opens: '2999-01-01T00:00:00Z' })),
    'the front of a postcard': () => show('postcard-form', createPostcardCampaign()),
    'the back of a postcard, with all its errors': async () => {
      const element = await show('postcard-form', createPostcardCampaign());
      write(element, 'postcard/from', long);
      press(element);
      await waitForElement(element, '[part=error-summary]');
      return element;
    },
    'a day count': async () => {
      const element = await show('detention-counter', createPostcardCampaign(), { unit: 'clock', now: '2016-10-10T12:00:00Z' });
      one(element, 'button').click();
      await waitForElement(element, '.preview img');
      return element;
    },
    'a message wall': async () => {
      const element = await show('message-wall', createPostcardCampaign());
      await waitForElement(element, '.card');
      return element;
    },
    updates: () => show('campaign-updates', createPostcardCampaign()),
    progress: async () => {
      const element = await show('action-progress', createPostcardCampaign());
      await waitForElement(element, '[part=count]');
      return element;
    },
  };

  it('inherits the font and color scheme of the page, and has its own background with its own theme', async () => {
    const element = await show('action-letter', createLetterCampaign());
    const root = one(element, '.root');
    const style = getComputedStyle(root);
    box.style.cssText = 'font-family: Georgia; color-scheme: light; font-style: italic; letter-spacing: 1em; text-transform: uppercase';
    expect([style.fontFamily, style.color, style.backgroundColor]).to.deep.equal(['Georgia', 'rgb(29, 28, 26)', 'rgba(0, 0, 0, 0)']);
    expect([style.fontStyle, style.letterSpacing, style.textTransform]).to.deep.equal(['normal', 'normal', 'none']);
    box.style.colorScheme = 'dark';
    expect(style.color).to.equal('rgb(237, 235, 230)');
    element.theme = 'light';
    await element.updateComplete;
    expect([style.color, style.backgroundColor]).to.deep.equal(['rgb(29, 28, 26)', 'rgb(255, 255, 255)']);
    box.style.colorScheme = 'light';
    element.theme = 'dark';
    await element.updateComplete;
    expect([style.color, style.backgroundColor]).to.deep.equal(['rgb(237, 235, 230)', 'rgb(28, 28, 26)']);
  });

  /** A token, its value, and the computed value of a property of one element. */
  const tokens: [token: string, value: string, selector: string, property: string, is?: string][] = [
    ['accent', 'rgb(1, 2, 3)', '.primary', 'background-color'],
    ['on-accent', 'rgb(1, 2, 3)', '.primary', 'color'],
    ['surface', 'rgb(1, 2, 3)', '[part=letter]', 'background-color'],
    ['text', 'rgb(1, 2, 3)', '[part=heading]', 'color'],
    ['muted', 'rgb(1, 2, 3)', '[part=note]', 'color'],
    ['border', 'rgb(1, 2, 3)', '[name="person/country"]', 'border-top-color'],
    ['error', 'rgb(1, 2, 3)', '[part=error]', 'color'],
    ['focus', 'rgb(1, 2, 3)', '[part=error-summary]', 'outline-color'],
    ['font', 'Georgia', '[part=text]', 'font-family'],
    ['heading-font', 'Georgia', '[part=heading]', 'font-family'],
    ['size', '20px', '[part=text]', 'font-size'],
    ['line-height', '2', '[part=text]', 'line-height', '32px'],
    ['space', '10px', '[part=letter]', 'margin-top', '15px'],
    ['radius', '7px', '.primary', 'border-top-left-radius'],
    ['border-width', '5px', '[name="person/name"]', 'border-top-width'],
    ['field-padding', '9px', '[name="person/name"]', 'padding-left'],
    ['target-size', '60px', '.primary', 'min-height'],
    ['max-width', '300px', '.root', 'max-width'],
    ['shadow', 'rgb(1, 2, 3) 0px 0px 9px 0px', '[part=letter]', 'box-shadow'],
  ];
  it('inherits every token', async () => {
    const element = await states['a letter with all its errors']!();
    await waitUntil(() => element.shadowRoot.activeElement?.matches('[part=error-summary]'), 'the errors have the focus');
    for (const [token, value, selector, property, is = value] of tokens) {
      box.style.setProperty(`--action-${token}`, value);
      expect(getComputedStyle(one(element, selector)).getPropertyValue(property), token).to.equal(is);
      box.style.removeProperty(`--action-${token}`);
    }
  });

  // Only Chromium can emulate print in these tests.
  if (navigator.userAgent.includes('Chrome/'))
    describe('in print', () => {
      const getPrintedText = (element: Element): string => element.shadowRoot!.querySelector<HTMLElement>('.root')!.innerText;
      const countVisible = (element: Element, selector: string) => all(element, selector).filter((each) => each.checkVisibility({ visibilityProperty: true })).length;
      beforeEach(() => emulateMedia({ media: 'print' }));
      afterEach(() => emulateMedia({ media: 'screen' }));

      it('prints a letter: its recipients, text and name, and nothing of the form', async () => {
        const element = await states['a letter']!();
        await waitForElement(element, '[name="fields/why"]');
        await waitForElement(element, '[value="AU"]');
        one(element, '[part=target] input').click();
        write(element, 'person/name', 'Sok Dara');
        write(element, 'letter/subject', long);
        dispatchEvent(new Event('beforeprint'));
        await element.updateComplete;
        const [bodyText, name] = [one(element, '.autosize'), one(element, '.signature')];
        expect(getPrintedText(element).trim().split(/\s*\n\s*/)).to.deep.equal(['Bo President', 'President', 'Your Excellency,', 'Yours sincerely,', 'Sok Dara']);
        expect(getComputedStyle(bodyText, '::after').visibility, 'the text as it was entered').to.equal('visible');
        const subject = one(element, '[name="letter/subject"]');
        expect(getComputedStyle(subject.parentElement!, '::after').content, 'a subject of several lines').to.equal(`"${long}"`);
        expect(getComputedStyle(subject).display, 'its single-line field').to.equal('none');
        expect(name.getBoundingClientRect().top).to.be.above(bodyText.getBoundingClientRect().bottom - 1);
        expect(countVisible(element, 'button, label:not(.choice), legend, textarea, select, [part=hint], [part=note], [part=consent], [part=update], summary')).to.equal(0);
      });

      it('prints both sides of a postcard of 148 × 105 mm', async () => {
        const element = await show('postcard-form', cards());
        box.style.width = '700px';
        write(element, 'postcard/message', 'My own words.');
        await waitUntil(() => countVisible(element, '.face') === 2, 'both sides are there');
        for (const side of all(element, '.face')) {
          const { width, height } = side.getBoundingClientRect();
          expect([width, height].map((px) => Math.round((px / 96) * 25.4))).to.deep.equal([148, 105]);
          expect(getComputedStyle(side).transform).to.equal('none');
        }
        expect(countVisible(element, 'button, input, textarea, [part=hint], [part=note], [part=heading]')).to.equal(0);
      });

      it('prints dark on light, whatever the screen’s color scheme', async () => {
        const element = await show('campaign-updates', createPostcardCampaign(), { theme: 'dark' });
        expect(getComputedStyle(one(element, '.root')).color).to.equal('rgb(29, 28, 26)');
      });

      it('prints dark on light, even if the page’s own colours are dark only', async () => {
        const element = await show('action-letter', createLetterCampaign());
        const line = getComputedStyle(one(element, '.letter')).borderTopColor;
        for (const [token, colour] of Object.entries({ text: '#fff', muted: '#eee', surface: '#000', border: '#ff0' })) element.style.setProperty(`--action-${token}`, colour);
        const [letterStyle, muted] = [one(element, '.letter'), one(element, '.muted')].map((each) => getComputedStyle(each));
        expect([letterStyle!.color, letterStyle!.backgroundColor, muted!.color]).to.deep.equal(['rgb(29, 28, 26)', 'rgb(255, 255, 255)', 'rgb(91, 88, 82)']);
        expect(letterStyle!.borderTopColor).to.equal(line);
      });
    });

  for (const [state, showState] of Object.entries(states))
    it(`does not overflow between 240 and 1,200 px: ${state}`, async () => {
      const element = await showState();
      await element.updateComplete;
      for (const width of [240, 320, 480, 768, 1200]) {
        box.style.width = `${width}px`;
        expect(findLayoutErrors(element), `${width} px`).to.deep.equal([]);
      }
    });
});

/** Text for screen readers only does not count as visible. */
const isVisible = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.visually-hidden, [inert]');
const describeElement = (element: Element): string => `${element.localName}.${element.className || element.getAttribute('part') || element.id}`;
const controls = 'button, a, select, summary, textarea, input:not([type=hidden])';

/** Content that is too wide, targets that are too small, and focus rings that are cut off. */
function findLayoutErrors(element: Element): string[] {
  const outer = element.getBoundingClientRect();
  const errors: string[] = [];
  for (const one of element.shadowRoot!.querySelectorAll<HTMLElement>('.root *')) {
    if (!isVisible(one)) continue;
    const { left, right, width, height } = one.getBoundingClientRect();
    const wide = one.matches('select, input, svg *') ? 0 : one.scrollWidth;
    if (left < outer.left - 1 || Math.max(right, left + wide) > outer.right + 1) errors.push(`${describeElement(one)} overflows to ${right - outer.left}`);
    if (wide > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible') errors.push(`${describeElement(one)} cuts ${wide} px to ${one.clientWidth}`);
    if (!one.matches(controls)) continue;
    // A link in a sentence is as high as its line; a checkbox can also be pressed on its label.
    const area = one.matches('label input') ? one.closest('label')!.getBoundingClientRect() : { width, height };
    if (!(one.matches('a') && getComputedStyle(one).display === 'inline') && (area.width < 24 || area.height < 24))
      errors.push(`${describeElement(one)} is ${area.width} × ${area.height}`);
    const clippingBox = findClippingBox(one);
    if (clippingBox) errors.push(`the ring of ${describeElement(one)} is cut by ${describeElement(clippingBox)}`);
  }
  return errors;
}

/** Finds the ancestor that cuts off the focus ring: 3 px wide, at a distance of 2 px from the control. */
function findClippingBox(control: HTMLElement): Element | undefined {
  const ring = control.getBoundingClientRect();
  for (let box = control.parentElement; box; box = box.parentElement) {
    const { overflowX, contain, contentVisibility } = getComputedStyle(box);
    if (overflowX === 'visible' && !/paint|strict|content/.test(contain) && contentVisibility !== 'auto') continue;
    const { left, right, top, bottom } = box.getBoundingClientRect();
    if (ring.left - 5 < left || ring.right + 5 > right || ring.top - 5 < top || ring.bottom + 5 > bottom) return box;
  }
  return undefined;
}

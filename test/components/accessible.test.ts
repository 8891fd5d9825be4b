/** Requirements of WCAG that axe cannot check; test/matrix runs axe on every element. */
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { campaign, cards, letter, postcard } from '../support/browser/campaigns.ts';
import { control, waitForState, open, press, serveCampaign, write, type CampaignServer } from '../support/browser/elements.ts';
import { waitUntil } from '../support/browser/wait-until.ts';
import type { Campaign, Field } from '../../src/campaign/schema/campaign.schema.ts';
import type { ActionLetter } from '../../src/components/action-letter/action-letter.ts';

const fields: Field[] = [
  { id: 'job', label: 'Your job', hint: 'In a word', type: 'text', required: true },
  { id: 'phone', label: 'Your number', type: 'tel', autocomplete: 'tel' },
];
const ask = { name: 'required', email: 'required', country: 'required', postalCode: 'required' } as const;
const consent = [{ id: 'news', statement: 'May we write to you?' }];

describe('accessibility', () => {
  let server: CampaignServer;
  const serve = (more: Partial<Campaign> = {}): CampaignServer => (server = serveCampaign(campaign({ ask, fields, consent, ...more })));
  const all = <T extends HTMLElement>(element: HTMLElement, selector: string) => [...element.shadowRoot!.querySelectorAll<T>(selector)];
  const one = <T extends HTMLElement>(element: HTMLElement, selector: string) => all<T>(element, selector)[0]!;
  const openWithErrors = async (attributes?: Record<string, string>, above = ''): Promise<ActionLetter> => {
    const element = await open(server.src, attributes);
    element.style.marginBlock = above;
    press(element);
    await waitUntil(() => element.shadowRoot.activeElement?.matches('[role=alert]'), 'the error summary has the focus');
    return element;
  };

  afterEach(() => server.network.restore());

  it('marks the language of each text, also if the interface does not support the campaign’s language', async () => {
    serve({
      language: 'fa',
      description: 'At length.',
      letter: letter({ choose: 'some' }),
      updates: [{ date: '2026-05-01', text: 'News.' }],
    });
    const element = await open(server.src);
    const lang = (selector: string) => one(element, selector).closest('[lang]')!.getAttribute('lang');
    await waitUntil(() => one(element, '[name="fields/job"]'), 'the campaign’s own fields are there');
    const interfaceTexts = [
      '[for="person/name"]', 'summary', '.primary', '[part=note]', 'form ~ [role=status]', 'time', '[part=letter] legend',
      '[for="letter/subject"]', '[for="letter/body"]', '[id="letter/body-hint"]', '[part=letter] [aria-live]', '[part=consent] .choice',
    ];
    const campaignTexts = [
      '[part=heading]', 'details > p', '.update p', '[part=target]', '[name="letter/subject"]', '[name="letter/body"]',
      '[part=letter] .closing', '[for="fields/job"]', '[part=consent] legend > *',
    ];
    expect(interfaceTexts.map(lang), 'the interface').to.deep.equal(interfaceTexts.map(() => 'en'));
    expect(campaignTexts.map(lang), 'the campaign').to.deep.equal(campaignTexts.map(() => 'fa'));
    press(element);
    await waitUntil(() => one(element, '[part=error-summary]'), 'the error summary is shown');
    const errorTexts = ['[part=error-summary] h3', '[id="consent/news-error"]'];
    expect(errorTexts.map(lang), 'the errors').to.deep.equal(errorTexts.map(() => 'en'));
  });

  it('marks the language of the text on a postcard, and of the form around it', async () => {
    server = serveCampaign(cards({ language: 'fa' }));
    const element = await open(server.src, {}, 'postcard-form');
    const lang = (selector: string) => one(element, selector).closest('[lang]')!.getAttribute('lang');
    expect(['[for="postcard/message"]', '[part=card] [aria-live]', '[id="postcard/design"] legend'].map(lang)).to.deep.equal(['en', 'en', 'en']);
    expect(['[name="postcard/message"]', '[id="postcard/design"] img', '.front img'].map(lang)).to.deep.equal(['fa', 'fa', 'fa']);
  });

  describe('contrast', () => {
    const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
    /** The relative luminance of a CSS color, as WCAG defines it. */
    const getLuminance = (colour: string): number => {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const getContrast = (a: string, b: string): number => {
      const [low, high] = [getLuminance(a), getLuminance(b)].sort((x, y) => x - y);
      return (high! + 0.05) / (low! + 0.05);
    };

    /** The element has a theme of its own, or follows the page. */
    const schemes: [name: string, theme: string, page: string][] = [
      ['light', 'light', 'dark'],
      ['dark', 'dark', 'light'],
      ['a light page’s', 'auto', 'light'],
      ['a dark page’s', 'auto', 'dark'],
    ];
    for (const [name, theme, page] of schemes)
      it(`is sufficient for text, field borders and focus in ${name} colours`, async () => {
        document.documentElement.style.colorScheme = page;
        serve();
        const element = await openWithErrors({ theme });
        const probe = document.createElement('i');
        one(element, '.root').append(probe);
        const colour = (value: string) => {
          probe.style.color = value;
          return getComputedStyle(probe).color;
        };
        const backgrounds = theme === 'auto' ? ['Canvas', 'var(--_surface)'] : ['var(--_surface)'];
        const requirements: [colour: string, on: string[], least: number][] = [
          ['var(--_text)', backgrounds, 4.5],
          ['var(--_muted)', backgrounds, 4.5],
          ['var(--_error)', backgrounds, 4.5],
          ['var(--_on-accent)', ['var(--_accent)'], 4.5],
          ['var(--_accent)', backgrounds, 3],
          ['var(--_border)', backgrounds, 3],
          ['var(--_focus)', backgrounds, 3],
        ];
        for (const [front, backs, least] of requirements)
          for (const backwards of backs) expect(getContrast(colour(front), colour(backwards)), `${front} on ${backwards}`).to.be.at.least(least);
        // The borders are drawn in these colors.
        expect(getComputedStyle(control(element, 'fields/phone')).borderTopColor).to.equal(colour('var(--_border)'));
        expect(getComputedStyle(one(element, '[role=alert]')).outlineColor).to.equal(colour('var(--_focus)'));
        document.documentElement.style.colorScheme = '';
      });
  });

  it('describes an error at the field itself, besides its hint, in text and by more than a colour', async () => {
    serve();
    const element = await openWithErrors();
    const invalidFields = ['fields/job', 'person/email', 'person/country', 'person/postalCode', 'person/name'];
    for (const name of invalidFields) {
      const field = control(element, name);
      expect(field.getAttribute('aria-invalid'), name).to.equal('true');
      expect(field.matches(':required'), name).to.equal(true);
      const described = field.getAttribute('aria-describedby')!.split(' ').map((id) => element.shadowRoot.getElementById(id)!.textContent.trim());
      expect(described, name).to.deep.equal(name === 'fields/job' ? ['In a word', 'Please answer: Your job'] : [described.at(-1)]);
      expect(described.at(-1), name).to.match(/^(Please answer:|Enter|Choose) /);
      expect(parseFloat(getComputedStyle(field.closest('.field')!).borderInlineStartWidth), name).to.be.at.least(3);
    }
    const group = one(element, '[id="consent/news"]');
    expect(element.shadowRoot.getElementById(group.getAttribute('aria-describedby')!)!.textContent).to.contain('answer yes or no');
    expect(control(element, 'letter/body').hasAttribute('aria-invalid')).to.equal(false);
  });

  it('uses autocomplete for personal details, and for nothing else', async () => {
    serve();
    const element = await open(server.src);
    const tokens = all<HTMLInputElement>(element, '[name]').map(({ name, autocomplete }) => [name, autocomplete]);
    expect(Object.fromEntries(tokens)).to.deep.include({
      'person/name': 'name',
      'person/email': 'email',
      'person/country': 'country',
      'person/postalCode': 'postal-code',
      'fields/phone': 'tel',
      'letter/subject': 'off',
    });
  });

  it('lets the keyboard move through a form in visual order, backwards, and out of it again', async () => {
    serve({ letter: letter({ choose: 'some' }) });
    const element = await open(server.src);
    const [before, after] = [document.createElement('button'), document.createElement('button')];
    element.before(before);
    element.after(after);
    const collectFocused = async (from: HTMLElement, to: HTMLElement, tab: () => Promise<unknown>): Promise<Element[]> => {
      const focusedElements: Element[] = [];
      from.focus();
      for (let step = 0; step < 30 && document.activeElement !== to; step++) {
        await tab();
        const { activeElement } = element.shadowRoot;
        if (activeElement && focusedElements.at(-1) !== activeElement) focusedElements.push(activeElement);
      }
      expect(document.activeElement, 'the focus has left the form').to.equal(to);
      return focusedElements;
    };
    const forwards = await collectFocused(before, after, () => sendKeys({ press: 'Tab' }));
    const places = forwards.map((field) => field.getBoundingClientRect());
    for (const [i, { top }] of places.entries()) if (i) expect(top, forwards[i]!.id).to.be.at.least(places[i - 1]!.top - 1);
    const backwards = await collectFocused(after, before, async () => {
      await sendKeys({ down: 'Shift' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ up: 'Shift' });
    });
    // The browser enters a group of radio buttons at either end.
    const names = (focusedElements: Element[]) => [...new Set(focusedElements.map((field) => (field as HTMLInputElement).name))];
    expect(names(backwards)).to.deep.equal(names(forwards).reverse());
    before.remove();
    after.remove();
  });

  it('keeps the focused control visible below a sticky header of the page', async () => {
    serve();
    const bar = await fixture<HTMLElement>(html`<div style="position: fixed; inset: 0 0 auto; block-size: 120px; z-index: 1"></div>`);
    const { style } = document.documentElement;
    style.scrollPaddingTop = '120px';
    const element = await openWithErrors({}, '150vh');
    const isUncovered = (target: Element) => target.getBoundingClientRect().top >= bar.getBoundingClientRect().bottom - 1;
    await waitUntil(() => isUncovered(one(element, '[role=alert]')), 'the summary is not covered');
    for (const link of all<HTMLAnchorElement>(element, '[role=alert] a')) {
      link.click();
      await waitUntil(() => isUncovered(element.shadowRoot.activeElement!), `${link.textContent} links to a field that is not covered`);
    }
    style.scrollPaddingTop = '';
  });

  it('announces which side of a postcard is shown, wherever the focus is', async () => {
    server = serveCampaign(cards({ postcard: postcard() }));
    const element = await open(server.src, {}, 'postcard-form');
    const getStatus = () => one(element, 'form [role=status]').textContent.trim();
    const flip = async () => {
      one(element, '.flip-button').click();
      await element.updateComplete;
    };
    await flip();
    expect(getStatus()).to.equal('Back of your card');
    await flip();
    expect(getStatus()).to.equal('Front of your card');
  });

  it('announces the progress of a letter without moving the focus while it is sent', async () => {
    serve();
    const element = await open(server.src);
    for (const name of ['person/name', 'fields/job', 'person/postalCode']) write(element, name, 'A');
    write(element, 'person/email', 'a@example.org');
    await waitUntil(() => control(element, 'person/country').children.length > 200, 'the countries are loaded');
    write(element, 'person/country', 'AU');
    one(element, '[value=no]').click();
    const status = one(element, 'form ~ [role=status]');
    const announcements: string[] = [];
    const observer = new MutationObserver(() => announcements.push(status.textContent.trim()));
    observer.observe(status, { childList: true, characterData: true, subtree: true });
    press(element);
    await waitForState(element, 'sent');
    observer.disconnect();
    expect(announcements[0]).to.equal('Sending your letter…');
    await waitUntil(() => element.shadowRoot.activeElement?.matches('h2'), 'the thanks have the focus');
  });
});

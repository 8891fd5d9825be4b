/** A browser that translates the page replaces its texts. What changes must go on changing. */
import '../../src/components/detention-counter/detention-counter.define.ts';
import '../../src/components/action-progress/action-progress.define.ts';
import '../../src/components/message-wall/message-wall.define.ts';
import { publishCounts } from '../../src/api/counts.ts';
import { campaign, cards, letter } from '../support/browser/campaigns.ts';
import { resetClock, setClock } from '../support/browser/clocks.ts';
import { control, open, press, serveCampaign, waitForState, write, type CampaignServer } from '../support/browser/elements.ts';
import { counts, createPendingResponse, json } from '../support/browser/network.ts';
import { message, read } from '../support/browser/reading-elements.ts';
import { translatePage } from '../support/browser/translate-page.ts';
import { waitUntil } from '../support/browser/wait-until.ts';

const find = (element: HTMLElement, selector: string) => element.shadowRoot!.querySelector<HTMLElement>(selector);
const readText = (element: HTMLElement, selector: string) => find(element, selector)?.textContent.trim().replace(/\s+/g, ' ');
const waitForText = (element: HTMLElement, selector: string, expected: string) =>
  waitUntil(() => readText(element, selector) === expected, `${selector} shows “${expected}”, not “${readText(element, selector)}”`);

describe('an element on a translated page', () => {
  let server: CampaignServer;
  afterEach(() => {
    server.network.restore();
    resetClock();
  });

  it('keeps counting days, hours, minutes and seconds', async () => {
    let now = Date.parse('2016-10-10T23:59:58+07:00');
    setClock(() => now);
    server = serveCampaign();
    const element = document.createElement('detention-counter');
    for (const [name, value] of Object.entries({ since: '2016-04-28', 'time-zone': 'Asia/Phnom_Penh', name: 'Ny Sokha', unit: 'clock' })) element.setAttribute(name, value);
    document.body.append(element);
    await waitForState(element, 'open');
    await waitForText(element, '.clock', '23hours59minutes58seconds');
    translatePage(element);
    now += 1000;
    await waitForText(element, '.clock span:last-child b', '59');
    now += 1000;
    await waitForText(element, '.days', '166');
    await waitForText(element, '.clock span:last-child b', '00');
    await waitForText(element, '.visually-hidden', 'Ny Sokha has been held for 166 days.');
    element.remove();
  });

  it('keeps counting the people who have taken part', async () => {
    server = serveCampaign(campaign({ id: 'translated-progress', goal: { steps: [100], showFrom: 1 } }));
    const url = '/campaigns/translated-progress/counts.json';
    server.network.on(url, () => json(counts(25)));
    const element = await read('action-progress', server.src);
    await waitForText(element, '[part=count]', '25 people have taken part. Our goal: 100');
    translatePage(element);
    publishCounts(new URL(url, location.href).href, { ...counts(26), asOf: new Date(Date.now() + 1000).toISOString() }, true);
    await waitForText(element, '[part=count]', '26 people have taken part. Our goal: 100');
  });

  it('shows recipients, signature, characters left, errors and what the button does, in a letter', async () => {
    const targets = [
      { id: 'minister', name: 'Ada Minister', office: 'Minister of Justice' },
      { id: 'ambassador', name: 'Bo Ambassador', office: 'Ambassador to Australia', countries: ['AU'] },
    ];
    server = serveCampaign(campaign({ letter: letter({ targets, maxLength: 100 }), ask: { country: 'required', email: 'required' } }));
    const { handler, release } = createPendingResponse();
    server.network.on(server.submissions, handler);
    const element = await open(server.src);
    // What a supporter does comes after the translation, and the texts that appear later are translated as well.
    const act = async (name: string, value: string) => {
      await element.updateComplete;
      translatePage(element);
      write(element, name, value);
      await element.updateComplete;
    };
    await waitUntil(() => control(element, 'person/country').querySelector('[value=AU]'), 'the countries are loaded');
    await act('person/name', 'Sok Dara');
    await act('person/name', 'Sok Dara Junior');
    await waitForText(element, '.signature', 'Sok Dara Junior');
    await act('letter/body', 'x'.repeat(90));
    await act('letter/body', 'x'.repeat(91));
    await waitForText(element, '.character-count', '9 characters left');
    await act('person/country', 'AU');
    await waitForText(element, '.targets li:last-child', 'Bo Ambassador Ambassador to Australia');
    press(element);
    await waitForText(element, '[id="person/email-error"]', 'Enter your email address');
    await act('person/email', 'nonsense');
    press(element);
    await waitForText(element, '[id="person/email-error"]', 'Enter a valid email address, such as name@example.org');
    await waitForText(element, '[part=error-summary] li a', 'Enter a valid email address, such as name@example.org');
    await act('person/email', 'dara@example.org');
    press(element);
    await waitForText(element, 'form button.primary', 'Sending your letter…');
    translatePage(element);
    release(new Response(null, { status: 422 }));
    await waitForText(element, 'form button.primary', 'Send my letter');
  });

  it('shows which side of the postcard is visible, and who signs it', async () => {
    server = serveCampaign(cards());
    const element = await open(server.src, {}, 'postcard-form');
    write(element, 'postcard/from', 'A friend');
    await element.updateComplete;
    translatePage(element);
    const flip = find(element, '.flip-button')!;
    flip.click();
    await waitForText(element, '.flip-button', 'Turn the card over');
    write(element, 'postcard/from', 'A friend from far away');
    await waitForText(element, '.signature', 'A friend from far away');
    translatePage(element);
    flip.click();
    await waitForText(element, '.flip-button', 'Write on the back');
    await waitForText(element, '.flip-button + [role=status]', 'Front of your card');
  });

  it('shows whether more messages are loading', async () => {
    server = serveCampaign(cards());
    const { handler, release } = createPendingResponse();
    server.network.on('/campaigns/test/messages.json', ({ url }) =>
      new URL(url).searchParams.has('after') ? handler() : json({ messages: [message(1)], next: 'm1' }),
    );
    const element = await read('message-wall', server.src);
    await waitForText(element, '[part=button]', 'Show more messages');
    translatePage(element);
    find(element, '[part=button]')!.click();
    await waitForText(element, '[part=button]', 'Loading messages…');
    translatePage(element);
    release(json({ messages: [message(2)], next: 'm2' }));
    await waitForText(element, '[part=button]', 'Show more messages');
    await waitForText(element, '[role=status]', '1 more message');
  });
});

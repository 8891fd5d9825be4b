/** The day count as an image: drawn in the page, saved, or shared. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../src/components/detention-counter/detention-counter.define.ts';
import { campaign } from '../support/browser/campaigns.ts';
import { waitForState, serveCampaign, type CampaignServer } from '../support/browser/elements.ts';
import { waitUntil } from '../support/browser/wait-until.ts';
import type { ActionEventDetails } from '../../src/base/events.ts';
import type { DetentionCounter } from '../../src/components/detention-counter/detention-counter.ts';

describe('share image of a detention-counter', () => {
  let server: CampaignServer;
  const share = Object.getOwnPropertyDescriptor(navigator, 'share');
  const canShare = Object.getOwnPropertyDescriptor(navigator, 'canShare');
  const setProperty = (name: string, value: unknown) => Object.defineProperty(navigator, name, { value, configurable: true });

  beforeEach(() => {
    const crossOriginUrl = new URL('/demo/letter.png', location.href);
    crossOriginUrl.hostname = crossOriginUrl.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
    server = serveCampaign(
      campaign({
        letter: undefined,
        people: [
          { id: 'a', name: 'Ny Sokha', place: 'Prey Sar', timeZone: 'Asia/Phnom_Penh', held: [{ from: '2016-04-28' }] },
          { id: 'b', name: 'Yi Soksan', timeZone: 'Asia/Phnom_Penh', held: [{ from: '2016-05-28' }], photo: { src: crossOriginUrl.href, alt: 'Him' } },
        ],
      }),
    );
    setProperty('canShare', undefined);
  });
  afterEach(() => {
    server.network.restore();
    for (const [name, descriptor] of [['share', share], ['canShare', canShare]] as const) {
      Reflect.deleteProperty(navigator, name);
      if (descriptor) Object.defineProperty(navigator, name, descriptor);
    }
  });

  const show = async (attributes: Record<string, string> = {}): Promise<DetentionCounter> => {
    const element = document.createElement('detention-counter');
    for (const [name, value] of Object.entries({ src: server.src, now: '2016-10-10T12:00:00+07:00', ...attributes })) element.setAttribute(name, value);
    await fixture(html`<div>${element}</div>`);
    await waitForState(element, 'open');
    await element.updateComplete;
    return element;
  };
  const section = (element: Element) => element.shadowRoot!.querySelector('[part=share]')!;
  const button = (element: Element, text: string) =>
    [...section(element).querySelectorAll('button')].find(({ textContent }) => textContent === text);
  const press = (element: Element, text = 'Share as an image') => button(element, text)!.click();
  const image = (element: Element) => section(element).querySelector('img');
  const link = (element: Element) => section(element).querySelector<HTMLAnchorElement>('a[download]');
  const waitForImage = async (element: Element, format = 'square') => {
    await waitUntil(() => link(element)?.download === `test-${format}.png`, `a ${format} image`);
    const blob = await (await fetch(link(element)!.href)).blob();
    const { width, height } = await createImageBitmap(blob);
    return [blob.type, width, height];
  };

  it('can be saved as a square, wide or tall image', async () => {
    const element = await show();
    press(element);
    expect(await waitForImage(element)).to.deep.equal(['image/png', 1080, 1080]);
    expect(button(element, 'Square')!.getAttribute('aria-pressed')).to.equal('true');
    press(element, 'Landscape');
    expect(await waitForImage(element, 'wide')).to.deep.equal(['image/png', 1200, 630]);
    press(element, 'Portrait');
    expect(await waitForImage(element, 'tall')).to.deep.equal(['image/png', 1080, 1920]);
    expect(link(element)!.textContent).to.equal('Save image');
  });

  it('has a text alternative', async () => {
    const element = await show();
    press(element);
    await waitForImage(element);
    expect(image(element)!.alt).to.equal(
      'As of October 10, 2016: Ny Sokha has been held for 165 days. Yi Soksan has been held for 135 days.',
    );
    expect(image(element)!.closest('[role=status]')).to.not.equal(null);
    expect(button(element, 'Share as an image')!.getAttribute('aria-expanded')).to.equal('true');
  });

  it('is also available for a count from attributes', async () => {
    const element = document.createElement('detention-counter');
    for (const [name, value] of Object.entries({ since: '2016-04-28', name: 'Ny Sokha', 'time-zone': 'Asia/Phnom_Penh' })) element.setAttribute(name, value);
    await fixture(html`<div>${element}</div>`);
    await waitForState(element, 'open');
    await element.updateComplete;
    press(element);
    await waitUntil(() => link(element)?.download === 'days-square.png');
  });

  it('leaves out a photo from a site that does not allow it to be read', async () => {
    const element = await show({ person: 'b' });
    press(element);
    expect(await waitForImage(element)).to.deep.equal(['image/png', 1080, 1080]);
  });

  it('can still be saved if a policy blocks the preview', async () => {
    const element = await show();
    press(element);
    await waitForImage(element);
    image(element)!.dispatchEvent(new Event('error'));
    await element.updateComplete;
    expect(image(element)).to.equal(null);
    expect(section(element).querySelector('[role=status]')!.textContent).to.contain('165 days');
    expect(link(element)!.href).to.match(/^blob:/);
  });

  it('opens the system’s share sheet if there is one, and reports only the channel to the page', async () => {
    const sharedData: ShareData[] = [];
    let closed = false;
    setProperty('canShare', () => true);
    setProperty('share', (data: ShareData) => {
      sharedData.push(data);
      return closed ? Promise.reject(new DOMException('closed', 'AbortError')) : Promise.resolve();
    });
    const element = await show();
    const shares: ActionEventDetails['action-share'][] = [];
    element.addEventListener('action-share', ({ detail }) => shares.push(detail));
    press(element);
    await waitForImage(element);
    press(element, 'Share…');
    await waitUntil(() => shares.length === 1);
    expect(shares).to.deep.equal([{ channel: 'native' }]);
    expect(sharedData[0]!.files!.map(({ name, type }) => [name, type])).to.deep.equal([['test-square.png', 'image/png']]);
    closed = true;
    press(element, 'Share…');
    await waitUntil(() => sharedData.length === 2);
    await new Promise((resolve) => setTimeout(resolve));
    expect(shares).to.have.length(1);
  });

  it('has no share button without a share sheet', async () => {
    const element = await show();
    press(element);
    await waitForImage(element);
    expect(button(element, 'Share…')).to.equal(undefined);
  });

  it('is released when its panel closes and when another one opens', async () => {
    const element = await show();
    press(element);
    await waitForImage(element);
    const { href } = link(element)!;
    press(element);
    await waitUntil(() => !link(element));
    expect(button(element, 'Share as an image')!.getAttribute('aria-expanded')).to.equal('false');
    expect(await fetch(href).then(() => 'there', () => 'gone')).to.equal('gone');
    press(element);
    await waitForImage(element);
    const other = await show();
    press(other);
    await waitForImage(other);
    expect(link(element)).to.equal(null);
  });
});

/** Sharing uses links only, which make no request before a click. */
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { campaign, letter } from '../support/browser/campaigns.ts';
import { waitForState, open, press, serveCampaign, write, type CampaignServer } from '../support/browser/elements.ts';
import { channels, type Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { waitUntil } from '../support/browser/wait-until.ts';
import type { ActionLetter } from '../../src/components/action-letter/action-letter.ts';

const url = 'https://a.example/x?a=1&b=ខ#c';
const text = 'សូម “ដោះលែង” & 100 %?\nأطلقوا سراحهم';
const encodedTextAndUrl = encodeURIComponent(`${text} ${new URL(url).href}`);
const [encodedUrl, encodedText] = [encodeURIComponent(new URL(url).href), encodeURIComponent(text)];

describe('share buttons', () => {
  let server: CampaignServer;
  const originalDescriptors = new Map(['share', 'canShare'].map((name) => [name, Object.getOwnPropertyDescriptor(navigator, name)]));
  const setProperty = (name: string, value: unknown) => Object.defineProperty(navigator, name, { value, configurable: true });

  beforeEach(() => setProperty('canShare', undefined));
  afterEach(() => {
    server.network.restore();
    for (const [name, descriptor] of originalDescriptors) {
      Reflect.deleteProperty(navigator, name);
      if (descriptor) Object.defineProperty(navigator, name, descriptor);
    }
  });

  const showSentLetter = async (share: Partial<Campaign['share']> = {}, title = 'Free & now'): Promise<ActionLetter> => {
    server = serveCampaign(campaign({ title, share: { url, text, channels: [...channels], ...share } }));
    const element = await open(server.src);
    write(element, 'person/name', 'A Supporter');
    press(element);
    await waitForState(element, 'sent');
    await element.updateComplete;
    return element;
  };
  const section = (element: ActionLetter) => element.shadowRoot.querySelector<HTMLElement>('[part=share]')!;
  const button = (element: ActionLetter, label: string) =>
    [...section(element).querySelectorAll('button')].find(({ textContent }) => textContent.trim() === label);
  const links = (element: ActionLetter) => [...section(element).querySelectorAll<HTMLAnchorElement>('[part=share-link]')];
  const recordShares = (element: ActionLetter): object[] => {
    const shares: object[] = [];
    element.addEventListener('action-share', ({ detail }) => shares.push(detail));
    return shares;
  };

  it('include a link for each service, with the encoded text, and without a referrer', async () => {
    const element = await showSentLetter();
    expect(links(element).map((link) => link.getAttribute('href'))).to.deep.equal([
      `mailto:?subject=Free%20%26%20now&body=${encodedTextAndUrl.replaceAll('%0A', '%0D%0A')}`,
      `https://wa.me/?text=${encodedTextAndUrl}`,
      `https://t.me/share/url?url=${encodedUrl}&text=${encodedText}`,
      `https://www.facebook.com/sharer/sharer.php?u=${encodedUrl}`,
      `https://x.com/intent/post?url=${encodedUrl}&text=${encodedText}`,
      `https://bsky.app/intent/compose?text=${encodedTextAndUrl}`,
      `https://share.joinmastodon.org/#text=${encodedTextAndUrl}`,
      `https://social-plugins.line.me/lineit/share?url=${encodedUrl}&text=${encodedText}`,
    ]);
    for (const { rel } of links(element)) expect(rel).to.equal('noopener noreferrer');
    expect(links(element).map(({ target }) => target)).to.deep.equal(['_self', ...Array<string>(7).fill('_blank')]);
  });

  it('open email outside a frame, because web mail refuses to be shown in one', async () => {
    const targets = [{ id: 'minister', name: 'M', office: 'O', email: 'm@example.org' }];
    server = serveCampaign(campaign({ letter: letter({ delivery: 'mailto', targets }), share: { url, text, channels: ['email'] } }));
    const frame = await fixture<HTMLIFrameElement>(html`<iframe srcdoc="<!doctype html>"></iframe>`);
    const frameWindow = frame.contentWindow as Window & typeof globalThis;
    if (frameWindow.location.href !== 'about:srcdoc' || frame.contentDocument!.readyState !== 'complete') await oneEvent(frame, 'load');
    const frameDocument = frame.contentDocument!;
    frameWindow.fetch = (...request) => fetch(...request);
    const script = Object.assign(frameDocument.createElement('script'), { type: 'module', src: '/src/components/action-letter/action-letter.define.ts' });
    const element = frameDocument.createElement('action-letter');
    element.setAttribute('src', server.src);
    frameDocument.body.append(element, script);
    await waitUntil(() => element.state === 'open', 'the form is shown');
    const control = element.shadowRoot.querySelector<HTMLInputElement>('[name="person/name"]')!;
    control.value = 'A Supporter';
    control.dispatchEvent(new frameWindow.Event('input', { bubbles: true }));
    element.shadowRoot.querySelector('form')!.requestSubmit();
    await waitUntil(() => element.state === 'sent' && section(element), 'the thank-you is shown');
    const emailLinks = [...element.shadowRoot.querySelectorAll<HTMLAnchorElement>('a[href^=mailto]')];
    expect(emailLinks.map(({ target }) => target)).to.deep.equal(['_blank', '_blank']);
  });

  it('replace half a surrogate pair, which cannot be encoded', async () => {
    const half = '🕯️'.charAt(0);
    const element = await showSentLetter({ text: `a text${half}` }, `A title${half}`);
    for (const link of links(element)) expect(link.href).not.to.match(/%ED|undefined/);
    expect(links(element).map(({ href }) => href).filter((href) => href.includes(encodeURIComponent('a text\ufffd')))).to.have.length(7);
    expect(links(element)[0]!.href).to.contain(`?subject=${encodeURIComponent('A title\ufffd')}&`);
  });

  it('make no request before a click, and report only the channel to the page', async () => {
    const element = await showSentLetter();
    expect(section(element).querySelector('img, iframe, script, link')).to.equal(null);
    const hosts = performance.getEntriesByType('resource').map(({ name }) => new URL(name).host);
    expect(new Set(hosts)).to.deep.equal(new Set([location.host]));
    const shares = recordShares(element);
    for (const link of links(element)) {
      link.addEventListener('click', (event) => event.preventDefault());
      link.click();
    }
    expect(shares).to.deep.equal(channels.filter((one) => one !== 'native' && one !== 'copy').map((channel) => ({ channel })));
  });

  it('copy the link, confirm it on the button and to screen readers, and keep the focus', async () => {
    const element = await showSentLetter();
    const copied: string[] = [];
    const clipboard = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
    setProperty('clipboard', { writeText: (value: string) => Promise.resolve(void copied.push(value)) });
    const shares = recordShares(element);
    const label = 'Copy link';
    const copy = button(element, label)!;
    copy.focus();
    copy.click();
    await waitUntil(() => shares.length);
    expect(copied).to.deep.equal([new URL(url).href]);
    expect(copy.textContent.trim()).to.equal('Copied');
    expect(copy.nextElementSibling!.matches('[role=status]') && copy.nextElementSibling!.textContent).to.equal('Copied');
    expect(element.shadowRoot.activeElement).to.equal(copy);
    expect(shares).to.deep.equal([{ channel: 'copy' }]);
    await waitUntil(() => copy.textContent.trim() === label, 'the label is back');
    expect(copy.nextElementSibling!.textContent).to.equal('');
    Reflect.deleteProperty(navigator, 'clipboard');
    if (clipboard) Object.defineProperty(navigator, 'clipboard', clipboard);
  });

  it('open the system’s share sheet if there is one, and report it once it was used', async () => {
    const sharedData: ShareData[] = [];
    let closed = true;
    setProperty('canShare', (data?: ShareData) => data?.url === new URL(url).href);
    setProperty('share', (data: ShareData) => {
      sharedData.push(data);
      return closed ? Promise.reject(new DOMException('closed', 'AbortError')) : Promise.resolve();
    });
    const element = await showSentLetter();
    const shares = recordShares(element);
    button(element, 'Share…')!.click();
    closed = false;
    button(element, 'Share…')!.click();
    await waitUntil(() => shares.length);
    expect(shares).to.deep.equal([{ channel: 'native' }]);
    expect(sharedData).to.deep.equal([{ url: new URL(url).href, text }, { url: new URL(url).href, text }]);
  });

  it('leave out the native button without a share sheet, and the section if nothing else is in it', async () => {
    expect(button(await showSentLetter(), 'Share…')).to.equal(undefined);
    server.network.restore();
    expect(section(await showSentLetter({ channels: ['native'] }))).to.equal(null);
  });
});

/** Passing it on: plain links, the system's own sheet where there is one, and no code of anybody else. */
import { html, nothing } from 'lit/html.js';
import { linkOf } from '../campaign/links.ts';
import { safeUrl } from '../campaign/safe-url.ts';
import { copyButton } from './copy.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Channel } from '../campaign/campaign.ts';
import type { View } from './view.ts';

export type OnShare = (channel: Channel) => void;

/** Where a link leads; `%u` is the address, `%t` the text, `%b` both. */
const places: Partial<Record<Channel, readonly [name: string, link: string]>> = {
  whatsapp: ['WhatsApp', 'https://wa.me/?text=%b'],
  telegram: ['Telegram', 'https://t.me/share/url?url=%u&text=%t'],
  facebook: ['Facebook', 'https://www.facebook.com/sharer/sharer.php?u=%u'],
  x: ['X', 'https://x.com/intent/post?url=%u&text=%t'],
  bluesky: ['Bluesky', 'https://bsky.app/intent/compose?text=%b'],
  mastodon: ['Mastodon', 'https://share.joinmastodon.org/#text=%b'],
  line: ['LINE', 'https://social-plugins.line.me/lineit/share?url=%u&text=%t'],
};

export function share({ campaign, speaker, base }: View, onShare: OnShare): TemplateResult | typeof nothing {
  if (!campaign.share) return nothing;
  const { channels, text } = campaign.share;
  const url = safeUrl(campaign.share.url, base) ?? linkOf(campaign, 'page', base);
  const values: Record<string, string> = { u: url, t: text, b: `${text} ${url}` };
  const link = (template: string) => template.replace(/%([utb])/g, (_, key: string) => encodeURIComponent(values[key]!));
  const anchor = (channel: Channel, href: string, label: string, target: '_blank' | '_self') =>
    html`<a
      class="button"
      part="share-link"
      href=${href}
      target=${target}
      rel="noopener noreferrer"
      @click=${() => onShare(channel)}
      >${label}</a
    >`;
  const native = async () => {
    onShare('native');
    // Closing the sheet is no error.
    await navigator.share({ url, text }).catch(() => {});
  };
  const one = (channel: Channel) => {
    if (channel === 'copy') return copyButton(speaker, 'shareCopy', url, () => onShare('copy'));
    if (channel === 'native') {
      // Firefox on the desktop has none.
      if (!navigator.share) return nothing;
      return html`<button type="button" part="button" @click=${native}>${speaker.say('shareNative')}</button>`;
    }
    if (channel === 'email') {
      const href = `mailto:?subject=${encodeURIComponent(campaign.title)}&body=${link('%b')}`;
      return anchor(channel, href, speaker.say('shareEmail'), '_self');
    }
    const [place, template] = places[channel]!;
    return anchor(channel, link(template), speaker.say('shareOn', { place }), '_blank');
  };
  return html`<section part="share">
    <h3>${speaker.say('share')}</h3>
    <div class="row">${channels.map(one)}</div>
  </section>`;
}

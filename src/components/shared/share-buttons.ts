/** Ways to share an action: plain links, the system's share sheet where there is one, and no third-party code. */
import { html, nothing, type TemplateResult } from 'lit';
import { resolveLink } from '../../campaign/links.ts';
import { buildMailtoUrl } from '../../campaign/mailto.ts';
import { toWellFormedText } from '../../campaign/text.ts';
import { safeUrl } from '../../campaign/url.ts';
import { copyButton } from './copy-button.ts';
import { getMailtoTarget } from './mailto-target.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Channel } from '../../campaign/schema/campaign.schema.ts';

export type OnShare = (channel: Channel) => void;

/** Name and link of each place; `%u` is the URL, `%t` the text, `%b` both. */
const shareTargets: Partial<Record<Channel, readonly [name: string, link: string]>> = {
  whatsapp: ['WhatsApp', 'https://wa.me/?text=%b'],
  telegram: ['Telegram', 'https://t.me/share/url?url=%u&text=%t'],
  facebook: ['Facebook', 'https://www.facebook.com/sharer/sharer.php?u=%u'],
  x: ['X', 'https://x.com/intent/post?url=%u&text=%t'],
  bluesky: ['Bluesky', 'https://bsky.app/intent/compose?text=%b'],
  // Mastodon's own page, which asks for the reader's server; the fragment stays in the browser.
  mastodon: ['Mastodon', 'https://share.joinmastodon.org/#text=%b'],
  line: ['LINE', 'https://social-plugins.line.me/lineit/share?url=%u&text=%t'],
};

export function shareButtons({ campaign, translator, base }: RenderContext, onShare: OnShare): TemplateResult | typeof nothing {
  if (!campaign.share) return nothing;
  const { channels, text } = campaign.share;
  const url = safeUrl(campaign.share.url, base) ?? resolveLink(campaign, 'page', base);
  const data = { url, text };
  const both = `${text} ${url}`;
  const link = (channel: Channel, href: string, label: string) =>
    html`<a
      class="button"
      part="share-link"
      href=${href}
      target=${channel === 'email' ? getMailtoTarget() : '_blank'}
      rel="noopener noreferrer"
      @click=${() => onShare(channel)}
      >${label}</a
    >`;
  // Closing the share sheet is not an error, and nothing has been shared.
  const shareNatively = () => navigator.share(data).then(() => onShare('native'), () => {});
  const button = (channel: Channel) => {
    if (channel === 'copy') return copyButton(translator, 'share.copyLink', url, () => onShare('copy'));
    if (channel === 'native') return html`<button type="button" part="button" @click=${shareNatively}>${translator.t('share.native')}</button>`;
    if (channel === 'email') return link(channel, buildMailtoUrl({ to: [], subject: campaign.title, body: both }), translator.t('share.email'));
    const [place, template] = shareTargets[channel]!;
    const href = template.replace(/%./g, (key) => encodeURIComponent(toWellFormedText(key === '%u' ? url : key === '%t' ? text : both)));
    return link(channel, href, translator.t('share.on', { place }));
  };
  // Firefox on the desktop has no share sheet, a page over plain HTTP has none either, and a frame may not be allowed to open it.
  const available = channels.filter((channel) => channel !== 'native' || navigator.canShare?.(data));
  if (!available.length) return nothing;
  return html`<section part="share">
    <h3>${translator.t('share.heading')}</h3>
    <div class="row">${available.map(button)}</div>
  </section>`;
}

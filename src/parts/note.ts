/** Who will see what, and for how long: told before it is sent. */
import { html, nothing } from 'lit/html.js';
import { asked } from '../campaign/asked.ts';
import { safeUrl } from '../campaign/safe-url.ts';
import type { TemplateResult } from 'lit/html.js';
import type { View } from './view.ts';

export function letterNote({ campaign, speaker, base }: View): TemplateResult {
  const { organiser, letter, retention, fields } = campaign;
  const values = { organiser: organiser.name };
  const { email, country, postalCode } = asked(campaign);
  const more = fields?.length || [email, country, postalCode].some((one) => one !== 'no');
  const privacy = safeUrl(organiser.privacyUrl, base);
  return html`<div class="note muted" part="note">
    <p>
      ${speaker.say(letter?.delivery === 'mailto' ? 'letter.seenMailto' : 'letter.seen', values)}
      ${more ? speaker.say('seenRest', values) : nothing}
      ${retention ? speaker.count('kept', retention.days, values) : speaker.say('keptUnknown', values)}
      ${privacy
        ? html`<a href=${privacy} target="_blank" rel="noopener noreferrer">${speaker.say('privacy', values)}</a>`
        : nothing}
    </p>
  </div>`;
}

/** After a letter has arrived: thanks, what happens next, the number, and passing it on. */
import { html, nothing } from 'lit/html.js';
import { listOf } from '../locales/names.ts';
import { mails } from './mail.ts';
import { progress } from './progress.ts';
import { share, type OnShare } from './share.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Key } from '../locales/words.ts';
import type { View, Written } from './view.ts';

const next: Record<'collect' | 'email' | 'mailto', Key> = {
  collect: 'letter.nextCollect',
  // An endpoint that can not mail hands letters over.
  email: 'letter.nextCollect',
  mailto: 'letter.nextMailto',
};

export function thanks(view: View, sent: Written, people: number | undefined, onShare: OnShare): TemplateResult {
  const { campaign, speaker } = view;
  const { delivery } = campaign.letter!;
  const names = listOf(speaker, sent.targets.map(({ name }) => name));
  return html`<div class="thanks" part="thanks">
    <h2 part="heading" tabindex="-1">${speaker.say('letter.sent')}</h2>
    <p part="text">${speaker.say('sentTo', { names })}</p>
    <p part="text">${speaker.say(next[delivery], { organiser: campaign.organiser.name })}</p>
    ${delivery === 'mailto' ? mails(view, sent) : nothing} ${progress(view, people)} ${share(view, onShare)}
  </div>`;
}

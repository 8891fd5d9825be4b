/** After something has arrived: thanks, what happens next, the number, and passing it on. */
import { html } from 'lit/html.js';
import { progress } from './progress.ts';
import { share, type OnShare } from './share-buttons.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Counts } from '../../campaign/schema/counts.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { Key } from '../../i18n/translator.ts';
import type { View } from '../../base/render-context.ts';

export interface Thanks {
  /** Of those who were written to. */
  names: string;
  next: Key;
  more?: unknown;
}

export function thanksFor(
  view: View,
  kind: Submission['kind'],
  counts: Counts | undefined,
  onShare: OnShare,
  { names, next, more }: Thanks,
): TemplateResult {
  const { campaign, speaker } = view;
  return html`<div class="thanks" part="thanks" lang=${speaker.language}>
    <h2 part="heading" tabindex="-1">${speaker.say(`${kind}.sent`)}</h2>
    <p part="text">${speaker.say('sentTo', { names })}</p>
    <p part="text">${speaker.say(next, { organiser: campaign.organiser.name })}</p>
    ${more} ${progress(view, counts)} ${share(view, onShare)}
  </div>`;
}

/** A message as the card that it was: the postmark, who it went to, the words, and the name under them. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { formatList } from '../../i18n/format-list.ts';
import { postmark } from '../shared/postmark.ts';
import { paragraphs, type RenderContext } from '../../base/render-context.ts';
import type { Message } from '../../campaign/schema/messages.schema.ts';

/** Whatever is in a name, it turns round nothing but itself. */
const isolated = (name: string) => `\u2068${name}\u2069`;

/** Its words have a language of their own, and nobody's markup. */
export function messageCard(view: RenderContext, { from, to, text, date, language }: Message): TemplateResult {
  const { campaign, translator } = view;
  const people = (campaign.people ?? []).filter(({ id }) => to.includes(id));
  const names = people.map(({ name }) => name);
  return html`<div class="card" part="card" role="listitem" tabindex="-1" lang=${translator.language}>
    <div class="head">
      ${names.length
        ? html`<p class="muted" part="person">${translator.t('messageList.to', { names: formatList(translator, names) })}</p>`
        : nothing}
      ${postmark(view, { day: date, people })}
    </div>
    <div class="message" part="message" lang=${language} dir="auto">${paragraphs(text)}</div>
    <p class="from">${translator.t('messageList.from', { name: isolated(from) })}</p>
  </div>`;
}

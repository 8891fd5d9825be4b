/** A message as the postcard that it was: the postmark, the recipients, the text, and the name it is signed with. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatList } from '../../i18n/format-list.ts';
import { paragraphs } from '../shared/paragraphs.ts';
import { postmark } from '../shared/postmark.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Message } from '../../campaign/schema/messages.schema.ts';

/** Isolates the direction of a name, so that it cannot turn the text around it. */
const isolate = (name: string) => `\u2068${name}\u2069`;

/** The text has a language of its own, and is never taken for markup. */
export function messageCard(context: RenderContext, { from, to, text, date, language }: Message): TemplateResult {
  const { campaign, translator } = context;
  const people = (campaign.people ?? []).filter(({ id }) => to.includes(id));
  const names = people.map(({ name }) => name);
  return html`<div class="card" part="card" role="listitem" tabindex="-1" lang=${translator.language}>
    <div class="head">
      ${names.length
        ? html`<p class="muted" part="person">${translator.t('messageList.to', { names: formatList(translator, names) })}</p>`
        : nothing}
      ${postmark(context, { day: date, people })}
    </div>
    <div class="message" part="message" lang=${language} dir="auto">${paragraphs(text)}</div>
    <p class="from">${translator.t('messageList.from', { name: isolate(from) })}</p>
  </div>`;
}

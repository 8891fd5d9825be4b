/** Where the server sends messages, and whether they arrive. */
import { html } from 'hono/html';
import type { DeskAccountRow } from '../../desk/accounts.ts';
import { webhookEvents, type WebhookStatus } from '../../webhooks/webhooks.ts';
import { hidden } from '../form-controls.ts';
import type { Html } from '../html.ts';
import { formatNumber } from './format-number.ts';
import { deskPage, deskPaths, instant, notice, errorNotice } from './layout.ts';

/** What was typed into the form. */
export interface WebhookForm {
  url: string;
  campaign: string;
  events: readonly string[];
}

/** What the last request has done, or why it has not. */
export type WebhooksMessage = { notice: string } | { problem: string } | { secret: string; url: string };

export interface WebhooksPageData {
  statuses: readonly WebhookStatus[];
  campaigns: readonly { id: string; title: string }[];
  message?: WebhooksMessage | undefined;
  form?: WebhookForm | undefined;
  status?: number;
}

const eventTexts: Record<(typeof webhookEvents)[number], string> = {
  'submission.created': 'A letter or postcard is counted, with everything that was sent',
  'submission.erased': 'What was sent has been erased',
  'card.changed': 'A card is approved, declined, printed or delivered',
};

function formatMessage(message: WebhooksMessage | undefined): Html | '' {
  if (!message) return '';
  if ('notice' in message) return notice(message.notice);
  if ('problem' in message) return errorNotice(message.problem);
  return html`<section class="link" role="status">
    <p>This is the secret of <strong dir="ltr">${message.url}</strong>, with which it checks signatures. You see it only now.</p>
    <p><code dir="ltr" translate="no">${message.secret}</code></p>
  </section>`;
}

function webhookItem({ webhook: { id, url, campaign, disabled }, events, counts, lastProblem }: WebhookStatus): Html {
  const button = (action: string, text: string) =>
    html`<form method="post" action="${deskPaths.changeWebhook}">${hidden('id', id)}${hidden('action', action)}<button class="plain" aria-label="${text}: ${url}">${text}</button></form>`;
  const numbers = `${formatNumber(counts.waiting)} waiting, ${formatNumber(counts.sent)} sent and ${formatNumber(counts.failed)} failed within 30 days`;
  return html`<li>
    <p><strong dir="ltr">${url}</strong>${disabled === 'gone' && ', disabled, because it answered that it no longer exists (410)'}${disabled === 'by-hand' && ', disabled'}</p>
    <p class="note muted">${id}: ${campaign ?? 'all campaigns'}, ${events.join(', ')}</p>
    <p>${numbers}.${lastProblem && html` Last problem: ${lastProblem.problem}. ${lastProblem.state === 'waiting' ? html`Next try: ${instant(lastProblem.due)}.` : 'It is not tried again.'}`}</p>
    <div class="row-forms">${disabled === null && button('test', 'Send a test')}${counts.waiting + counts.failed > 0 && button('retry', 'Try again now')}
      ${button('rotate', 'New secret')}${disabled === null ? button('disable', 'Disable') : button('enable', 'Enable')}${button('remove', 'Remove')}</div>
  </li>`;
}

export function webhooksPage(account: DeskAccountRow, { statuses, campaigns, message, form = { url: '', campaign: '', events: webhookEvents }, status = 200 }: WebhooksPageData): Promise<Response> {
  const content = html`${formatMessage(message)}
    <p>A webhook is the address of another program, such as the one in which you keep your contacts. The server sends it a signed message about each
      event, and tries again for three days if it cannot be reached. Messages contain names, addresses and what people wrote.</p>
    ${statuses.length ? html`<ul class="held">${statuses.map(webhookItem)}</ul>` : html`<p>There are no webhooks yet.</p>`}
    <form method="post" action="${deskPaths.webhooks}">
      <h2>Add a webhook</h2>
      <div class="field">
        <label for="url">URL</label>
        <p class="hint" id="url-hint">It begins with https://.</p>
        <input id="url" name="url" type="url" required maxlength="2000" dir="ltr" autocomplete="off" aria-describedby="url-hint" value="${form.url}">
      </div>
      <div class="field">
        <label for="campaign">Campaign</label>
        <select id="campaign" name="campaign"><option value="">All campaigns</option>${campaigns.map(
          ({ id, title }) => html`<option value="${id}"${id === form.campaign && html` selected`}>${title} (${id})</option>`,
        )}</select>
      </div>
      <fieldset class="field">
        <legend>Events</legend>
        ${webhookEvents.map(
          (event) => html`<label class="choice"><input type="checkbox" name="event" value="${event}"${form.events.includes(event) && html` checked`}><span>${eventTexts[event]} (<code>${event}</code>)</span></label>`,
        )}
      </fieldset>
      <button>Add</button>
    </form>`;
  return deskPage({ title: 'Webhooks', account, path: deskPaths.webhooks, content, status });
}

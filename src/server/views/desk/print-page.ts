/** Cards that are ready to be printed, batches, and a form for handwritten cards. */
import { html } from 'hono/html';
import { maxPaperCards } from '../../cards/paper-cards.ts';
import type { DeskAccountRow } from '../../desk/accounts.ts';
import { maxBatchCards, type BatchRecipients, type ListedBatch } from '../../print/batches.ts';
import { hidden } from '../form-controls.ts';
import type { Html } from '../html.ts';
import { dataTable } from './data-table.ts';
import { formatNumber } from './format-number.ts';
import { deskPage, deskPaths, instant, notice, errorNotice } from './layout.ts';

export interface PaperValues {
  /** The campaign and the person. */
  to: string;
  pile: string;
  count: string;
  day: string;
}

export type PrintMessage = { problem: string } | { notice: string; /** Handwritten cards whose registration can be undone. */ registered?: PaperValues };

export interface PrintPageData {
  recipients: readonly BatchRecipients[];
  /** Newest first. */
  batches: readonly (ListedBatch & { names: string[] })[];
  /** To whom handwritten cards can be. */
  people: readonly { campaign: string; person: string; name: string }[];
  today: string;
  message?: PrintMessage | undefined;
  /** What was entered. */
  values?: PaperValues | undefined;
}

export const stateTexts = { open: 'to be printed', printed: 'printed', delivered: 'delivered', cancelled: 'cancelled' } as const;

function formatMessage(message: PrintMessage | undefined): Html | '' {
  if (!message) return '';
  if ('problem' in message) return errorNotice(message.problem);
  const { registered } = message;
  return html`${notice(message.notice)}${registered && html`<form method="post" action="${deskPaths.paper}">${hidden('to', registered.to)}${hidden('pile', registered.pile)}<button class="plain" name="action" value="undo">Undo</button></form>`}`;
}

const recipientRow = ({ campaign, key, name, people, place, count }: BatchRecipients) => html`<tr>
    <th scope="row"><bdi>${name}</bdi>${people.length > 1 ? html` <span class="muted">(${people.length} people)</span>` : place !== undefined && html` <span class="muted"><bdi>${place}</bdi></span>`}</th>
    <td>${campaign}</td><td class="number">${formatNumber(count)}</td>
    <td><form method="post" action="${deskPaths.print}">${hidden('campaign', campaign)}${hidden('to', key)}<button class="plain" aria-label="Make a batch for ${name}">Make a batch</button></form></td>
  </tr>`;

const batchRow = ({ id, names, campaign, created_at, state, count, day, place }: PrintPageData['batches'][number]) => html`<tr>
    <th scope="row"><a href="${deskPaths.batch}?id=${id}">${id}</a></th>
    <td dir="auto">${names.join(', ')}</td><td>${campaign}</td><td>${instant(created_at)}</td><td class="number">${formatNumber(count)}</td>
    <td>${stateTexts[state]}${state === 'delivered' && html`, ${day}${place !== null && html`, <bdi>${place}</bdi>`}`}</td>
  </tr>`;

function paperForm({ people, today, values }: PrintPageData): Html {
  return html`<form method="post" action="${deskPaths.paper}">
      <h2>Register handwritten cards</h2>
      <p>They are counted, have to be approved like others, and are not printed.</p>
      <div class="field"><label for="to">To</label><select id="to" name="to">${people.map(({ campaign, person, name }) => html`<option value="${campaign}/${person}"${values?.to === `${campaign}/${person}` && html` selected`}>${name} (${campaign})</option>`)}</select></div>
      <div class="field"><label for="pile">Where they come from, or another name for this pile</label><p class="hint" id="pile-hint">Each name counts once for each person, so nothing is counted twice.</p><input id="pile" name="pile" required maxlength="200" dir="auto" autocomplete="off" aria-describedby="pile-hint" value="${values?.pile ?? ''}"></div>
      <div class="field"><label for="count">Number of cards</label><input id="count" name="count" type="number" min="1" max="${maxPaperCards}" required value="${values?.count ?? ''}"></div>
      <div class="field"><label for="day">Day on which they arrived</label><input id="day" name="day" type="date" required value="${values?.day ?? today}"></div>
      <button>Register</button>
    </form>`;
}

export function printPage(account: DeskAccountRow, data: PrintPageData): Promise<Response> {
  const { recipients, batches, people, message } = data;
  const content = html`${formatMessage(message)}
    <p>A batch has at most ${maxBatchCards} approved cards to one person, or to all who are held at one place. A card is in one batch only, so nobody prints it twice.</p>
    ${recipients.length ? dataTable('Ready to be printed', ['To', 'Campaign', { heading: 'Cards', isNumber: true }, 'Print'], recipients.map(recipientRow)) : html`<p>No approved cards are waiting to be printed.</p>`}
    ${batches.length > 0 && html`<h2>Batches</h2>${dataTable('Batches', ['Batch', 'To', 'Campaign', 'Made (UTC)', { heading: 'Cards', isNumber: true }, 'State'], batches.map(batchRow))}`}
    ${people.length > 0 && paperForm(data)}`;
  return deskPage({ title: 'Printing', account, path: deskPaths.print, content, status: message && 'problem' in message ? 422 : 200 });
}

/** One batch: its sheets, and how far it has come. */
import { html } from 'hono/html';
import type { DeskAccountRow } from '../../desk/accounts.ts';
import type { Batch, BatchCard } from '../../print/batches.ts';
import type { PrintJob, SkipReason } from '../../print/print-job.ts';
import { hidden } from '../form-controls.ts';
import type { Html } from '../html.ts';
import { deskPage, deskPaths, instant, notice, errorNotice } from './layout.ts';
import { stateTexts } from './print-page.ts';

export interface BatchPageData {
  batch: Batch;
  /** The names of its people. */
  names: readonly string[];
  cards: readonly BatchCard[];
  job: PrintJob;
  mayWritePdf: boolean;
  today: string;
  notice?: string;
  problem?: string;
  /** What was entered. */
  day?: string;
  place?: string;
  status?: number;
}

const skipTexts: Record<Exclude<SkipReason, 'sealed'>, string> = {
  'not-approved': 'it has been changed in the meantime',
  'text-deleted': 'its text has been deleted',
  paper: 'it is on paper',
  'no-campaign': 'its campaign has no document',
};

const countSealed = ({ skipped }: PrintJob) => skipped.filter(({ reason }) => reason === 'sealed').length;

function steps({ batch: { id, campaign, state, place: heldAt }, job, mayWritePdf, today, day = today, place = heldAt ?? '' }: BatchPageData): Html | '' {
  const form = (content: Html) => html`<form class="decision" method="post" action="${deskPaths.batch}">${hidden('id', id)}${content}</form>`;
  const count = job.batches.reduce((sum, { cards }) => sum + cards.length, 0);
  const sealedCount = countSealed(job);
  const sealedSheets = sealedCount > 0 && html`<p>${sealedCount === 1 ? '1 card of this batch is' : `${sealedCount} cards of this batch are`} sealed, so this server cannot print ${sealedCount === 1 ? 'it' : 'them'}. <a href="${deskPaths.sealed}?${new URLSearchParams({ campaign, batch: id })}">Open ${sealedCount === 1 ? 'it' : 'them'} with your key</a>, and print from there. Then come back here.</p>`;
  const sheets = html`${count > 0 && html`<p><a href="${deskPaths.sheets}?id=${id}">Open the sheets</a>, and print them on A4, landscape, at 100 %, on both sides, flipped on the short edge.${mayWritePdf && html` Or <a href="${deskPaths.pdf}?id=${id}">download them as PDF</a>.`}</p>`}${sealedSheets}`;
  if (state === 'open') return html`${sheets}${form(html`<button name="action" value="printed">The cards are on paper</button><button class="plain" name="action" value="cancel">Cancel the batch</button>`)}`;
  if (state === 'printed')
    return html`${sheets}<form method="post" action="${deskPaths.batch}">${hidden('id', id)}
      <div class="field"><label for="day">Day of delivery</label><input id="day" name="day" type="date" required value="${day}"></div>
      <div class="field"><label for="place">Place</label><input id="place" name="place" maxlength="200" dir="auto" autocomplete="off" value="${place}"></div>
      <button name="action" value="delivered">The cards have been delivered</button>
    </form>${form(html`<button class="plain" name="action" value="undo">Undo: they are not printed</button>`)}`;
  return state === 'delivered' ? form(html`<button class="plain" name="action" value="undo">Undo: they are not delivered</button>`) : '';
}

export function batchPage(account: DeskAccountRow, data: BatchPageData): Promise<Response> {
  const { batch, names, cards, job, status = 200 } = data;
  const { state, campaign, created_at, day, place } = batch;
  const skipped = job.skipped.flatMap(({ id, reason }) => (reason === 'sealed' ? [] : [html`<li><code>${id}</code>: ${skipTexts[reason]}</li>`]));
  const isDone = state === 'delivered' || state === 'cancelled';
  const content = html`${data.problem !== undefined && errorNotice(data.problem)}${data.notice !== undefined && notice(data.notice)}
    <p>To <bdi>${names.join(', ')}</bdi> (${campaign}), made on ${instant(created_at)}: <strong>${stateTexts[state]}</strong>${state === 'delivered' && html`, ${day}${place !== null && html`, <bdi>${place}</bdi>`}`}</p>
    ${steps(data)}
    ${!isDone && skipped.length > 0 && html`<h2>Not on the sheets</h2><ul>${skipped}</ul>`}
    ${cards.length > 0 && html`<details><summary>The cards (${cards.length})</summary><ul>${cards.map(({ id, stage }) => html`<li><code>${id}</code> ${stage}</li>`)}</ul></details>`}
    <p><a href="${deskPaths.print}">All batches</a></p>`;
  return deskPage({ title: `Batch ${batch.id}`, account, path: deskPaths.print, content, status });
}

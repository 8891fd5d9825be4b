/** Held submissions, with a box for each, and what to do with those that are chosen. */
import { html } from 'hono/html';
import { includesRole, type DeskAccountRow } from '../../desk/accounts.ts';
import type { HeldDescription } from '../../submissions/describe-held.ts';
import type { Html } from '../html.ts';
import { deskPage, deskPaths, nextLink, notice, errorNotice } from './layout.ts';

export type HeldMessage = { problem: string } | { notice: string; failures: readonly string[] };

export interface HeldPageData {
  /** Oldest first. */
  submissions: readonly HeldDescription[];
  /** Where the next page begins. */
  next: string | undefined;
  message: HeldMessage | undefined;
  status: number;
}

const reasons: Record<NonNullable<HeldDescription['reason']>, string> = {
  late: 'arrived after the campaign had closed or changed',
  flood: 'its sender sent more than the limits allow',
  declined: 'was declined',
  withdrawn: 'was taken back',
  unconfirmed: 'has not been confirmed by its sender',
};

function formatMessage(message: HeldMessage | undefined): Html | '' {
  if (!message) return '';
  if ('problem' in message) return errorNotice(message.problem);
  return html`${notice(message.notice)}${message.failures.length > 0 && html`<ul>${message.failures.map((text) => html`<li>${text}</li>`)}</ul>`}`;
}

function submissionItem({ id, campaign, kind, reason, day, partner, textDeleted, sealed, to = [], subject, from, text = '', language }: HeldDescription, mayDecide: boolean): Html {
  const source = partner === undefined ? '' : `, through ${partner}`;
  const heading = `${kind === 'letter' ? 'Letter' : 'Postcard'} ${id}`;
  const message = html`${subject && html`<p dir="auto" lang="${language}"><strong>${subject}</strong></p>`}
    <p class="plain-text" dir="auto" lang="${language}">${text}</p>
    ${from && html`<p dir="auto">${from}</p>`}`;
  return html`<li>
    ${mayDecide ? html`<label class="choice"><input type="checkbox" name="id" value="${id}"><span>${heading}</span></label>` : html`<p><strong>${heading}</strong></p>`}
    <p class="note muted">${campaign}, received on ${day}${source}, to ${to.join(', ') || 'nobody known'}: ${reasons[reason!]}</p>
    ${textDeleted ? html`<p>The text has been deleted.</p>` : sealed ? html`<p>It is sealed: only the organiser's key opens it.</p>` : message}
  </li>`;
}

export function heldPage(account: DeskAccountRow, { submissions, next, message, status }: HeldPageData): Promise<Response> {
  const mayDecide = includesRole(account.role, 'moderator');
  const items = html`<ul class="held">${submissions.map((submission) => submissionItem(submission, mayDecide))}</ul>`;
  const form = html`<form method="post" action="${deskPaths.held}">${items}
    <div class="decision"><button name="decision" value="release">Release those chosen</button><button class="plain" name="decision" value="decline">Decline those chosen</button></div>
  </form>`;
  const list = mayDecide ? form : items;
  const content = html`${formatMessage(message)}
    <p>What is held is stored, but not counted. A released submission counts as if it had arrived in time. A declined one stays uncounted.</p>
    ${submissions.length ? list : html`<p>Nothing is held here.</p>`}
    ${nextLink(deskPaths.held, next === undefined ? undefined : { after: next }, 'Next page')}`;
  return deskPage({ title: 'Held submissions', account, path: deskPaths.held, content, status });
}

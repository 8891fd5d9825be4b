/** The passkeys of the account that is signed in. A script of the page makes new ones, which only a browser can. */
import { html } from 'hono/html';
import { maxNameLength, type DeskAccountRow } from '../../desk/accounts.ts';
import type { PasskeyRow } from '../../desk/passkeys.ts';
import { hidden } from '../form-controls.ts';
import type { Html } from '../html.ts';
import { dataTable } from './data-table.ts';
import { deskPage, deskPaths, instant, notice, errorNotice } from './layout.ts';

/** What the last request has done, or why it has not, with the name that was typed. */
export type PasskeysMessage = { notice: string } | { problem: string; name?: string };

export const passkeyScript = html`<script type="module" src="/v1/desk-passkeys.js"></script>`;

const passkeyRow = ({ id, name, created_at, last_used_at }: PasskeyRow): Html => html`<tr>
    <th scope="row" dir="auto">${name}</th>
    <td>${instant(created_at)}</td>
    <td>${last_used_at ? instant(last_used_at) : 'not yet'}</td>
    <td><div class="row-forms"><form method="post" action="${deskPaths.removePasskey}">${hidden('id', id)}<button class="plain" aria-label="Remove ${name}">Remove</button></form></div></td>
  </tr>`;

export function passkeysPage(account: DeskAccountRow, passkeys: readonly PasskeyRow[], message: PasskeysMessage | undefined, status: number): Promise<Response> {
  const table = dataTable('Your passkeys', ['Name', 'Added (UTC)', 'Last used (UTC)', 'Change'], passkeys.map(passkeyRow));
  const name = message && 'problem' in message ? message.name : undefined;
  const content = html`${message && ('notice' in message ? notice(message.notice) : errorNotice(message.problem))}
    <p>With a passkey, you sign in with your fingerprint, your face or the PIN of your device, and need no link. It is for this account and this address of
      the desk only. Remove it here if you lose the device.</p>
    ${passkeys.length ? table : html`<p>You have no passkeys yet.</p>`}
    <noscript><p>To add a passkey, allow scripts for this page.</p></noscript>
    <p data-passkeys-unavailable hidden>This browser has no passkeys, or the desk was not opened over https. You can still sign in with links.</p>
    <form method="post" action="${deskPaths.passkeys}" data-passkey="create" data-options-path="${deskPaths.passkeyOptions}" hidden>
      <h2>Add a passkey</h2>
      <div class="field">
        <label for="name">Name</label>
        <p class="hint" id="name-hint">So that you can tell it from others, such as: work phone.</p>
        <input id="name" name="name" required maxlength="${maxNameLength}" dir="auto" autocomplete="off" aria-describedby="name-hint" value="${name ?? ''}">
      </div>
      ${hidden('response', '')}
      <button>Add a passkey</button>
      <p role="status"></p>
    </form>`;
  return deskPage({ title: 'Passkeys', account, path: deskPaths.passkeys, content, head: passkeyScript, status });
}

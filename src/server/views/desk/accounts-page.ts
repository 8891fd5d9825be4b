/** Who may use the desk. */
import { html } from 'hono/html';
import { deskRoles, maxNameLength, type DeskAccountRow, type DeskRole } from '../../desk/accounts.ts';
import { hidden } from '../form-controls.ts';
import type { Html } from '../html.ts';
import { dataTable } from './data-table.ts';
import { deskPage, deskPaths, instant, notice, errorNotice } from './layout.ts';

/** What the last request has done, or why it has not. */
export type AccountsMessage = { notice: string } | { problem: string } | { name: string; url: string };

export interface AccountsData {
  accounts: readonly DeskAccountRow[];
  /** How many each account has, if it has any. */
  passkeyCounts: ReadonlyMap<string, number>;
}

function formatMessage(message: AccountsMessage | undefined): Html | '' {
  if (!message) return '';
  if ('notice' in message) return notice(message.notice);
  if ('problem' in message) return errorNotice(message.problem);
  return html`<section class="link" role="status">
    <p>Pass this link on to <strong dir="auto">${message.name}</strong>. It signs in once, within a day. You see it only now.</p>
    <p><code dir="ltr" translate="no">${message.url}</code></p>
  </section>`;
}

const options = (selected: DeskRole) => deskRoles.map((role) => html`<option${role === selected && html` selected`}>${role}</option>`);

function accountRow({ name, role, signed_in_at }: DeskAccountRow, passkeyCount: number): Html {
  const nameField = hidden('name', name);
  return html`<tr>
    <th scope="row"><span dir="auto">${name}</span>
      <details>
        <summary aria-label="Rename ${name}">Rename</summary>
        <form method="post" action="${deskPaths.renameAccount}">${nameField}<input name="newName" value="${name}" aria-label="New name of ${name}" required maxlength="${maxNameLength}" dir="auto" autocomplete="off"><button class="plain">Save the name</button></form>
      </details>
    </th>
    <td>${signed_in_at ? instant(signed_in_at) : 'not yet'}</td>
    <td>${passkeyCount}</td>
    <td><div class="row-forms">
      <form method="post" action="${deskPaths.changeRole}">${nameField}<select name="role" aria-label="Role of ${name}">${options(role)}</select><button class="plain">Change role</button></form>
      <form method="post" action="${deskPaths.accounts}">${nameField}${hidden('role', role)}<button class="plain" aria-label="New link for ${name}">New link</button></form>
      <form method="post" action="${deskPaths.removeAccount}">${nameField}<button class="plain" aria-label="Remove ${name}">Remove</button></form>
    </div></td>
  </tr>`;
}

export function accountsPage(account: DeskAccountRow, { accounts, passkeyCounts }: AccountsData, message: AccountsMessage | undefined, status: number): Promise<Response> {
  const content = html`${formatMessage(message)}
    ${dataTable('Accounts', ['Name', 'Last sign-in (UTC)', 'Passkeys', 'Role'], accounts.map((row) => accountRow(row, passkeyCounts.get(row.name) ?? 0)))}
    <form method="post" action="${deskPaths.accounts}">
      <h2>Invite someone</h2>
      <div class="field">
        <label for="name">Name</label>
        <p class="hint" id="name-hint">The audit log shows it. Give each person a name of their own.</p>
        <input id="name" name="name" required maxlength="${maxNameLength}" dir="auto" autocomplete="off" aria-describedby="name-hint">
      </div>
      <div class="field">
        <label for="role">Role</label>
        <p class="hint" id="role-hint">A reader sees what came in. A moderator also decides about it. An owner also invites others.</p>
        <select id="role" name="role" aria-describedby="role-hint">${options('moderator')}</select>
      </div>
      <button>Make a link</button>
    </form>`;
  return deskPage({ title: 'Accounts', account, path: deskPaths.accounts, content, status });
}

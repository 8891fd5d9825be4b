/** What a campaign has received, as a file. */
import { html } from 'hono/html';
import type { DeskAccountRow } from '../../desk/accounts.ts';
import { deskPage, deskPaths, errorNotice } from './layout.ts';

const formats = [
  ['csv', 'CSV, for spreadsheets'],
  ['jsonl', 'JSON Lines, with everything that is stored'],
  ['osdi', 'OSDI, people and what they sent'],
  ['osdi-people', 'OSDI, people only'],
] as const;

export const exportFormatOptions = html`<select id="format" name="format">${formats.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select>`;

/** @param campaigns those with a document, and those of which something is still stored */
export function exportsPage(account: DeskAccountRow, campaigns: readonly { id: string; title: string }[], message: string | undefined, status: number): Promise<Response> {
  const content = html`${message !== undefined && errorNotice(message)}
    <p>The file contains names, addresses and what people wrote. Keep it where only you can read it, and delete it when you no longer need it.</p>
    <form method="post" action="${deskPaths.exports}">
      <div class="field">
        <label for="campaign">Campaign</label>
        <select id="campaign" name="campaign">${campaigns.map(({ id, title }) => html`<option value="${id}">${title} (${id})</option>`)}</select>
      </div>
      <fieldset class="field">
        <legend>What</legend>
        <label class="choice"><input type="radio" name="kind" value="letters" required><span>Letters</span></label>
        <label class="choice"><input type="radio" name="kind" value="cards"><span>Postcards</span></label>
      </fieldset>
      <div class="field">
        <label for="format">Format</label>
        ${exportFormatOptions}
      </div>
      <div class="field"><label class="choice"><input type="checkbox" name="contact" value="yes"><span>Only people who agreed to be contacted. OSDI always has only these.</span></label></div>
      <button>Download</button>
    </form>`;
  return deskPage({ title: 'Exports', account, path: deskPaths.exports, content, status });
}

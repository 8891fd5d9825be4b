/** Sealed submissions, opened in the tab by a script. The field for the key is in no form, so that no browser sends it. */
import { html } from 'hono/html';
import { declineReasons, declineReasonTexts } from '../../cards/decline-reasons.ts';
import type { DeskAccountRow } from '../../desk/accounts.ts';
import { deskPage, deskPaths } from './layout.ts';

const submissionTemplate = html`<template id="submission-template"><li>
    <p><strong dir="auto" data-part="name" data-typed></strong> <span class="note muted" data-part="notes"></span></p>
    <p class="note muted" data-part="to"></p>
    <p dir="auto" data-typed><strong data-part="subject" data-typed></strong></p>
    <p class="plain-text" dir="auto" data-part="text" data-typed></p>
    <p dir="auto" data-part="from" data-typed></p>
    <div data-part="cards"></div>
  </li></template>`;

const cardTemplate = html`<template id="card-template"><div class="decided">
    <p data-part="card"></p>
    <button type="button" data-action="approve">Approve</button>
    <button type="button" class="plain" data-action="publish"></button>
    <button type="button" class="plain" data-action="unpublish">Take off the wall</button>
    <details class="reasons"><summary class="button">Decline</summary><ul>${declineReasons
      .filter((reason) => reason !== 'other')
      .map((reason) => html`<li><button type="button" class="plain" data-action="decline" data-reason="${reason}">${declineReasonTexts[reason]}</button></li>`)}</ul></details>
    <button type="button" class="plain" data-action="undo">Undo</button>
    <p class="error" role="alert" data-part="problem"></p>
  </div></template>`;

const printRegion = (batch: string) => html`<section aria-labelledby="print-title" id="print-region" data-sheets-path="${deskPaths.sealedSheets}?id=${batch}">
          <h2 id="print-title">Print batch ${batch}</h2>
          <p>The sheets are filled in and printed in this tab. Print on A4, landscape, at 100 %, on both sides, flipped on the short edge. When the cards lie in front of you, say so on the page of <a href="${deskPaths.batch}?id=${batch}">the batch</a>, which sends no text.</p>
          <button type="button" id="print">Print the cards</button>
          <p id="print-status" role="status"></p>
          <iframe class="preview-frame" id="sheets" title="Sheets of the batch" hidden></iframe>
        </section>`;

export interface SealedCampaign {
  id: string;
  title: string;
  /** Whether it has a wall. */
  publishes: boolean;
}

const publishNote = html`<p><strong>Publish</strong> is shown where the sender agreed to it. It sends the message and the name on the card to the server, which shows them to everybody on the wall. Nothing else of the card leaves this tab. <strong>Take off the wall</strong>, or undoing the approval, deletes them from the server again; anyone who has already read or copied them still has them.</p>`;

/** @param campaigns those that are sealed @param campaign the one that is opened @param batch whose cards are printed */
export function sealedPage(account: DeskAccountRow, campaigns: readonly SealedCampaign[], campaign: SealedCampaign | undefined, batch: string | undefined): Promise<Response> {
  const choice = html`<form class="filters" action="${deskPaths.sealed}">
      <div class="field"><label for="campaign">Campaign</label><select id="campaign" name="campaign">${campaigns.map(({ id, title }) => html`<option value="${id}"${id === campaign?.id && html` selected`}>${title} (${id})</option>`)}</select></div>
      <button class="plain">Show</button>
    </form>`;
  const region = html`<noscript><p>This page needs JavaScript, because your key must not leave this tab. You can use <code>sealed export</code> instead.</p></noscript>
    <section id="sealed" hidden data-campaign="${campaign?.id ?? ''}" data-list-path="${deskPaths.sealedList}" data-cards-path="${deskPaths.cards}" data-publish-path="${deskPaths.publishSealed}"${campaign?.publishes && html` data-publishes`}>
      <p>The submissions are opened in this tab. Your key and what it opens are not sent anywhere, and are forgotten when you close or reload the page.${campaign?.publishes && ' Only what you publish yourself is sent.'}</p>
      <div class="field"><label for="key-file">Your key file</label><input id="key-file" type="file"></div>
      <div class="field"><label for="key">Or paste the secret key</label><input id="key" type="text" autocomplete="off" autocapitalize="none" spellcheck="false" dir="ltr" translate="no"></div>
      <div class="decision"><button type="button" id="open">Open</button><button type="button" class="plain" id="forget">Forget the key and the submissions</button></div>
      <p id="sealed-status" role="status"></p>
      <div id="results" hidden>
        <div class="field"><label for="search">Name or text</label><input id="search" type="text" dir="auto" autocomplete="off" spellcheck="false"></div>
        <p class="muted" id="match-count" role="status"></p>
        <div class="decision"><button type="button" class="plain" id="save-csv">Save these as CSV</button><button type="button" class="plain" id="save-jsonl">Save these as JSON Lines</button></div>
        ${batch === undefined ? html`<p>To print approved cards, make a batch under <a href="${deskPaths.print}">Printing</a>.</p>` : printRegion(batch)}
        ${campaign?.publishes && publishNote}
        <ul class="entries" id="opened"></ul>
        <button type="button" class="plain" id="more" hidden>Show more</button>
      </div>
      ${submissionTemplate}${cardTemplate}
    </section>`;
  const content = campaign === undefined ? html`<p>No campaign of this server is sealed.</p>` : html`${campaigns.length > 1 && choice}${region}`;
  return deskPage({ title: 'Sealed submissions', account, path: deskPaths.sealed, content, refusesMarkup: true, framesOwnPages: true, head: html`<script type="module" src="/v1/desk-sealed.js"></script>` });
}

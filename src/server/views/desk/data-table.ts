/** Tables, and what else can be wider than the screen. */
import { html } from 'hono/html';
import type { Html } from '../html.ts';

/** Scrolls by itself, also with the keyboard, so that the page does not. */
export const scrollRegion = (label: string, content: Html): Html => html`<div class="wide" tabindex="0" role="region" aria-label="${label}">${content}</div>`;

/** A heading; with `isNumber`, of a column of numbers. */
type Column = string | { heading: string; isNumber: true };

const columnHeader = (column: Column): Html =>
  typeof column === 'string' ? html`<th scope="col">${column}</th>` : html`<th scope="col" class="number">${column.heading}</th>`;

/** @param rows `tr` elements */
export const dataTable = (label: string, columns: readonly Column[], rows: readonly Html[]): Html =>
  scrollRegion(label, html`<table>
    <thead><tr>${columns.map(columnHeader)}</tr></thead>
    <tbody>${rows}</tbody>
  </table>`);

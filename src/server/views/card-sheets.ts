/** Postcards for the printer: for each person a list to tear off, then A4 sheets with four cards of A6, fronts and backs in turn. */
import { html, raw } from 'hono/html';
import { createPrintFonts } from '../print/font-faces.ts';
import { layOutSheets, type PrintBatch, type PrintCard } from '../print/print-job.ts';
import { cardSheetStyles } from './card-sheets-styles.ts';
import { paragraphs, type Html } from './html.ts';

export interface CardSheetsOptions {
  batches: readonly PrintBatch[];
  /** `YYYY-MM-DD`. */
  day: string;
  /** The address of a image; undefined where there is none. */
  getImage: (card: PrintCard) => string | undefined;
  /** For a page with a Content-Security-Policy. */
  nonce?: string;
  /** The fronts of sealed cards: the tab that opens them fills them in, with their texts. */
  sealedFronts?: readonly SealedFront[];
}

export interface SealedFront {
  /** The id of the design. */
  id: string;
  alt: string;
  /** The address of its image; undefined where there is none. */
  src: string | undefined;
}

export function cardSheets({ batches, day, getImage, nonce, sealedFronts }: CardSheetsOptions): Html {
  const texts = batches.flatMap(({ name, place = '', title, cards }) => [name, place, title, ...cards.flatMap(({ message, from, image }) => [message, from, image?.alt ?? ''])]);
  const fonts = createPrintFonts(sealedFronts ? undefined : [...texts, 'A']);
  const nonceAttribute = nonce && html` nonce="${nonce}"`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Postcards, ${day}</title>
<style${nonceAttribute}>
${raw(fonts.css)}
:root { font-family: ${raw(fonts.family)}; }
${raw(cardSheetStyles)}
</style>
</head>
<body>
<p class="help">Print on A4, landscape, at 100 %, on both sides, flipped on the short edge. Then cut each sheet into four.</p>
${batches.map((batch) => [tearOffList(batch, day), layOutSheets(batch.cards).map(({ fronts, backs }) => paperSides(fronts.map((card) => card && html`<div class="front" data-card="${card.id}">${frontContent(getImage(card), card.image?.alt)}</div>`), backs.map((card) => card && back(batch, card))))])}
${sealedFronts?.map(({ id, src, alt }) => html`<template data-design="${id}">${frontContent(src, alt)}</template>`)}
<script${nonceAttribute}>${raw(fitScript)}</script>
</body>
</html>`;
}

const tearOffList = ({ title, name, place, cards }: PrintBatch, day: string) => html`<section class="list">
<h1><bdi>${name}</bdi></h1>
${place !== undefined && html`<p><bdi>${place}</bdi></p>`}
<p><bdi>${title}</bdi> · ${cards.length} ${cards.length === 1 ? 'card' : 'cards'} · ${day}</p>
<ol>${cards.map(({ id, from }) => html`<li data-card="${id}"><code>${id}</code> <bdi>${from}</bdi></li>`)}</ol>
<p class="signature">Delivered on <span></span> at <span></span> by <span></span></p>
</section>
`;

/** Two pages: what is on the front of the paper, and what is behind it. */
const paperSides = (fronts: readonly (Html | undefined)[], backs: readonly (Html | undefined)[]) => html`<section class="cards">${fronts.map((card) => card ?? blank)}</section>
<section class="cards">${backs.map((card) => card ?? blank)}</section>
`;

const blank = html`<div></div>`;

const frontContent = (src: string | undefined, alt = '') => (src === undefined ? html`<p dir="auto">${alt}</p>` : html`<img src="${src}" alt="${alt}">`);

const back = ({ name }: PrintBatch, { id, language, message, from }: PrintCard) => html`<div class="back" data-card="${id}">
<p class="to"><bdi>${name}</bdi></p>
<div class="message" lang="${language}">${paragraphs(message)}<p class="from" dir="auto">${from}</p></div>
<p class="id">${id}</p>
</div>`;

/** Makes the letters of a long message smaller until all of it is on the card. Sealed cards have their texts only before they are printed. */
const fitScript = `
function fit() {
  for (const message of document.querySelectorAll('.message'))
    for (let size = 13; message.scrollHeight > message.clientHeight && size > 3; size -= 0.5) message.style.fontSize = size + 'pt';
}
document.fonts.ready.then(fit);
addEventListener('beforeprint', fit);
`;

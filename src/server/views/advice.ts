/** A notice that says what to do first, so that the page is of use. */
import { html } from 'hono/html';
import type { Html } from './html.ts';

/** @param text a sentence without its full stop, as it is printed at the start of the server */
export const advice = (text: string | undefined): Html | '' => (text === undefined ? '' : html`<p class="attention">${text}.</p>`);

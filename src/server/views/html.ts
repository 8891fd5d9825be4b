import { html } from 'hono/html';

/** Escaped markup. */
export type Html = ReturnType<typeof html>;

/** The paragraphs of a text, separated by blank lines. `dir=auto` because some texts may not be translated. */
export function paragraphs(text: string): Html[] {
  return text.split(/\n\s*\n/).map((one) => html`<p dir="auto">${one.trim()}</p>`);
}

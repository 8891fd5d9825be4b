import { html, type TemplateResult } from 'lit';

/** A text whose paragraphs are separated by blank lines. */
export function paragraphs(text: string): TemplateResult[] {
  return text.split(/\n\s*\n/).map((paragraph) => html`<p part="text">${paragraph.trim()}</p>`);
}

/** The page that a browser gets instead of a problem document. */
import { html } from 'hono/html';
import type { Problem } from '../../campaign/schema/problem.schema.ts';
import { page } from './layout.ts';

/** In English, because without a campaign the language is unknown. */
export function errorPage({ status, title, detail }: Problem, headers: Record<string, string>): Promise<Response> {
  const content = html`<main>
    <h1>${title}</h1>
    <p>${detail}</p>
    <p><a href="/">Go to the start page</a></p>
  </main>`;
  return page({ language: 'en', title, content }, status, headers);
}

/** What of the campaigns is on a partner's page. */
import { html } from 'hono/html';
import type { DeskAccountRow } from '../../desk/accounts.ts';
import type { PageReport } from '../../page-check/check-page.ts';
import type { Finding } from '../../page-check/finding.ts';
import type { Html } from '../html.ts';
import { advice } from '../advice.ts';
import { getCodePath } from './campaign-paths.ts';
import { deskPage, deskPaths } from './layout.ts';

interface CheckedPage {
  /** As it was entered. */
  address?: string;
  error?: string;
  report?: PageReport;
  /** Beside the code that the page on the site should have. */
  addressAdvice: string | undefined;
}

const titles: Record<Finding['kind'], string> = { problem: 'Problem', note: 'Note', good: 'Good' };

function item({ kind, text, advice, code }: Finding): Html {
  return html`<li class="${kind}">
      <p><strong>${titles[kind]}:</strong> ${text}</p>
      ${advice !== undefined && html`<p class="hint">${advice}</p>`}
      ${code && html`<pre tabindex="0"><code dir="ltr" translate="no">${code.join('\n')}</code></pre>`}
    </li>`;
}

function summarize(findings: readonly Finding[]): string {
  const count = findings.filter(({ kind }) => kind === 'problem').length;
  if (count) return count === 1 ? 'One problem' : `${count} problems`;
  return 'No problem';
}

function result({ findings, campaigns }: PageReport): Html {
  return html`<section role="status">
      <h2>${summarize(findings)}</h2>
      <ul class="held findings">${findings.map(item)}</ul>
      ${campaigns.map(({ id, title }) => html`<p><a href="${getCodePath(id)}">Get the code for “${title}” again</a></p>`)}
      <p class="hint">The check reads the page as the server sends it. It does not run scripts, and sees nothing that needs a login.</p>
    </section>`;
}

export function checkPagePage(account: DeskAccountRow, { address = '', error, report, addressAdvice }: CheckedPage, status = 200): Promise<Response> {
  const content = html`<p>Enter the address of a partner’s page. The server looks at it and says which actions are there, what the site’s system has removed, and what to do.</p>
    ${advice(addressAdvice)}
    <form method="post" action="${deskPaths.checkPage}">
      <div class="field${error && ' invalid'}">
        <label for="url">Address of the page</label>
        ${error && html`<p class="error" id="url-error" role="alert">${error}</p>`}
        <input id="url" name="url" inputmode="url" dir="ltr" required maxlength="2000" value="${address}" autocomplete="off" spellcheck="false" autocapitalize="none"${error && html` aria-invalid="true" aria-describedby="url-error"`}>
      </div>
      <button>Check the page</button>
    </form>
    ${report && result(report)}`;
  return deskPage({ title: 'Is it on my page?', account, path: deskPaths.checkPage, content, status });
}

/** What all pages of the organiser's desk share. */
import { html } from 'hono/html';
import { includesRole, type DeskAccountRow } from '../../desk/accounts.ts';
import { createPolicy, ownFiles } from '../content-security-policy.ts';
import type { Html } from '../html.ts';
import { page } from '../layout.ts';
import { campaignPaths } from './campaign-paths.ts';

/** Where the desk is served, and where its forms are sent. */
export const deskPaths = {
  overview: '/desk',
  cards: '/desk/cards',
  print: '/desk/print',
  batch: '/desk/print/batch',
  sheets: '/desk/print/sheets',
  sealedSheets: '/desk/print/sealed-sheets',
  pdf: '/desk/print/pdf',
  paper: '/desk/print/paper',
  sealed: '/desk/sealed',
  sealedList: '/desk/sealed/list',
  publishSealed: '/desk/sealed/publish',
  letters: '/desk/letters',
  held: '/desk/held',
  exports: '/desk/exports',
  webhooks: '/desk/webhooks',
  changeWebhook: '/desk/webhooks/change',
  checkPage: '/desk/check-page',
  audit: '/desk/audit',
  accounts: '/desk/accounts',
  changeRole: '/desk/accounts/role',
  renameAccount: '/desk/accounts/name',
  removeAccount: '/desk/accounts/remove',
  passkeys: '/desk/passkeys',
  passkeyOptions: '/desk/passkeys/options',
  removePasskey: '/desk/passkeys/remove',
  signIn: '/desk/sign-in',
  signInWithPasskey: '/desk/sign-in/passkey',
  signInOptions: '/desk/sign-in/passkey/options',
  signOut: '/desk/sign-out',
  style: '/desk/desk.css',
} as const;

const links = [
  { path: deskPaths.overview, text: 'Overview', role: 'reader' },
  { path: campaignPaths.all, text: 'Campaigns', role: 'reader' },
  { path: deskPaths.cards, text: 'Cards', role: 'moderator' },
  { path: deskPaths.print, text: 'Printing', role: 'moderator' },
  { path: deskPaths.letters, text: 'Letters', role: 'moderator' },
  { path: deskPaths.sealed, text: 'Sealed', role: 'moderator' },
  { path: deskPaths.held, text: 'Held', role: 'reader' },
  { path: deskPaths.exports, text: 'Exports', role: 'owner' },
  { path: deskPaths.webhooks, text: 'Webhooks', role: 'owner' },
  { path: deskPaths.checkPage, text: 'Check a page', role: 'moderator' },
  { path: deskPaths.audit, text: 'Audit log', role: 'moderator' },
  { path: deskPaths.accounts, text: 'Accounts', role: 'owner' },
  { path: deskPaths.passkeys, text: 'Passkeys', role: 'reader' },
] as const;

export interface DeskPage {
  title: string;
  /** The language of a title that someone has entered. */
  titleLanguage?: string | undefined;
  /** Who is signed in. */
  account?: DeskAccountRow | undefined;
  /** The path of the page in the navigation. */
  path?: string;
  content: Html | Html[];
  status?: number;
  head?: Html;
  /** Whether it shows another page of the desk in an iframe. */
  framesOwnPages?: boolean;
  /** Whether it shows what strangers have written by script, and so must not turn any text into markup. */
  refusesMarkup?: boolean;
  retryAfter?: number;
}

/** On a narrow screen, the list is hidden until someone opens the menu. It is beside the `details`, because no style opens these on a wide one in every browser. */
function navigation({ name, role }: DeskAccountRow, current: string | undefined): Html {
  const page = links.find(({ path }) => path === current);
  return html`<header>
    <nav aria-label="Desk"><details><summary>Menu${page && `: ${page.text}`}</summary></details><ul>${links
      .filter((link) => includesRole(role, link.role))
      .map(({ path, text }) => html`<li><a href="${path}"${path === current && html` aria-current="page"`}>${text}</a></li>`)}</ul></nav>
    <form class="sign-out" method="post" action="${deskPaths.signOut}"><span dir="auto">${name}</span> <button class="plain">Sign out</button></form>
  </header>`;
}

export function deskPage({ title, titleLanguage, account, path, content, status = 200, head, framesOwnPages = false, refusesMarkup = false, retryAfter }: DeskPage): Promise<Response> {
  const heads = html`<meta name="robots" content="noindex">
    <link rel="stylesheet" href="${deskPaths.style}">${head}`;
  const main = html`${account && navigation(account, path)}<main><h1 dir="auto"${titleLanguage && html` lang="${titleLanguage}"`}>${title}</h1>${content}</main>`;
  // The desk shows what supporters sent: no other site, search engine, cache or frame gets anything of it.
  const policy = createPolicy({
    ...ownFiles,
    'connect-src': "'self'",
    ...(framesOwnPages && { 'frame-src': "'self'" }),
    ...(refusesMarkup && { 'require-trusted-types-for': "'script'" }),
  });
  const headers = { 'Content-Security-Policy': policy, 'X-Robots-Tag': 'noindex, nofollow', ...(retryAfter && { 'Retry-After': String(retryAfter) }) };
  return page({ language: 'en', title: `${title} – Desk`, head: heads, content: main }, status, headers);
}

/** A page that only says why a request was refused. */
export const deskErrorPage = (options: Omit<DeskPage, 'content'> & { text: string; status: number; link?: { path: string; text: string } }): Promise<Response> => {
  const { text, link = { path: deskPaths.overview, text: 'Go to the overview' }, ...rest } = options;
  return deskPage({ ...rest, content: html`<p>${text}</p><p><a href="${link.path}">${link.text}</a></p>` });
};

export const notice = (text: string | Html): Html => html`<p class="notice" role="status">${text}</p>`;
export const errorNotice = (text: string): Html => html`<div class="summary" role="alert" tabindex="-1" autofocus><p>${text}</p></div>`;

/** A link to the next page of a list, if there is one. */
export const nextLink = (path: string, query: Record<string, string> | undefined, text: string): Html | '' =>
  query ? html`<p><a href="${path}?${new URLSearchParams(query)}">${text}</a></p>` : '';

/** To the minute, in UTC. */
export const instant = (text: string): Html => html`<time datetime="${text}">${text.slice(0, 16).replace('T', ' ')}</time>`;

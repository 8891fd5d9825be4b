/** The pages on which supporters see and erase what they sent. */
import { html } from 'hono/html';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Translator } from '../../i18n/translator.ts';
import { createPolicy, ownFiles } from './content-security-policy.ts';
import { emailForm, linkForm, managePaths, secretForm } from './manage-forms.ts';
import { recordDetails, type ManagedRecord } from './manage-record.ts';
import { page } from './layout.ts';
import type { Html } from './html.ts';

/** What they show is for one reader: no other site, search engine, cache or frame gets anything of it. */
export const privatePageHeaders = {
  'Content-Security-Policy': createPolicy(ownFiles),
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
};

const script = html`<meta name="robots" content="noindex">
    <script type="module" src="/v1/manage.js"></script>`;

function managePage(translator: Translator, title: string, content: Html, { status = 200, head }: { status?: number; head?: Html } = {}): Promise<Response> {
  const main = html`<main><h1>${title}</h1>${content}</main>`;
  return page({ language: translator.language, title, head: head ?? html`<meta name="robots" content="noindex">`, content: main }, status, privatePageHeaders);
}

export interface ManageStartOptions {
  /** Those whose supporters can get a link by email. */
  campaigns: readonly Campaign[];
  /** What happened before. */
  notice?: Html | '';
  status?: number;
}

/** Where a manage link leads, and what a wrong one gets. */
export function manageStartPage(translator: Translator, { campaigns, notice = '', status }: ManageStartOptions): Promise<Response> {
  const content = html`${notice}
    <p>${translator.t('manage.intro')}</p>
    ${linkForm(translator)}
    ${emailForm(translator, campaigns)}`;
  return managePage(translator, translator.t('manage.title'), content, { head: script, ...(status && { status }) });
}

export const invalidLinkNotice = (translator: Translator): Html =>
  html`<div class="summary" role="alert" tabindex="-1" autofocus><p>${translator.t('manage.invalid')}</p></div>`;

export const linkSentNotice = (translator: Translator): Html => html`<p class="notice" role="status">${translator.t('manage.linkSent')}</p>`;

export interface ManagedAccess {
  /** The secret in the link. */
  secret: string;
  records: readonly ManagedRecord[];
  /** Whether the link opens more than these. */
  hasMore: boolean;
}

/** What is stored, with a button to erase it. */
export function managedRecordsPage(translator: Translator, { secret, records, hasMore }: ManagedAccess): Promise<Response> {
  const storedCount = records.filter(({ record }) => record.submission).length;
  const content = html`${records.map((record) => recordDetails(translator, record))}
    ${hasMore && html`<p>${translator.t('manage.more')}</p>`}
    ${storedCount > 1 && secretForm({ translator, secret, action: managePaths.erase, button: translator.t('manage.eraseAll') })}`;
  return managePage(translator, translator.t('manage.title'), content);
}

/** Asks before anything is erased. */
export function confirmErasurePage(translator: Translator, secret: string): Promise<Response> {
  const content = html`<p>${translator.t('manage.confirmText')}</p>
    <p>${translator.t('manage.remains')}</p>
    ${secretForm({ translator, secret, action: managePaths.erase, button: translator.t('manage.confirm'), confirms: true })}
    ${secretForm({ translator, secret, action: managePaths.show, button: translator.t('manage.cancel') })}`;
  return managePage(translator, translator.t('manage.confirmHeading'), content);
}

export function erasedPage(translator: Translator): Promise<Response> {
  return managePage(translator, translator.t('manage.erased'), html`<p>${translator.t('manage.remains')}</p>`);
}

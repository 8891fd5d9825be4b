/** The page behind the link in an email that asks for a confirmation. Mail programs open links by themselves, so only its button confirms. */
import { html } from 'hono/html';
import type { PageContext } from './page-context.ts';
import { privatePageHeaders } from './manage-page.ts';
import { hidden } from './form-controls.ts';
import { page } from './layout.ts';
import { getActionPath } from './paths.ts';
import type { Translator } from '../../i18n/translator.ts';
import type { Html } from './html.ts';

function confirmationPage(translator: Translator, title: string, content: Html, status = 200): Promise<Response> {
  const main = html`<main><h1>${title}</h1>${content}</main>`;
  return page({ language: translator.language, title, head: html`<meta name="robots" content="noindex">`, content: main }, status, privatePageHeaders);
}

const actionLink = (context: PageContext) => html`<p><a href="${getActionPath(context)}">${context.translator.t('feedback.campaignPage')}</a></p>`;

export function confirmPage({ campaign, translator }: PageContext, path: string): Promise<Response> {
  const content = html`<p><strong>${campaign.title}</strong><br>${campaign.organiser.name}</p>
    <p>${translator.t('confirm.text')}</p>
    <form method="post" action="${path}">${hidden('lang', translator.language)}<button>${translator.t('confirm.button')}</button></form>
    <p class="note muted">${translator.t('confirm.ignore')}</p>`;
  return confirmationPage(translator, translator.t('confirm.title'), content);
}

export function confirmedPage(context: PageContext): Promise<Response> {
  return confirmationPage(context.translator, context.translator.t('confirm.done'), html`<p><strong>${context.campaign.title}</strong></p>${actionLink(context)}`);
}

/** @param context undefined if the campaign is unknown */
export function confirmationGonePage(translator: Translator, context: PageContext | undefined): Promise<Response> {
  return confirmationPage(translator, translator.t('confirm.invalid'), html`${context && actionLink(context)}`, 404);
}

/** The pages that follow a plain form: the thank-you page, and the one for a submission that failed. */
import { html } from 'hono/html';
import { safeUrl } from '../../campaign/url.ts';
import type { Key, Translator } from '../../i18n/translator.ts';
import { peopleCount, pageMeta, siteHeader } from './action-page.ts';
import { page, type FrameOptions } from './layout.ts';
import { managePaths, secretForm } from './manage-forms.ts';
import type { Html } from './html.ts';
import type { PageContext } from './page-context.ts';
import { getActionPath } from './paths.ts';
import { sharingMetadata } from './sharing-metadata.ts';

const nextStepKeys = { collect: 'letterFeedback.nextCollect', email: 'letterFeedback.nextCollect', mailto: 'letterFeedback.nextMailto' } as const satisfies Record<string, Key>;

interface ThankYouOptions {
  /** Milliseconds since the epoch. */
  now: number;
  people: number;
  /** Whether a moderator has to release it. */
  isHeld: boolean;
  /** Whether the sender has to confirm it. */
  isUnconfirmed: boolean;
  /** Where the sender can see and erase the submission. */
  manage: string | undefined;
}

/** Says what happens next, and offers sharing. It contains nothing about the sender or the letter. */
export function thankYouPage(context: PageContext, { people, isHeld, isUnconfirmed, manage, now }: ThankYouOptions): Promise<Response> {
  const { campaign, translator, kind } = context;
  const { organiser } = campaign;
  const letter = kind === 'letter' ? campaign.letter : undefined;
  const content = html`<main>
    <h1>${translator.t(`${kind}Feedback.received`)}</h1>
    ${letter && isUnconfirmed && html`<p><strong>${translator.t('letterFeedback.confirm')}</strong></p>`}
    <p>${translator.t(letter ? nextStepKeys[letter.delivery] : 'postcardFeedback.next', { organiser: organiser.name })}</p>
    ${isHeld && html`<p>${translator.t('pages.isHeld', { organiser: organiser.name })}</p>`}
    ${letter?.delivery === 'mailto' && targetAddresses(context)}
    ${manage && manageSection(context, manage)}
    ${peopleCount(context, people)}
    ${shareSection(context)}
    <p><a href="${getActionPath(context)}">${translator.t('feedback.campaignPage')}</a></p>
  </main>`;
  // Who copies the address of this page shares the campaign's.
  const head = context.frame ? undefined : sharingMetadata(context, now);
  return page({ ...pageMeta(context), head, content: [siteHeader(context), content] });
}

/** The button works without scripts, where the page behind the link cannot read its own address. */
function manageSection({ translator }: PageContext, manage: string): Html {
  const secret = new URL(manage).hash.slice(1);
  return html`<section>
    <p>${translator.t('manage.keepLink')}</p>
    <p><a href="${manage}" target="_blank" rel="noreferrer" dir="ltr">${manage}</a></p>
    ${secretForm({ translator, secret, action: managePaths.show, button: translator.t('feedback.manage'), target: '_blank' })}
  </section>`;
}

/** In an iframe the link leaves it: web mail refuses to be shown there, and would replace the thank-you. */
const getMailtoTarget = ({ frame }: PageContext) => (frame ? '_blank' : '_self');

/** The email addresses that the supporter still has to write to. The server does not keep a copy of the letter for this page. */
function targetAddresses(context: PageContext): Html {
  const reachable = context.campaign.letter!.targets.filter(({ email }) => email);
  return html`<ul class="targets">${reachable.map(
    ({ name, office, email }) =>
      html`<li class="address"><strong>${name}</strong> <span class="muted">${office}</span> <a href="mailto:${email}" target="${getMailtoTarget(context)}">${email}</a></li>`,
  )}</ul>`;
}

function shareSection(context: PageContext): Html | '' {
  const { campaign, translator, base } = context;
  const { share, title } = campaign;
  const url = safeUrl(share?.url, base);
  if (!share || !url) return '';
  // encodeURIComponent() throws for lone surrogates.
  const encode = (text: string) => encodeURIComponent(text.toWellFormed());
  const mail = `mailto:?subject=${encode(title)}&body=${encode(`${share.text} ${url}`)}`;
  return html`<section>
    <h2>${translator.t('share.heading')}</h2>
    <p>${share.text} <a href="${url}" dir="ltr">${url}</a></p>
    <p><a href="${mail}" target="${getMailtoTarget(context)}">${translator.t('share.email')}</a></p>
  </section>`;
}

export interface FailedSubmission {
  translator: Translator;
  /** Undefined if there is no such campaign. */
  context?: PageContext | undefined;
  /** A complete message about what happened. */
  message: string;
  /** The submitted values; undefined if they could not be parsed. */
  form?: URLSearchParams | undefined;
  /** Needed only without a context. */
  frame?: FrameOptions | undefined;
}

/** Shows the supporter's text, so that they can copy it and nothing is lost. */
export function submissionFailedPage({ translator, context, message, form, frame }: FailedSubmission, status: number): Promise<Response> {
  const texts = ['letter/subject', 'letter/body', 'postcard/message', 'postcard/from', 'person/name'].map((name) => form?.get(name)?.trim());
  const savedText = texts.filter(Boolean).join('\n\n');
  const content = html`<main>
    <h1>${context ? context.campaign.title : message}</h1>
    ${context && html`<div class="summary" role="alert" tabindex="-1" autofocus><p>${message}</p></div>`}
    ${savedText && html`<div class="letter"><p class="plain-text">${savedText}</p></div>`}
    ${context && html`<p><a href="${getActionPath(context)}">${translator.t('feedback.campaignPage')}</a></p>`}
  </main>`;
  const title = context ? pageMeta(context) : { language: translator.language, title: message, frame };
  return page({ ...title, content: context ? [siteHeader(context), content] : content }, status);
}

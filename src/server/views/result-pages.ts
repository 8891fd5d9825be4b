/** What a plain form is answered with, where the form itself does not come back. */
import { html } from 'hono/html';
import { safeUrl } from '../../campaign/url.ts';
import type { Key, Translator } from '../../i18n/translator.ts';
import { peopleCount, pageMeta, siteHeader } from './action-page.ts';
import { page, type FrameOptions } from './layout.ts';
import { type Html, actionPath, type PageContext } from './page-context.ts';

const nextStepKeys = { collect: 'letterFeedback.nextCollect', email: 'letterFeedback.nextCollect', mailto: 'letterFeedback.nextMailto' } as const satisfies Record<string, Key>;

/** Thanks, what happens next, the number, and passing it on. It knows nothing of who sent what. */
export function thankYouPage(context: PageContext, people: number): Promise<Response> {
  const { campaign, translator, kind } = context;
  const { organiser } = campaign;
  const letter = kind === 'letter' ? campaign.letter : undefined;
  const content = html`<main>
    <h1>${translator.t(`${kind}Feedback.received`)}</h1>
    <p>${translator.t(letter ? nextStepKeys[letter.delivery] : 'postcardFeedback.next', { organiser: organiser.name })}</p>
    ${letter?.delivery === 'mailto' && targetAddresses(context)}
    ${peopleCount(context, people)}
    ${shareSection(context)}
    <p><a href="${actionPath(context)}">${translator.t('feedback.campaignPage')}</a></p>
  </main>`;
  return page({ ...pageMeta(context), content: [siteHeader(context), content] });
}

/** Where the letter still has to be sent to; its words stayed with whoever wrote them. */
function targetAddresses({ campaign }: PageContext): Html {
  const reachable = campaign.letter!.targets.filter(({ email }) => email);
  return html`<ul class="targets">${reachable.map(
    ({ name, office, email }) =>
      html`<li class="address"><strong>${name}</strong> <span class="muted">${office}</span> <a href="mailto:${email}" target="_self">${email}</a></li>`,
  )}</ul>`;
}

function shareSection({ campaign, translator, base }: PageContext): Html | '' {
  const { share, title } = campaign;
  const url = safeUrl(share?.url, base);
  if (!share || !url) return '';
  // Half a surrogate pair can not be encoded.
  const encoded = (text: string) => encodeURIComponent(text.toWellFormed());
  const mail = `mailto:?subject=${encoded(title)}&body=${encoded(`${share.text} ${url}`)}`;
  return html`<section>
    <h2>${translator.t('share.heading')}</h2>
    <p>${share.text} <a href="${url}" dir="ltr">${url}</a></p>
    <p><a href="${mail}" target="_self">${translator.t('share.email')}</a></p>
  </section>`;
}

export interface FailedSubmission {
  translator: Translator;
  /** Missing where there is no such campaign. */
  context?: PageContext | undefined;
  /** What happened, a whole message. */
  message: string;
  /** The form as it was sent; missing where it could not be read. */
  form?: URLSearchParams | undefined;
  /** Where there is no context to say so. */
  frame?: FrameOptions | undefined;
}

/** Nothing that somebody wrote is lost: the words come back, to be copied. */
export function submissionFailedPage({ translator, context, message, form, frame }: FailedSubmission, status: number): Promise<Response> {
  const words = ['letter/subject', 'letter/body', 'postcard/message', 'postcard/from', 'person/name'].map((name) => form?.get(name)?.trim());
  const written = words.filter(Boolean).join('\n\n');
  const content = html`<main>
    <h1>${context ? context.campaign.title : message}</h1>
    ${context && html`<div class="summary" role="alert" tabindex="-1" autofocus><p>${message}</p></div>`}
    ${written && html`<div class="sheet"><p class="words">${written}</p></div>`}
    ${context && html`<p><a href="${actionPath(context)}">${translator.t('feedback.campaignPage')}</a></p>`}
  </main>`;
  const title = context ? pageMeta(context) : { language: translator.language, title: message, frame };
  return page({ ...title, content: context ? [siteHeader(context), content] : content }, status);
}

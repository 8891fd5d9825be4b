/** What a plain form is answered with, where the form itself does not come back. */
import { html } from 'hono/html';
import { safeUrl } from '../../campaign/url.ts';
import type { Key, Translator } from '../../i18n/translator.ts';
import { count, pageMeta, siteHeader } from './action-page.ts';
import { page, type FrameOptions } from './layout.ts';
import { type Html, actionPath, type PageContext } from './page-context.ts';

const next = { collect: 'letterFeedback.nextCollect', email: 'letterFeedback.nextCollect', mailto: 'letterFeedback.nextMailto' } as const satisfies Record<string, Key>;

/** Thanks, what happens next, the number, and passing it on. It knows nothing of who sent what. */
export function thankYouPage(view: PageContext, people: number): Promise<Response> {
  const { campaign, translator, kind } = view;
  const { organiser } = campaign;
  const letter = kind === 'letter' ? campaign.letter : undefined;
  const content = html`<main>
    <h1>${translator.t(`${kind}Feedback.received`)}</h1>
    <p>${translator.t(letter ? next[letter.delivery] : 'postcardFeedback.next', { organiser: organiser.name })}</p>
    ${letter?.delivery === 'mailto' && addresses(view)}
    ${count(view, people)}
    ${sharing(view)}
    <p><a href="${actionPath(view)}">${translator.t('feedback.campaignPage')}</a></p>
  </main>`;
  return page({ ...pageMeta(view), content: [siteHeader(view), content] });
}

/** Where the letter still has to be sent to; its words stayed with whoever wrote them. */
function addresses({ campaign }: PageContext): Html {
  const reachable = campaign.letter!.targets.filter(({ email }) => email);
  return html`<ul class="targets">${reachable.map(
    ({ name, office, email }) =>
      html`<li class="address"><strong>${name}</strong> <span class="muted">${office}</span> <a href="mailto:${email}" target="_self">${email}</a></li>`,
  )}</ul>`;
}

function sharing({ campaign, translator, base }: PageContext): Html | '' {
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
  view?: PageContext | undefined;
  /** What happened, a whole sentence. */
  sentence: string;
  /** The form as it was sent; missing where it could not be read. */
  form?: URLSearchParams | undefined;
  /** Where there is no view to say so. */
  framed?: FrameOptions | undefined;
}

/** Nothing that somebody wrote is lost: the words come back, to be copied. */
export function submissionFailedPage({ translator, view, sentence, form, framed }: FailedSubmission, status: number): Promise<Response> {
  const words = ['letter/subject', 'letter/body', 'postcard/message', 'postcard/from', 'person/name'].map((name) => form?.get(name)?.trim());
  const written = words.filter(Boolean).join('\n\n');
  const content = html`<main>
    <h1>${view ? view.campaign.title : sentence}</h1>
    ${view && html`<div class="summary" role="alert" tabindex="-1" autofocus><p>${sentence}</p></div>`}
    ${written && html`<div class="sheet"><p class="words">${written}</p></div>`}
    ${view && html`<p><a href="${actionPath(view)}">${translator.t('feedback.campaignPage')}</a></p>`}
  </main>`;
  const title = view ? pageMeta(view) : { language: translator.language, title: sentence, framed };
  return page({ ...title, content: view ? [siteHeader(view), content] : content }, status);
}

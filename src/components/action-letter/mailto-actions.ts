/** A letter to finish in the supporter's own mail program: a link, and its pieces to copy where a link would break. */
import { html } from 'lit/html.js';
import { groupBySalutation } from '../../campaign/letter.ts';
import { formatRecipients, buildMailtoUrl, maxMailtoLength, formatLetter } from '../../campaign/mailto.ts';
import { formatList } from '../../i18n/format-list.ts';
import { copyButton } from '../shared/copy-button.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Target } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { RenderContext } from '../../base/render-context.ts';

export function mailtoActions({ campaign, translator }: RenderContext, targets: readonly Target[], sent: Submission): TemplateResult[] {
  const { subject = '', body = '' } = sent.letter!;
  const letter = campaign.letter!;
  const reachable = targets.filter(({ email }) => email);
  const letters = groupBySalutation(letter, reachable);
  return letters.map(({ salutation, targets }) => {
    const mail = {
      to: targets.map(({ email }) => email!),
      subject,
      body: formatLetter(salutation, body, letter.closing, sent.person?.name),
    };
    const link = buildMailtoUrl(mail);
    const tooLong = link.length > maxMailtoLength;
    const names = formatList(translator, targets.map((target) => target.name));
    const open = html`<a class="button ${tooLong ? '' : 'primary'}" part="button" target="_self" href=${link}
      >${letters.length > 1 ? translator.t('letterFeedback.openMailTo', { names }) : translator.t('letterFeedback.openMail')}</a
    >`;
    const copies = html`${copyButton(translator, 'letterFeedback.copyAddress', formatRecipients(mail))}
    ${copyButton(translator, 'letterFeedback.copySubject', subject)} ${copyButton(translator, 'letterFeedback.copy', mail.body)}`;
    return tooLong
      ? html`<p part="text">${translator.t('letterFeedback.mailtoTooLong')}</p>
          <div class="row">${copies} ${open}</div>`
      : html`<div class="row">${open} ${copies}</div>`;
  });
}

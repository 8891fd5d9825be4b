/** A letter to finish in the supporter's own email app: a link, and the parts of the letter to copy where a link would break. */
import { html, type TemplateResult } from 'lit';
import { groupBySalutation } from '../../campaign/letter.ts';
import { formatRecipients, buildMailtoUrl, maxMailtoLength, formatLetter } from '../../campaign/mailto.ts';
import { formatList } from '../../i18n/format-list.ts';
import { copyButton } from '../shared/copy-button.ts';
import { getMailtoTarget } from '../shared/mailto-target.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Target } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';

export function mailtoActions({ campaign, translator }: RenderContext, targets: readonly Target[], submission: Submission): TemplateResult[] {
  const { subject = '', body = '' } = submission.letter!;
  const letter = campaign.letter!;
  const reachable = targets.filter(({ email }) => email);
  const groups = groupBySalutation(letter, reachable);
  return groups.map(({ salutation, targets }) => {
    const mail = {
      to: targets.map(({ email }) => email!),
      subject,
      body: formatLetter(salutation, body, letter.closing, submission.person?.name),
    };
    const url = buildMailtoUrl(mail);
    const isTooLong = url.length > maxMailtoLength;
    const names = formatList(translator, targets.map(({ name }) => name));
    const open = html`<a class="button ${isTooLong ? '' : 'primary'}" part="button" target=${getMailtoTarget()} href=${url}
      >${groups.length > 1 ? translator.t('letterFeedback.openMailTo', { names }) : translator.t('letterFeedback.openMail')}</a
    >`;
    const copyButtons = html`${copyButton(translator, 'letterFeedback.copyAddress', formatRecipients(mail))}
    ${copyButton(translator, 'letterFeedback.copySubject', subject)} ${copyButton(translator, 'letterFeedback.copy', mail.body)}`;
    return isTooLong
      ? html`<p part="text">${translator.t('letterFeedback.mailtoTooLong')}</p>
          <div class="row">${copyButtons} ${open}</div>`
      : html`<div class="row">${open} ${copyButtons}</div>`;
  });
}

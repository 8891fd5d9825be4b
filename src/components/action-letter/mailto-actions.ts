/** A letter to finish in the supporter's own mail program: a link, and its pieces to copy where a link would break. */
import { html } from 'lit/html.js';
import { bySalutation } from '../../campaign/letter.ts';
import { addressLine, mailto, maxMailto, wholeLetter } from '../../campaign/mailto.ts';
import { listOf } from '../../i18n/format-list.ts';
import { copyButton } from '../shared/copy-button.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Target } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { View } from '../../base/render-context.ts';

export function mails({ campaign, speaker }: View, targets: readonly Target[], sent: Submission): TemplateResult[] {
  const { subject = '', body = '' } = sent.letter!;
  const letter = campaign.letter!;
  const reachable = targets.filter(({ email }) => email);
  const letters = bySalutation(letter, reachable);
  return letters.map(({ salutation, targets }) => {
    const mail = {
      to: targets.map(({ email }) => email!),
      subject,
      body: wholeLetter(salutation, body, letter.closing, sent.person?.name),
    };
    const link = mailto(mail);
    const tooLong = link.length > maxMailto;
    const names = listOf(speaker, targets.map((target) => target.name));
    const open = html`<a class="button ${tooLong ? '' : 'primary'}" part="button" target="_self" href=${link}
      >${letters.length > 1 ? speaker.say('letter.openMailTo', { names }) : speaker.say('letter.openMail')}</a
    >`;
    const copies = html`${copyButton(speaker, 'letter.copyAddress', addressLine(mail))}
    ${copyButton(speaker, 'letter.copySubject', subject)} ${copyButton(speaker, 'letter.copy', mail.body)}`;
    return tooLong
      ? html`<p part="text">${speaker.say('letter.mailTooLong')}</p>
          <div class="row">${copies} ${open}</div>`
      : html`<div class="row">${open} ${copies}</div>`;
  });
}

/** What a letter needs once somebody writes in it. */
import { bySalutation } from '../../campaign/letter.ts';
import { wholeLetter } from '../../campaign/mailto.ts';
import { letterWords } from '../../i18n/generated/letter.gen.ts';
import { laterWords } from '../../i18n/generated/letter-later.gen.ts';
import { listOf } from '../../i18n/format-list.ts';
import { mails } from './mailto-actions.ts';
import { thanksFor } from '../shared/thank-you.ts';
import type { Target } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { View } from '../../base/render-context.ts';
import type { Later } from '../../controllers/submission-controller.ts';

export { styles } from '../shared/form-feedback.styles.ts';
export { Way } from '../../controllers/submission-controller.ts';

Object.assign(letterWords.english, laterWords);

export const isWritten: Later['isWritten'] = ({ campaign }, { letter }) =>
  letter?.body !== campaign.letter!.body.trim() || letter?.subject !== campaign.letter!.subject.trim();

const targetsOf = ({ campaign }: View, { letter }: Submission): Target[] =>
  campaign.letter!.targets.filter(({ id }) => letter?.targets.includes(id));

export const wordsOf: Later['wordsOf'] = (view, submission) => {
  const { salutation, closing } = view.campaign.letter!;
  const [first] = bySalutation(view.campaign.letter!, targetsOf(view, submission));
  const { subject = '', body = '' } = submission.letter!;
  return `${subject}\n\n${wholeLetter(first?.salutation ?? salutation, body, closing, submission.person?.name)}`;
};

export const thanks: Later['thanks'] = (view, submission, counts, onShare) => {
  const targets = targetsOf(view, submission);
  const mailto = view.campaign.letter!.delivery === 'mailto';
  return thanksFor(view, 'letter', counts, onShare, {
    names: listOf(view.speaker, targets.map(({ name }) => name)),
    // An endpoint that can not mail hands letters over.
    next: mailto ? 'letter.nextMailto' : 'letter.nextCollect',
    more: mailto ? mails(view, targets, submission) : [],
  });
};

/** What a letter needs once somebody writes in it. */
import { bySalutation } from '../campaign/letter.ts';
import { wholeLetter } from '../campaign/mailto.ts';
import { letterWords } from '../locales/letter.gen.ts';
import { laterWords } from '../locales/letter-later.gen.ts';
import { listOf } from '../locales/names.ts';
import { mails } from '../parts/mail.ts';
import { thanksFor } from '../parts/thanks.ts';
import type { Target } from '../campaign/campaign.ts';
import type { Submission } from '../campaign/submission.ts';
import type { View } from '../parts/view.ts';
import type { Later } from './way.ts';

export { styles } from './later.styles.ts';
export { Way } from './way.ts';

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

/** What a letter needs once somebody writes in it. */
import { groupBySalutation } from '../../campaign/letter.ts';
import { formatLetter } from '../../campaign/mailto.ts';
import { letterMessages } from '../../i18n/generated/letter.gen.ts';
import { lazyMessages } from '../../i18n/generated/letter-lazy.gen.ts';
import { formatList } from '../../i18n/format-list.ts';
import { mailtoActions } from './mailto-actions.ts';
import { thankYou as thankYouTemplate } from '../shared/thank-you.ts';
import type { Target } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { RenderContext } from '../../base/render-context.ts';
import type { FormModule } from '../../controllers/submission-controller.ts';

export { styles } from '../shared/form-feedback.styles.ts';
export { SubmissionController } from '../../controllers/submission-controller.ts';

Object.assign(letterMessages.english, lazyMessages);

export const isDirty: FormModule['isDirty'] = ({ campaign }, { letter }) =>
  letter?.body !== campaign.letter!.body.trim() || letter?.subject !== campaign.letter!.subject.trim();

const targetsOf = ({ campaign }: RenderContext, { letter }: Submission): Target[] =>
  campaign.letter!.targets.filter(({ id }) => letter?.targets.includes(id));

export const toPlainText: FormModule['toPlainText'] = (view, submission) => {
  const { salutation, closing } = view.campaign.letter!;
  const [first] = groupBySalutation(view.campaign.letter!, targetsOf(view, submission));
  const { subject = '', body = '' } = submission.letter!;
  return `${subject}\n\n${formatLetter(first?.salutation ?? salutation, body, closing, submission.person?.name)}`;
};

export const thankYou: FormModule['thankYou'] = (view, submission, counts, onShare) => {
  const targets = targetsOf(view, submission);
  const mailto = view.campaign.letter!.delivery === 'mailto';
  return thankYouTemplate(view, 'letter', counts, onShare, {
    names: formatList(view.translator, targets.map(({ name }) => name)),
    // An endpoint that can not mail hands letters over.
    next: mailto ? 'letterFeedback.nextMailto' : 'letterFeedback.nextCollect',
    more: mailto ? mailtoActions(view, targets, submission) : [],
  });
};

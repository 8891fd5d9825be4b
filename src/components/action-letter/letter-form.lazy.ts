/** What a letter needs after it is interactive. */
import { groupBySalutation } from '../../campaign/letter.ts';
import { formatLetter } from '../../campaign/mailto.ts';
import { normalizeFieldText } from '../../campaign/text.ts';
import { formatList } from '../../i18n/format-list.ts';
import { thankYouTemplate } from '../shared/thank-you.ts';
import { mailtoActions } from './mailto-actions.ts';
import type { FormModule } from '../../base/form-module.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Target } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';

export * from '../shared/action-form.lazy.ts';
export { lazyMessages as messages } from '../../i18n/generated/letter-lazy.gen.ts';
export { styles } from '../shared/form-feedback.styles.ts';

export const isDirty: FormModule['isDirty'] = ({ campaign }, { letter }) =>
  letter?.body !== normalizeFieldText(campaign.letter!.body) || letter?.subject !== normalizeFieldText(campaign.letter!.subject);

const getTargets = ({ campaign }: RenderContext, { letter }: Submission): Target[] =>
  campaign.letter!.targets.filter(({ id }) => letter?.targets.includes(id));

export const toPlainText: FormModule['toPlainText'] = (context, submission) => {
  const { salutation, closing } = context.campaign.letter!;
  const [first] = groupBySalutation(context.campaign.letter!, getTargets(context, submission));
  const { subject = '', body = '' } = submission.letter!;
  return `${subject}\n\n${formatLetter(first?.salutation ?? salutation, body, closing, submission.person?.name)}`;
};

export const thankYou: FormModule['thankYou'] = (context, state, onShare) => {
  const submission = state.submission!;
  const targets = getTargets(context, submission);
  const isMailto = context.campaign.letter!.delivery === 'mailto';
  return thankYouTemplate(context, 'letter', state, onShare, {
    names: formatList(context.translator, targets.map(({ name }) => name)),
    // A server that cannot send email delivers letters by hand.
    next: 'confirm' in state.receipt! ? 'letterFeedback.confirm' : isMailto ? 'letterFeedback.nextMailto' : 'letterFeedback.nextCollect',
    actions: isMailto ? mailtoActions(context, targets, submission) : undefined,
  });
};

/** What a card needs once somebody writes on it. */
import { pickPersonWithFewestCards } from '../../campaign/postcard.ts';
import { postcardMessages } from '../../i18n/generated/postcard.gen.ts';
import { lazyMessages } from '../../i18n/generated/postcard-lazy.gen.ts';
import { formatList } from '../../i18n/format-list.ts';
import { updatesStyles } from '../shared/updates.styles.ts';
import { thankYou as thankYouTemplate } from '../shared/thank-you.ts';
import { styles as laterStyles } from '../shared/form-feedback.styles.ts';
import { cardStyles } from './postcard-form.lazy.styles.ts';
import type { Person, Postcard } from '../../campaign/schema/campaign.schema.ts';
import type { FormModule } from '../../controllers/submission-controller.ts';

// What has happened since stands only where the form does not.
export const styles = [updatesStyles, ...laterStyles, cardStyles];
export { SubmissionController } from '../../controllers/submission-controller.ts';

Object.assign(postcardMessages.english, lazyMessages);

/** Whoever has got the fewest cards, where the campaign suggests that and there is a choice. */
export function suggestRecipient({ choose, suggest }: Postcard, people: readonly Person[], perPerson: Record<string, number>): string | undefined {
  if (suggest === 'none' || choose === 'all' || people.length < 2) return undefined;
  return pickPersonWithFewestCards(people, perPerson, Math.random());
}

export const isDirty: FormModule['isDirty'] = (_, { postcard }) => Boolean(postcard?.message ?? postcard?.from);

export const toPlainText: FormModule['toPlainText'] = (_, { postcard }) => [postcard?.message, postcard?.from].filter(Boolean).join('\n\n');

export const thankYou: FormModule['thankYou'] = (view, { postcard }, counts, onShare) => {
  const people = view.campaign.people!.filter(({ id }) => postcard!.to.includes(id));
  const names = formatList(view.translator, people.map(({ name }) => name));
  return thankYouTemplate(view, 'postcard', counts, onShare, { names, next: 'postcardFeedback.next' });
};

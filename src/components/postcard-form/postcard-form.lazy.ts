/** What a postcard needs after it is interactive. */
import { pickPersonWithFewestCards } from '../../campaign/postcard.ts';
import { formatList } from '../../i18n/format-list.ts';
import { styles as feedbackStyles } from '../shared/form-feedback.styles.ts';
import { thankYouTemplate } from '../shared/thank-you.ts';
import { updatesStyles } from '../shared/updates.styles.ts';
import { printStyles } from './postcard-form.lazy.styles.ts';
import type { FormModule } from '../../base/form-module.ts';
import type { Person, Postcard } from '../../campaign/schema/campaign.schema.ts';

export { lazyMessages as messages } from '../../i18n/generated/postcard-lazy.gen.ts';
export * from '../shared/action-form.lazy.ts';

// Updates are shown only before the action opens and after it has closed.
export const styles = [updatesStyles, ...feedbackStyles, printStyles];

/** The person with the fewest postcards, if the campaign suggests that and there is a choice. */
export function suggestRecipient({ choose, suggest }: Postcard, people: readonly Person[], perPerson: Record<string, number>): string | undefined {
  if (suggest === 'none' || choose === 'all' || people.length < 2) return undefined;
  return pickPersonWithFewestCards(people, perPerson, Math.random());
}

export const isDirty: FormModule['isDirty'] = (_, { postcard }) => Boolean(postcard?.message ?? postcard?.from);

export const toPlainText: FormModule['toPlainText'] = (_, { postcard }) => [postcard?.message, postcard?.from].filter(Boolean).join('\n\n');

export const thankYou: FormModule['thankYou'] = (context, state, onShare) => {
  const { postcard } = state.submission!;
  const people = context.campaign.people!.filter(({ id }) => postcard!.to.includes(id));
  const names = formatList(context.translator, people.map(({ name }) => name));
  return thankYouTemplate(context, 'postcard', state, onShare, { names, next: 'postcardFeedback.next' });
};

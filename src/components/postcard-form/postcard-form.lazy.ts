/** What a card needs once somebody writes on it. */
import { fewestOf } from '../../campaign/postcard.ts';
import { postcardWords } from '../../i18n/generated/postcard.gen.ts';
import { laterWords } from '../../i18n/generated/postcard-later.gen.ts';
import { listOf } from '../../i18n/format-list.ts';
import { updatesStyles } from '../shared/updates.styles.ts';
import { thanksFor } from '../shared/thank-you.ts';
import { styles as laterStyles } from '../shared/form-feedback.styles.ts';
import { cardStyles } from './postcard-form.lazy.styles.ts';
import type { Person, Postcard } from '../../campaign/schema/campaign.schema.ts';
import type { Later } from '../../controllers/submission-controller.ts';

// What has happened since stands only where the form does not.
export const styles = [updatesStyles, ...laterStyles, cardStyles];
export { Way } from '../../controllers/submission-controller.ts';

Object.assign(postcardWords.english, laterWords);

/** Whoever has got the fewest cards, where the campaign suggests that and there is a choice. */
export function suggestion({ choose, suggest }: Postcard, people: readonly Person[], perPerson: Record<string, number>): string | undefined {
  if (suggest === 'none' || choose === 'all' || people.length < 2) return undefined;
  return fewestOf(people, perPerson, Math.random());
}

export const isWritten: Later['isWritten'] = (_, { postcard }) => Boolean(postcard?.message ?? postcard?.from);

export const wordsOf: Later['wordsOf'] = (_, { postcard }) => [postcard?.message, postcard?.from].filter(Boolean).join('\n\n');

export const thanks: Later['thanks'] = (view, { postcard }, counts, onShare) => {
  const people = view.campaign.people!.filter(({ id }) => postcard!.to.includes(id));
  const names = listOf(view.speaker, people.map(({ name }) => name));
  return thanksFor(view, 'postcard', counts, onShare, { names, next: 'postcard.next' });
};

/** What a picture of the day count says: whole words in the reader's language, for whoever draws them. */
import type { Person } from '../campaign/schema/campaign.schema.ts';
import { groupByDaysHeld, todayAt } from '../campaign/detention-days.ts';
import { describeDetention, getUnitLabel } from '../i18n/detention-messages.ts';
import { direction, type Translator } from '../i18n/translator.ts';

/** Whose days are counted, in the reader's language. */
export interface ImageSubject {
  people: readonly Pick<Person, 'name' | 'place' | 'timeZone' | 'held'>[];
  /** Of title and names, BCP 47; by default the translator's. */
  language?: string | undefined;
  title?: string | undefined;
  organiser?: string | undefined;
}

/** People with the same number. */
export interface Group {
  number: string;
  /** What the number counts, such as "days in detention". */
  unit: string;
  places: { place?: string | undefined; names: string[] }[];
}

export interface ImageContent {
  /** BCP 47. */
  language: string;
  direction: 'ltr' | 'rtl';
  title?: string | undefined;
  organiser?: string | undefined;
  groups: Group[];
  /** The calendar day that is counted to. */
  date: string;
  /** "Day 165", where everybody is held for as long. */
  day?: string | undefined;
  /** All of it in sentences, for who does not see it. */
  alt: string;
}

/**
 * @param subject at least one person
 * @param now milliseconds since the epoch
 */
export function createImageContent(subject: ImageSubject, translator: Translator, now: number): ImageContent {
  const { people, title, organiser, language = translator.language } = subject;
  const counts = groupByDaysHeld(people, now);
  const date = translator.formatDate(todayAt(people[0]!, now));
  const [one, other] = counts;
  return {
    language,
    direction: direction(language),
    title,
    organiser,
    groups: counts.map((count) => ({
      number: translator.formatNumber(count.days),
      unit: getUnitLabel(translator, count),
      places: placesOf(count.people),
    })),
    date,
    day: one!.held && !other ? translator.plural('postmark.day', one!.days) : undefined,
    alt: translator.t('shareImage.alt', { date, sentences: counts.flatMap((count) => describeDetention(translator, count)).join(' ') }),
  };
}

/** In the order in which each place comes first. */
function placesOf(people: ImageSubject['people']): Group['places'] {
  const places = new Map<string | undefined, string[]>();
  for (const { place, name } of people) {
    const names = places.get(place);
    if (names) names.push(name);
    else places.set(place, [name]);
  }
  return [...places].map(([place, names]) => ({ place, names }));
}

/** The content of a share image of the day count: finished text in the reader's language, independent of how it is drawn. */
import type { Person } from '../campaign/schema/campaign.schema.ts';
import { groupByDaysHeld, todayAt } from '../campaign/detention-days.ts';
import { describeDetention, getUnitLabel } from '../i18n/detention-messages.ts';
import { getDirection, type Translator } from '../i18n/translator.ts';

/** The people whose days are counted, in the reader's language. */
export interface ImageSubject {
  people: readonly Pick<Person, 'name' | 'place' | 'timeZone' | 'held'>[];
  /** The language of the title and the names, as a BCP 47 tag; by default the translator's. */
  language?: string | undefined;
  title?: string | undefined;
  organiser?: string | undefined;
}

/** People with the same number of days. */
export interface Group {
  number: string;
  /** What the number counts, such as "days in detention". */
  unit: string;
  places: { place?: string | undefined; names: string[] }[];
}

export interface ImageContent {
  /** A BCP 47 tag. */
  language: string;
  direction: 'ltr' | 'rtl';
  title?: string | undefined;
  organiser?: string | undefined;
  groups: Group[];
  /** The calendar day up to which days are counted. */
  date: string;
  /** "Day 165", if all people have been held for the same number of days. */
  day?: string | undefined;
  /** All of it in sentences, as the text alternative. */
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
  const [first, second] = counts;
  return {
    language,
    direction: getDirection(language),
    title,
    organiser,
    groups: counts.map((count) => ({
      number: translator.formatNumber(count.days),
      unit: getUnitLabel(translator, count),
      places: groupByPlace(count.people),
    })),
    date,
    day: first!.held && !second ? translator.plural('postmark.day', first!.days) : undefined,
    alt: translator.t('shareImage.alt', { date, sentences: counts.flatMap((count) => describeDetention(translator, count)).join(' ') }),
  };
}

/** Places are in the order in which they first appear. */
function groupByPlace(people: ImageSubject['people']): Group['places'] {
  return [...Map.groupBy(people, ({ place }) => place)].map(([place, group]) => ({ place, names: group.map(({ name }) => name) }));
}

/** What a picture of the day count says: whole words in the reader's language, for whoever draws them. */
import type { Person } from '../campaign/campaign.ts';
import { dayIn, daysHeld, isHeld } from '../campaign/detention.ts';
import { listOf } from '../locales/names.ts';
import { direction, type Speaker } from '../locales/words.ts';

/** Whose days are counted, in the reader's language. */
export interface Subject {
  people: readonly Pick<Person, 'name' | 'place' | 'timeZone' | 'held'>[];
  /** Of title and names, BCP 47; by default the speaker's. */
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

export interface Said {
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

/** The calendar day at the place of detention; in a time zone that nobody knows, that of Greenwich. */
export function todayOf({ timeZone }: Pick<Person, 'timeZone'>, now: number): string {
  try {
    return dayIn(timeZone, now);
  } catch {
    return dayIn('UTC', now);
  }
}

/**
 * @param subject at least one person
 * @param now milliseconds since the epoch
 */
export function sayDays(subject: Subject, speaker: Speaker, now: number): Said {
  const { people, title, organiser, language = speaker.language } = subject;
  const counts = groupBy(
    people.map((person) => {
      const today = todayOf(person, now);
      return { ...person, days: daysHeld(person.held, today), held: isHeld(person.held, today) };
    }),
    ({ days, held }) => `${days} ${held}`,
  ).map((alike) => ({ days: alike[0]!.days, held: alike[0]!.held, people: alike }));

  const sentences = counts.map(({ days, held, people }) => {
    const names = people.map(({ name }) => name);
    if (!held && !days) return names.map((name) => speaker.say('counter.notYet', { name })).join(' ');
    if (names.length === 1) return speaker.count(held ? 'counter.held' : 'counter.freed', days, { name: names[0]! });
    return speaker.count(held ? 'counter.heldTogether' : 'counter.freedTogether', days, { names: listOf(speaker, names) });
  });
  const date = speaker.day(todayOf(people[0]!, now));
  const [one, other] = counts;
  return {
    language,
    direction: direction(language),
    title,
    organiser,
    groups: counts.map(({ days, held, people }) => ({
      number: speaker.number(days),
      unit: speaker.count(held || !days ? 'counter.unit' : 'counter.unitFree', days),
      places: groupBy(people, ({ place }) => place).map((all) => ({ place: all[0]!.place, names: all.map(({ name }) => name) })),
    })),
    date,
    day: one!.held && !other ? speaker.count('postmark', one!.days) : undefined,
    alt: speaker.say('counter.alt', { date, sentences: sentences.join(' ') }),
  };
}

/** In the order in which each key comes first. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => unknown): T[][] {
  const groups = new Map<unknown, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

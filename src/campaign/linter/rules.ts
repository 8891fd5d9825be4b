/** What must hold between the parts of a document, beyond its shape: one small rule each. */
import { countries } from '../countries.ts';
import { maxSubjectLength } from '../validation/submission-rules.ts';
import { countGraphemes } from '../formats.ts';
import { dependsOnCountry } from '../letter.ts';
import type { Campaign, Person } from '../schema/campaign.schema.ts';
import { error, formatPath, didYouMean, warning, type Path, type DiagnosticInput } from './diagnostic.ts';
import { checkTranslations } from './translations.ts';

type Part = keyof Campaign;
export interface Rule {
  /** A rule is asked only where the shape of these is right. */
  reads: readonly Part[];
  remarks: (campaign: Campaign) => Iterable<DiagnosticInput>;
}

/** A rule sees no more of the document than it says it reads. */
const rule = <K extends Part>(reads: readonly K[], remarks: (campaign: Pick<Campaign, K>) => Iterable<DiagnosticInput>): Rule => ({
  reads,
  remarks,
});

function* checkDuplicates(values: readonly string[] = [], path: Path, at: (i: number) => Path): Generator<DiagnosticInput> {
  for (const [i, value] of values.entries())
    if (values.indexOf(value) < i) yield error(at(i), `“${value}” stands twice in ${formatPath(path)}`);
}
const repeatedIds = (list: readonly { id: string }[] | undefined, ...path: string[]) =>
  checkDuplicates(list?.map(({ id }) => id), path, (i) => [...path, i, 'id']);
const repeatedEntries = (list: readonly string[] | undefined, ...path: string[]) =>
  checkDuplicates(list, path, (i) => [...path, i]);

/** @returns it as browsers write it: without the port that goes without saying */
const originOf = (text: string): string | undefined => (URL.canParse(text) ? new URL(text).origin : undefined);

const zones = Intl.supportedValuesOf('timeZone');
function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** What `Intl` refuses would break every page that writes a date or a number in it. */
function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
const noLanguage = (tag: string) => `“${tag}” is not a language tag; write en, km or pt-BR`;

function* checkDetentionPeriods({ held }: Person, path: Path): Generator<DiagnosticInput> {
  const order = [...held.keys()].sort((a, b) => (held[a]!.from < held[b]!.from ? -1 : 1));
  let until: string | undefined = '';
  for (const i of order) {
    const { from, to } = held[i]!;
    if (to !== undefined && to < from) yield error([...path, i, 'to'], '“to” is before “from”');
    if (until === undefined) yield warning([...path, i], 'an earlier spell has no “to”, so this one adds nothing');
    else if (from < until) yield warning([...path, i], 'this spell overlaps another; a day in both is counted once');
    if (until !== undefined) until = to === undefined || to > until ? to : until;
  }
}

function* checkLengths(words: { subject?: string; body?: string }, maxLength: number, path: Path): Generator<DiagnosticInput> {
  for (const [key, max] of [['subject', maxSubjectLength], ['body', maxLength]] as const) {
    const length = countGraphemes(words[key] ?? '');
    if (length > max) yield error([...path, key], `“${key}” has ${length} characters, and ${max} are allowed`);
  }
}

type Words = Partial<Record<'salutation' | 'subject' | 'body' | 'closing', string>>;

function* checkPlaceholders(words: Words, path: Path): Generator<DiagnosticInput> {
  for (const key of ['salutation', 'subject', 'body', 'closing'] as const) {
    for (const [braces, name] of (words[key] ?? '').matchAll(/\{(\w+)\}/g)) {
      const known = ['honours', 'name', 'office'].includes(name!);
      if (key === 'salutation' && !known)
        yield warning([...path, key], `${braces} is not filled in; only {honours}, {name} and {office} are`);
      if (key !== 'salutation' && known)
        yield warning([...path, key], `${braces} is filled in only in a salutation, and stays as it is in “${key}”`);
    }
  }
}

/**
 * A card is read by somebody, printed in a pile and taken along by the next visitor, which few groups do more often than once
 * a month; the endpoint warns a week before words go.
 */
const minRetentionDays = 30;

export const rules: readonly Rule[] = [
  rule(['people'], ({ people }) => repeatedIds(people, 'people')),
  rule(['letter'], ({ letter }) => repeatedIds(letter?.targets, 'letter', 'targets')),
  rule(['postcard'], ({ postcard }) => repeatedIds(postcard?.designs, 'postcard', 'designs')),
  rule(['fields'], ({ fields }) => repeatedIds(fields, 'fields')),
  rule(['consent'], ({ consent }) => repeatedIds(consent, 'consent')),
  rule(['postcard'], ({ postcard }) => repeatedEntries(postcard?.to, 'postcard', 'to')),
  rule(['share'], ({ share }) => repeatedEntries(share?.channels, 'share', 'channels')),
  rule(['partners'], ({ partners }) => repeatedEntries(partners, 'partners')),
  rule(['origins'], ({ origins }) => repeatedEntries(origins, 'origins')),
  rule(['origins'], function* ({ origins = [] }) {
    for (const [i, origin] of origins.entries()) {
      const sent = origin === 'null' ? origin : originOf(origin);
      if (!sent) yield error(['origins', i], `“${origin}” is the origin of no page`);
      else if (sent !== origin) yield error(['origins', i], `no page’s origin is “${origin}”; write ${sent}, as browsers do`);
    }
  }),
  rule(['opens', 'closes', 'closed'], function* ({ opens, closes, closed }) {
    if (opens && closes && Date.parse(opens) >= Date.parse(closes))
      yield error(['closes'], '“closes” is not after “opens”, so the action would never be open');
    if (opens && closed && Date.parse(opens) > Date.parse(closed.at))
      yield warning(['closed', 'at'], 'the action is closed before it opens');
  }),
  rule(['people'], function* ({ people = [] }) {
    for (const [i, person] of people.entries()) {
      if (!isZone(person.timeZone))
        yield error(['people', i, 'timeZone'], `there is no time zone “${person.timeZone}”${didYouMean(person.timeZone, zones)}`);
      yield* checkDetentionPeriods(person, ['people', i, 'held']);
    }
  }),
  rule(['postcard', 'people'], function* ({ postcard, people = [] }) {
    const ids = people.map(({ id }) => id);
    for (const [i, id] of (postcard?.to ?? []).entries())
      if (!ids.includes(id)) yield error(['postcard', 'to', i], `“${id}” is the id of none of the people${didYouMean(id, ids)}`);
  }),
  rule(['goal'], function* ({ goal }) {
    for (const [i, step] of (goal?.steps ?? []).entries())
      if (i && step <= goal!.steps[i - 1]!) yield error(['goal', 'steps', i], 'each step is higher than the one before it');
    if (goal && goal.showFrom > goal.steps.at(-1)!)
      yield warning(['goal', 'showFrom'], 'no number is shown before the last step is behind');
  }),
  rule(['fields'], function* ({ fields = [] }) {
    for (const [i, { type, options }] of fields.entries()) {
      if (type === 'select' && !options) yield error(['fields', i], 'a select needs “options”');
      if (type !== 'select' && options) yield error(['fields', i, 'options'], `only a select has “options”, not a ${type}`);
      yield* checkDuplicates(options, ['options'], (at) => ['fields', i, 'options', at]);
    }
  }),
  rule(['letter', 'ask'], function* ({ letter, ask }) {
    if (!letter) return;
    for (const [i, target] of letter.targets.entries())
      for (const [j, code] of (target.countries ?? []).entries())
        if (!countries.includes(code)) yield error(['letter', 'targets', i, 'countries', j], `there is no country “${code}”`);
    if (!dependsOnCountry(letter)) return;
    if (ask?.country !== 'required')
      yield error(['ask', 'country'], 'a target has “countries”, so the form must know where a supporter lives: write "ask": {"country": "required"}');
    if (letter.targets.every((target) => target.countries))
      yield warning(['letter', 'targets'], 'supporters who live in none of these “countries” have nobody to write to');
  }),
  rule(['seal'], function* ({ seal }) {
    if (seal) yield error(['seal'], 'sealed campaigns are not supported yet');
  }),
  rule(['letter'], function* ({ letter }) {
    if (letter?.delivery === 'email')
      yield warning(['letter', 'delivery'], 'a server that cannot send mail treats “email” as “collect”');
    for (const [i, { email }] of (letter?.targets ?? []).entries())
      if (letter!.delivery !== 'collect' && !email)
        yield error(['letter', 'targets', i, 'email'], `“email” is missing, and the letter is to be delivered by ${letter!.delivery}`);
  }),
  rule(['letter'], function* ({ letter }) {
    if (!letter) return;
    yield* checkLengths(letter, letter.maxLength, ['letter']);
    yield* checkPlaceholders(letter, ['letter']);
    for (const [i, { salutation }] of letter.targets.entries()) yield* checkPlaceholders({ salutation }, ['letter', 'targets', i]);
  }),
  rule(['letter', 'translations'], function* ({ letter, translations = {} }) {
    for (const [language, words] of Object.entries(translations)) {
      const path = ['translations', language, 'letter'];
      if (!letter || !words.letter) continue;
      yield* checkLengths(words.letter, letter.maxLength, path);
      yield* checkPlaceholders(words.letter, path);
      for (const [id, own] of Object.entries(words.letter.targets ?? {})) yield* checkPlaceholders(own, [...path, 'targets', id]);
    }
  }),
  rule(['language'], function* ({ language }) {
    if (!isLanguage(language)) yield error(['language'], noLanguage(language));
  }),
  rule(['translations'], function* ({ translations = {} }) {
    for (const key of Object.keys(translations))
      if (!isLanguage(key)) yield { ...error(['translations', key], noLanguage(key)), key: true };
  }),
  rule(['language', 'translations'], function* ({ language, translations = {} }) {
    for (const key of Object.keys(translations))
      if (key.toLowerCase() === language.toLowerCase())
        yield warning(['translations', key], `the texts in “${key}” stand in the document itself, so these are never shown`);
  }),
  // Whatever is translated is read, so every part has to have its shape.
  rule([], function* (document) {
    const campaign = document as Campaign;
    for (const [language, words] of Object.entries(campaign.translations ?? {}))
      yield* checkTranslations(campaign, words, ['translations', language]);
  }),
  rule(['letter', 'postcard', 'organiser', 'retention'], function* ({ letter, postcard, organiser, retention }) {
    if (!letter && !postcard) return;
    if (!retention)
      yield warning(['retention'], `“retention” is missing, so the form will say: “${organiser.name} decides how long to keep your data.”`);
    else if (postcard && retention.days < minRetentionDays)
      yield warning(
        ['retention', 'days'],
        `after ${retention.days} ${retention.days === 1 ? 'day' : 'days'} the words of a card are deleted, printed or not; where it is not read and printed that soon, write ${minRetentionDays} or more`,
      );
    if (!organiser.privacyUrl)
      yield warning(['organiser', 'privacyUrl'], '“privacyUrl” is missing, so the form has no link to how you handle personal data');
  }),
];

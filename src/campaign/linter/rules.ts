/** What must hold between the parts of a document, beyond its schema: one small rule each. */
import { countries } from '../countries.ts';
import { maxSubjectLength } from '../validation/submission-rules.ts';
import { normalizeLanguageTag } from '../language-fallbacks.ts';
import { dependsOnCountry } from '../letter.ts';
import type { Campaign } from '../schema/campaign.schema.ts';
import { maxConsents, maxRecipients, maxTargets } from '../schema/submission.schema.ts';
import { checkDetentionPeriods, checkDuplicateIds, checkDuplicates, checkLengths, checkMaxEntries, checkPlaceholders, checkWebAddresses, isLanguageTag, isTimeZone, timeZones } from './checks.ts';
import { didYouMean, error, warning, type DiagnosticInput } from './diagnostic.ts';
import { checkRecipient, checkSealedActions } from './sealing.ts';
import { checkSubmissionSize } from './submission-size.ts';
import { checkTranslations } from './translations.ts';

type Part = keyof Campaign;
export interface Rule {
  /** The rule is applied only if these parts have the right shape. */
  reads: readonly Part[];
  check: (campaign: Campaign) => Iterable<DiagnosticInput>;
}

/** A rule can access only the parts that it declares. */
const rule = <K extends Part>(reads: readonly K[], check: (campaign: Pick<Campaign, K>) => Iterable<DiagnosticInput>): Rule => ({ reads, check });

/** The origin as browsers write it: without a default port. */
const normalizeOrigin = (text: string): string | undefined => (URL.canParse(text) ? new URL(text).origin : undefined);

const notALanguage = (tag: string) => `“${tag}” is not a language tag; write it as en, km or pt-BR`;

/**
 * A card is read, printed with others and taken along on the next visit, which few groups make more often than once a
 * month. The server warns a week before the text is deleted.
 */
const minRetentionDays = 30;

/** No one fills in a longer form. */
const maxFields = 100;

export const rules: readonly Rule[] = [
  rule(['people'], ({ people }) => checkDuplicateIds(people, ['people'])),
  rule(['letter'], ({ letter }) => checkDuplicateIds(letter?.targets, ['letter', 'targets'])),
  rule(['postcard'], ({ postcard }) => checkDuplicateIds(postcard?.designs, ['postcard', 'designs'])),
  rule(['fields'], ({ fields }) => checkDuplicateIds(fields, ['fields'])),
  rule(['consent'], ({ consent }) => checkDuplicateIds(consent, ['consent'])),
  rule(['postcard'], ({ postcard }) => checkDuplicates(postcard?.to, ['postcard', 'to'])),
  rule(['share'], ({ share }) => checkDuplicates(share?.channels, ['share', 'channels'])),
  rule(['letter'], ({ letter }) => checkMaxEntries(letter?.targets, maxTargets, ['letter', 'targets'])),
  rule(['postcard'], ({ postcard }) => checkMaxEntries(postcard?.to, maxRecipients, ['postcard', 'to'])),
  rule(['fields'], ({ fields }) => checkMaxEntries(fields, maxFields, ['fields'])),
  rule(['consent'], ({ consent }) => checkMaxEntries(consent, maxConsents, ['consent'])),
  rule(['organiser', 'postcard', 'share'], (campaign) => checkWebAddresses(campaign, [])),
  rule(['translations'], function* ({ translations = {} }) {
    for (const [language, translation] of Object.entries(translations)) yield* checkWebAddresses(translation, ['translations', language]);
  }),
  rule(['partners'], ({ partners }) => checkDuplicates(partners, ['partners'])),
  rule(['origins'], ({ origins }) => checkDuplicates(origins, ['origins'])),
  rule(['origins'], function* ({ origins = [] }) {
    for (const [i, origin] of origins.entries()) {
      const normalized = origin === 'null' ? origin : normalizeOrigin(origin);
      if (!normalized) yield error(['origins', i], `“${origin}” is not a valid origin`);
      else if (normalized !== origin) yield error(['origins', i], `the origin “${origin}” must be written as ${normalized}`);
    }
  }),
  rule(['opens', 'closes', 'closed'], function* ({ opens, closes, closed }) {
    if (opens && closes && Date.parse(opens) >= Date.parse(closes))
      yield error(['closes'], '“closes” must be after “opens”; otherwise the action is never open');
    if (opens && closed && Date.parse(opens) > Date.parse(closed.at))
      yield warning(['closed', 'at'], 'the action is closed before it opens');
  }),
  rule(['people'], function* ({ people = [] }) {
    for (const [i, person] of people.entries()) {
      if (!isTimeZone(person.timeZone))
        yield error(['people', i, 'timeZone'], `unknown time zone “${person.timeZone}”${didYouMean(person.timeZone, timeZones)}`);
      yield* checkDetentionPeriods(person, ['people', i, 'held']);
    }
  }),
  rule(['postcard', 'people'], function* ({ postcard, people = [] }) {
    const ids = new Set(people.map(({ id }) => id));
    for (const [i, id] of (postcard?.to ?? []).entries())
      if (!ids.has(id)) yield error(['postcard', 'to', i], `“${id}” is not the id of a person in “people”${didYouMean(id, [...ids])}`);
  }),
  rule(['goal'], function* ({ goal }) {
    if (!goal) return;
    for (const [i, step] of goal.steps.entries())
      if (i && step <= goal.steps[i - 1]!) yield error(['goal', 'steps', i], 'each step must be higher than the one before it');
    if (goal.showFrom > goal.steps.at(-1)!)
      yield warning(['goal', 'showFrom'], '“showFrom” is higher than the last step, so no number is shown until every step is reached');
  }),
  rule(['fields'], function* ({ fields = [] }) {
    for (const [i, { type, options }] of fields.entries()) {
      if (type === 'select' && !options) yield error(['fields', i], 'a select field needs “options”');
      if (type !== 'select' && options) yield error(['fields', i, 'options'], `only a select field can have “options”; this is a ${type} field`);
      yield* checkDuplicates(options, ['fields', i, 'options']);
    }
  }),
  rule(['seal', 'letter', 'postcard', 'fields', 'consent'], (parts) => ((parts.fields?.length ?? 0) > maxFields ? [] : checkSubmissionSize(parts))),
  rule(['ask'], function* ({ ask }) {
    if (ask?.postalCode === 'required' && ask.country !== 'required')
      yield warning(['ask', 'postalCode'], 'a postal code is required, but some countries have none: write "country": "required" as well, so that it is optional for them');
  }),
  rule(['letter', 'ask'], function* ({ letter, ask }) {
    if (!letter) return;
    for (const [i, target] of letter.targets.entries())
      for (const [j, code] of (target.countries ?? []).entries())
        if (!countries.includes(code)) yield error(['letter', 'targets', i, 'countries', j], `unknown country code “${code}”`);
    if (!dependsOnCountry(letter)) return;
    if (ask?.country !== 'required')
      yield error(['ask', 'country'], 'a target has “countries”, so the form must ask where a supporter lives: write "ask": {"country": "required"}');
    if (letter.targets.every((target) => target.countries))
      yield warning(['letter', 'targets'], 'supporters who live in none of these “countries” have no one to write to');
  }),
  rule(['abuse'], function* ({ abuse }) {
    if (abuse?.proof === 'always')
      yield warning(['abuse', 'proof'], '“proof” is “always”, so what arrives from browsers without scripts is held, and not counted until you release it');
  }),
  rule(['seal'], checkRecipient),
  rule(['seal', 'letter', 'postcard'], checkSealedActions),
  rule(['letter', 'seal'], function* ({ letter, seal }) {
    if (!letter) return;
    if (letter.delivery === 'email' && !seal)
      yield warning(['letter', 'delivery'], '“delivery” is “email”, so the server needs SMTP_URL; without it, letters are only collected');
    for (const [i, { email }] of letter.targets.entries())
      if (letter.delivery !== 'collect' && !email)
        yield error(['letter', 'targets', i, 'email'], `“email” is missing, but the delivery is “${letter.delivery}”`);
    yield* checkLengths(letter, { subject: maxSubjectLength, body: letter.maxLength }, ['letter']);
    yield* checkPlaceholders(letter, ['letter']);
    for (const [i, { salutation }] of letter.targets.entries()) yield* checkPlaceholders({ salutation }, ['letter', 'targets', i]);
  }),
  rule(['letter', 'ask', 'seal'], function* ({ letter, ask, seal }) {
    if (!letter?.confirm) return;
    if (seal) yield error(['letter', 'confirm'], 'the campaign is sealed, so the server cannot read the address that it would have to write to: remove “confirm”');
    else if (letter.delivery === 'mailto') yield error(['letter', 'confirm'], 'supporters send these letters from their own address, so there is nothing to confirm: remove “confirm”');
    else if (ask?.email !== 'required') yield error(['letter', 'confirm'], '“confirm” is true, so the form must ask for an email address: write "ask": {"email": "required"}');
    else yield warning(['letter', 'confirm'], '“confirm” is true, so the server needs SMTP_URL; without it, letters are counted at once');
  }),
  rule(['letter', 'translations'], function* ({ letter, translations = {} }) {
    for (const [language, translation] of Object.entries(translations)) {
      const path = ['translations', language, 'letter'];
      if (!letter || !translation.letter) continue;
      yield* checkLengths(translation.letter, { subject: maxSubjectLength, body: letter.maxLength }, path);
      yield* checkPlaceholders(translation.letter, path);
      for (const [id, target] of Object.entries(translation.letter.targets ?? {})) yield* checkPlaceholders(target, [...path, 'targets', id]);
    }
  }),
  rule(['language'], function* ({ language }) {
    if (!isLanguageTag(language)) yield error(['language'], notALanguage(language));
  }),
  rule(['translations'], function* ({ translations = {} }) {
    for (const key of Object.keys(translations))
      if (!isLanguageTag(key)) yield { ...error(['translations', key], notALanguage(key)), key: true };
  }),
  rule(['language', 'translations'], function* ({ language, translations = {} }) {
    const toComparable = (tag: string) => normalizeLanguageTag(tag).toLowerCase();
    const earlier = new Map<string, string>();
    for (const key of Object.keys(translations)) {
      const tag = toComparable(key);
      const other = earlier.get(tag);
      if (tag === toComparable(language)) yield warning(['translations', key], `the document itself is in “${key}”, so this translation is never shown`);
      else if (other) yield warning(['translations', key], `“${other}” is the same language, so this translation is never shown`);
      else earlier.set(tag, key);
    }
  }),
  // Translations can refer to any part, so every part must have the right shape.
  rule([], function* (document) {
    const campaign = document as Campaign;
    for (const [language, translation] of Object.entries(campaign.translations ?? {}))
      yield* checkTranslations(campaign, translation, ['translations', language]);
  }),
  rule(['letter', 'postcard', 'organiser', 'retention'], function* ({ letter, postcard, organiser, retention }) {
    if (!letter && !postcard) return;
    if (!retention)
      yield warning(['retention'], `“retention” is missing, so the form says: “${organiser.name} decides how long to keep your data.”`);
    else if (postcard && retention.days < minRetentionDays)
      yield warning(
        ['retention', 'days'],
        `the text of a card is deleted after ${retention.days} ${retention.days === 1 ? 'day' : 'days'}, printed or not; if you cannot read and print cards that soon, write ${minRetentionDays} or more`,
      );
    if (!organiser.privacyUrl)
      yield warning(['organiser', 'privacyUrl'], '“privacyUrl” is missing, so the form has no link to your privacy policy');
  }),
];

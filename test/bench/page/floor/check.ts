/** The document, checked by hand: what this form shows, and nothing else of it. */
import type { Campaign } from '../../../../src/campaign/schema/campaign.schema.ts';

type Loose = Record<string, unknown>;

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown, max = 300) => typeof value === 'string' && value !== '' && value.length <= max;
const maybe = (value: unknown, is: (value: unknown) => boolean) => value === undefined || is(value);
const isLong = (value: unknown) => isText(value, 20_000);
const isDay = (value: unknown) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
const isId = (value: unknown) => typeof value === 'string' && /^[a-z0-9][\w-]{0,62}$/i.test(value);
const isUrl = (value: unknown) => typeof value === 'string' && /^(https?:\/\/|(?![a-z][a-z0-9+.-]*:)\S)/i.test(value);
const isWanted = (value: unknown) => ['required', 'optional', 'no'].includes(value as string);
const isWhole = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0;
const every = (is: (item: Loose) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every((item) => isObject(item) && is(item));

const isTarget = ({ id, name, office, honours, salutation, countries }: Loose) =>
  isId(id) &&
  isText(name) &&
  isText(office) &&
  maybe(honours, isText) &&
  maybe(salutation, isText) &&
  maybe(countries, (codes) => Array.isArray(codes) && codes.every((code) => /^[A-Z]{2}$/.test(String(code))));

const isLetter = (letter: unknown) =>
  isObject(letter) &&
  every(isTarget)(letter['targets']) &&
  ['all', 'some', 'one'].includes(letter['choose'] as string) &&
  ['all', 'body', 'none'].includes(letter['editable'] as string) &&
  ['subject', 'salutation', 'closing'].every((key) => isText(letter[key])) &&
  isLong(letter['body']) &&
  isWhole(letter['maxLength']);

export function isCampaign(value: unknown): value is Campaign {
  if (!isObject(value)) return false;
  const { version, id, title, summary, description, organiser, updates, letter, ask, consent, retention, goal } = value;
  return (
    version === 1 &&
    isId(id) &&
    isText(title) &&
    maybe(summary, isLong) &&
    maybe(description, isLong) &&
    isObject(organiser) &&
    isText(organiser['name']) &&
    maybe(organiser['privacyUrl'], isUrl) &&
    maybe(updates, every(({ date, text }) => isDay(date) && isLong(text))) &&
    isLetter(letter) &&
    maybe(ask, (ask) => isObject(ask) && Object.values(ask).every(isWanted)) &&
    maybe(consent, every(({ id, statement }) => isId(id) && isLong(statement))) &&
    maybe(retention, (retention) => isObject(retention) && isWhole(retention['days'])) &&
    maybe(goal, (goal) => isObject(goal) && Array.isArray(goal['steps']) && goal['steps'].every(isWhole))
  );
}

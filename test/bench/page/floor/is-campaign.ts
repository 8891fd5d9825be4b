/** A hand-written check of the document: only of what this form shows. */
import type { Campaign } from '../../../../src/campaign/schema/campaign.schema.ts';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown, maxLength = 300) => typeof value === 'string' && value !== '' && value.length <= maxLength;
const isLongText = (value: unknown) => isText(value, 20_000);
const isDate = (value: unknown) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
const isId = (value: unknown) => typeof value === 'string' && /^[a-z0-9][\w-]{0,62}$/i.test(value);
const isUrl = (value: unknown) => typeof value === 'string' && /^(https?:\/\/|(?![a-z][a-z0-9+.-]*:)\S)/i.test(value);
const isRequirement = (value: unknown) => ['required', 'optional', 'no'].includes(value as string);
const isPositiveInteger = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0;
const isOptional = (value: unknown, isValid: (value: unknown) => boolean) => value === undefined || isValid(value);
const hasValidItems = (isValid: (item: Json) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every((item) => isObject(item) && isValid(item));

const isTarget = ({ id, name, office, honours, salutation, countries }: Json) =>
  isId(id) &&
  isText(name) &&
  isText(office) &&
  isOptional(honours, isText) &&
  isOptional(salutation, isText) &&
  isOptional(countries, (codes) => Array.isArray(codes) && codes.every((code) => /^[A-Z]{2}$/.test(String(code))));

const isLetter = (letter: unknown) =>
  isObject(letter) &&
  hasValidItems(isTarget)(letter['targets']) &&
  ['all', 'some', 'one'].includes(letter['choose'] as string) &&
  ['all', 'body', 'none'].includes(letter['editable'] as string) &&
  ['subject', 'salutation', 'closing'].every((key) => isText(letter[key])) &&
  isLongText(letter['body']) &&
  isPositiveInteger(letter['maxLength']);

export function isCampaign(value: unknown): value is Campaign {
  if (!isObject(value)) return false;
  const { version, id, title, summary, description, organiser, updates, letter, ask, consent, retention, goal } = value;
  return (
    version === 1 &&
    isId(id) &&
    isText(title) &&
    isOptional(summary, isLongText) &&
    isOptional(description, isLongText) &&
    isObject(organiser) &&
    isText(organiser['name']) &&
    isOptional(organiser['privacyUrl'], isUrl) &&
    isOptional(updates, hasValidItems(({ date, text }) => isDate(date) && isLongText(text))) &&
    isLetter(letter) &&
    isOptional(ask, (ask) => isObject(ask) && Object.values(ask).every(isRequirement)) &&
    isOptional(consent, hasValidItems(({ id, statement }) => isId(id) && isLongText(statement))) &&
    isOptional(retention, (retention) => isObject(retention) && isPositiveInteger(retention['days'])) &&
    isOptional(goal, (goal) => isObject(goal) && Array.isArray(goal['steps']) && goal['steps'].every(isPositiveInteger))
  );
}

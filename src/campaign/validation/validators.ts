/**
 * The page's own check, in pieces; `*-shape.gen.ts` puts them together just as the zod shapes are. Zod itself would weigh
 * more than the form it checks for.
 */
import { pointer } from '../json-pointer.ts';

/** @param at where the value stands @returns the JSON Pointer of the first fault, undefined where there is none */
export type Check = (value: unknown, at: string) => string | undefined;
type Checks = Record<string, Check>;

const only =
  (is: (value: unknown) => boolean): Check =>
  (value, at) =>
    is(value) ? undefined : at;

/** A string of one of the forms in `formats.ts`. */
export const form = (is: (text: string) => boolean): Check => only((value) => typeof value === 'string' && is(value));

export const match = (regex: RegExp): Check => form((text) => regex.test(text));

/** @param max in code points, never more than there are UTF-16 units */
export const text = (max: number): Check =>
  form((text) => text !== '' && (text.length <= max || [...text].length <= max));

export const whole = (min: number, max = Infinity): Check =>
  only((value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max);

export const truth: Check = only((value) => typeof value === 'boolean');

/** @param words parted by blanks */
export const oneOf = (words: string): Check => only((value) => words.split(' ').includes(value as string));

function first<T>(items: Iterable<T>, check: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const fault = check(item);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is not named is left alone. */
export const object =
  (required: Checks, optional: Checks = {}): Check =>
  (value, at) =>
    isObject(value)
      ? first(Object.entries({ ...required, ...optional }), ([key, check]) =>
          value[key] === undefined && optional[key] ? undefined : check(value[key], `${at}/${key}`),
        )
      : at;

export const list =
  (item: Check, min = 0): Check =>
  (value, at) =>
    Array.isArray(value) && value.length >= min
      ? first(value.keys(), (i) => item(value[i], `${at}/${i}`))
      : at;

/** `__proto__` is passed over, as zod does. */
export const record =
  (name: Check, item: Check): Check =>
  (value, at) =>
    isObject(value)
      ? first(Object.keys(value), (key) => {
          const place = at + pointer([key]);
          return key === '__proto__' ? undefined : (name(key, place) ?? item(value[key], place));
        })
      : at;

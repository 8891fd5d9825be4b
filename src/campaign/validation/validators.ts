/**
 * The page's own check, in pieces; `*-shape.gen.ts` puts them together just as the zod shapes are. Zod itself would weigh
 * more than the form it checks for.
 */
import { toJsonPointer } from '../json-pointer.ts';

/** @param at where the value stands @returns the JSON Pointer of the first fault, undefined where there is none */
export type Validator = (value: unknown, at: string) => string | undefined;
type Checks = Record<string, Validator>;

const predicate =
  (is: (value: unknown) => boolean): Validator =>
  (value, at) =>
    is(value) ? undefined : at;

/** A string of one of the forms in `formats.ts`. */
export const format = (is: (text: string) => boolean): Validator => predicate((value) => typeof value === 'string' && is(value));

export const pattern = (regex: RegExp): Validator => format((text) => regex.test(text));

/** @param max in code points, never more than there are UTF-16 units */
export const boundedString = (max: number): Validator =>
  format((text) => text !== '' && (text.length <= max || [...text].length <= max));

export const integer = (min: number, max = Infinity): Validator =>
  predicate((value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max);

export const boolean: Validator = predicate((value) => typeof value === 'boolean');

/** @param words parted by blanks */
export const enumOf = (words: string): Validator => predicate((value) => words.split(' ').includes(value as string));

function firstError<T>(items: Iterable<T>, check: (item: T) => string | undefined): string | undefined {
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
  (required: Checks, optional: Checks = {}): Validator =>
  (value, at) =>
    isObject(value)
      ? firstError(Object.entries({ ...required, ...optional }), ([key, check]) =>
          value[key] === undefined && optional[key] ? undefined : check(value[key], `${at}/${key}`),
        )
      : at;

export const array =
  (item: Validator, min = 0): Validator =>
  (value, at) =>
    Array.isArray(value) && value.length >= min
      ? firstError(value.keys(), (i) => item(value[i], `${at}/${i}`))
      : at;

/** `__proto__` is passed over, as zod does. */
export const record =
  (name: Validator, item: Validator): Validator =>
  (value, at) =>
    isObject(value)
      ? firstError(Object.keys(value), (key) => {
          const place = at + toJsonPointer([key]);
          return key === '__proto__' ? undefined : (name(key, place) ?? item(value[key], place));
        })
      : at;

/**
 * Validators for the page. The generated `*.validator.gen.ts` combine them to match the zod schemas: zod itself would be
 * larger than the form it validates.
 */
import { toJsonPointer } from '../json-pointer.ts';
import { isObject } from '../../utils/is-object.ts';

/** @param pointer where the value is @returns the JSON Pointer of the first error, undefined if there is none */
export type Validator = (value: unknown, pointer: string) => string | undefined;
type Validators = Record<string, Validator>;

const predicate =
  (isValid: (value: unknown) => boolean): Validator =>
  (value, pointer) =>
    isValid(value) ? undefined : pointer;

/** A string that a function of `formats.ts` accepts. */
export const format = (isValid: (text: string) => boolean): Validator => predicate((value) => typeof value === 'string' && isValid(value));

export const pattern = (regex: RegExp, max = Infinity): Validator => format((text) => text.length <= max && regex.test(text));

/** @param max in code points */
export const boundedString = (max: number): Validator => format((text) => text !== '' && [...text].length <= max);

export const integer = (min: number, max = Infinity): Validator =>
  predicate((value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max);

export const boolean: Validator = predicate((value) => typeof value === 'boolean');

/** @param values separated by spaces */
export const enumOf = (values: string): Validator => predicate((value) => values.split(' ').includes(value as string));

function firstError<T>(items: Iterable<T>, validate: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const error = validate(item);
    if (error !== undefined) return error;
  }
  return undefined;
}


/** Unknown keys are ignored. */
export const object =
  (required: Validators, optional: Validators = {}): Validator =>
  (value, pointer) =>
    isObject(value)
      ? firstError(Object.entries({ ...required, ...optional }), ([key, validate]) =>
          value[key] === undefined && optional[key] ? undefined : validate(value[key], `${pointer}/${key}`),
        )
      : pointer;

export const array =
  (item: Validator, min = 0, max = Infinity): Validator =>
  (value, pointer) =>
    Array.isArray(value) && value.length >= min && value.length <= max
      ? firstError(value.keys(), (i) => item(value[i], `${pointer}/${i}`))
      : pointer;

/** Ignores `__proto__`, as zod does. */
export const record =
  (name: Validator, item: Validator): Validator =>
  (value, pointer) =>
    isObject(value)
      ? firstError(Object.keys(value), (key) => {
          const itemPointer = pointer + toJsonPointer([key]);
          return key === '__proto__' ? undefined : (name(key, itemPointer) ?? item(value[key], itemPointer));
        })
      : pointer;

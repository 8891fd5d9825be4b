/** Single values that campaign documents and submissions share. */
import * as z from 'zod/mini';
import { isEmail, isIsoDate, isIsoDateTime, isUrl, slugPattern } from '../formats.ts';
import { maxLanguageTagLength } from '../language-fallbacks.ts';

/**
 * A string that a function of `formats.ts` accepts. `x-validator` names the function, so that the page's generated
 * validators can call it; `format` is for editors.
 */
const formattedString = (validator: (text: string) => boolean, format: string, message: string) =>
  z.string().check(z.refine(validator, message), z.meta({ format, 'x-validator': validator.name }));

const matchingString = (pattern: RegExp, message: string) => z.string().check(z.regex(pattern, message));

export const dateSchema = formattedString(isIsoDate, 'date', 'is not a valid date; write it as 2018-08-01');
export const dateTimeSchema = formattedString(
  isIsoDateTime,
  'date-time',
  'is not a date and time with an offset; write it as 2018-08-01T00:00:00+07:00',
);
export const urlSchema = formattedString(
  isUrl,
  'uri-reference',
  'is not a web address; write https://… or a path relative to this document',
);
export const emailSchema = formattedString(isEmail, 'email', 'is not an email address');

/** The name of a campaign or partner, which is used in URLs. */
export const slugSchema = matchingString(
  slugPattern,
  'may contain only the letters a to z, digits and hyphens, must start with a letter or digit, and can have at most 63 characters',
);
/** The name of a person, target, field, consent or design within one document. */
export const idSchema = matchingString(
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/,
  'may contain only letters, digits, hyphens and underscores, must start with a letter or digit, and can have at most 63 characters',
);

const notALanguage = 'is not a language tag; write it as en, km or pt-BR';
/** A language, as a BCP 47 tag; `_` is read as `-`. */
export const languageTagSchema = matchingString(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/, notALanguage).check(
  z.maxLength(maxLanguageTagLength, notALanguage),
);
export const countrySchema = matchingString(/^[A-Z]{2}$/, 'is not a country code; write two capital letters, such as KH');
export const timeZoneSchema = matchingString(/^[A-Za-z][A-Za-z0-9_+/-]*$/, 'is not a time zone; write a name such as Asia/Phnom_Penh');
// Origins are copied into the Content-Security-Policy header, and none of these characters can end a directive there.
export const originSchema = matchingString(
  /^(https?:\/\/[a-z\d.:-]+|null)$/,
  'is not an origin; write it in lower case as https://partner.example, other scripts as xn--…, without a path or *',
);

export const shortTextSchema = z.string().check(z.minLength(1), z.maxLength(300));
export const longTextSchema = z.string().check(z.minLength(1), z.maxLength(20_000));
export const countSchema = z.int().check(z.minimum(0));

/** Adds the description that editors, OpenAPI and the reference show. */
export const describe = <T extends z.ZodMiniType>(schema: T, description: string): T =>
  schema.check(z.meta({ ...z.globalRegistry.get(schema), description }));

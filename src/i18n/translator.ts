/** The messages of the interface, and how values are put into them. Whole sentences only: nothing is concatenated. */

/** A message that depends on a number; the keys are CLDR's plural categories. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

// eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- typescript-eslint does not resolve the JSON import
type English = typeof import('./messages/en.json', { with: { type: 'json' } });
type Section = Exclude<keyof English, `@${string}`>;
/** English messages by their full key, `section.name`. */
type EnglishMessages = {
  [Pair in { [S in Section]: { [Name in keyof English[S] & string]: [`${S}.${Name}`, English[S][Name]] }[keyof English[S] & string] }[Section] as Pair[0]]: Pair[1];
};
/** The messages of one language; the keys of `en.json` are the type. */
export type LocaleMessages = { [K in keyof EnglishMessages]: EnglishMessages[K] extends string ? string : Plural } & {
  '@cldr'?: CldrData;
  '@days'?: DateFormat;
};
/** The messages that one part of the code needs. */
export type PartialMessages = Partial<LocaleMessages>;
/** A file of `messages/`: sections of messages, and metadata whose keys start with `@`. */
export type MessageFile = Record<string, object | string>;
type KeysOfType<T> = { [K in keyof LocaleMessages]-?: LocaleMessages[K] extends T ? K : never }[keyof LocaleMessages];
export type Key = Exclude<KeysOfType<string>, undefined>;
export type CountedKey = Exclude<KeysOfType<Plural>, undefined>;

/** How a date is written. Browsers know it too, but their first date takes a slow phone a tenth of a second. */
export interface DateFormat {
  /** Full month names, January first. */
  months: readonly string[];
  /** With `{day}`, `{month}` and `{year}`. */
  date: string;
}

/**
 * CLDR data of a language that a browser may not have, or only in an old version: Chromium has no such data for km, lo
 * and my, and answers in English.
 */
export interface CldrData extends DateFormat {
  /** A language that every browser knows and that formats numbers in the same way, with the right digits. */
  equivalentLocale: string;
  /** What goes between the items of a list, between the last two, and between only two. */
  list: readonly string[];
}

/** The messages of one bundle. */
export interface MessageCatalog {
  /** Comes with the code, and is used for whatever another language lacks. */
  english: PartialMessages;
  /** Loads one of the other languages. */
  readonly load: (language: string) => Promise<{ default: PartialMessages }>;
  /** A cache, by language tag. */
  translators?: Map<string, Promise<Translator>>;
}

type Values = Readonly<Record<string, string>>;

/** Puts values into `{braces}`. */
export function interpolate(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, key: string) => values[key] ?? placeholder);
}

/** One language: its messages, and its formats of numbers, dates and lists. */
export class Translator {
  readonly language: string;
  readonly cldr: CldrData | undefined;
  /** Code and name of each country, once a form has asked for them. */
  countries?: Promise<(readonly [code: string, name: string])[]>;
  readonly #messages: PartialMessages;
  readonly #fallback: Pick<MessageCatalog, 'english'>;
  readonly #pluralRules: Intl.PluralRules;
  readonly #dateFormat: DateFormat | undefined;
  /** The locale for numbers, and for dates without a date format of our own. */
  readonly #formatLocale: string;
  #numberFormat: Intl.NumberFormat | undefined;

  /** @param fallback where English messages are looked up that `messages` lacks; it may get more of them later */
  constructor(language: string, messages: PartialMessages, fallback: Pick<MessageCatalog, 'english'> = { english: messages }) {
    this.language = language;
    this.#messages = messages;
    this.#fallback = fallback;
    this.#pluralRules = new Intl.PluralRules(language);
    this.cldr = messages['@cldr'];
    // Another region may use another order or calendar. For English, the format of the United States is the default.
    this.#dateFormat = /-(?!US$)/.test(language) ? this.cldr : (this.cldr ?? messages['@days']);
    // Versions of CLDR differ in the digits of Arabic without a region: use the same in every browser and image.
    this.#formatLocale = this.cldr?.equivalentLocale ?? (language === 'ar' ? 'ar-u-nu-latn' : language);
  }

  t(key: Key, values?: Values): string {
    return interpolate((this.#messages[key] ?? this.#fallback.english[key])!, values);
  }

  /** A message about a number, which it may contain as `{count}`. */
  plural(key: CountedKey, count: number, values?: Values): string {
    const forms: Plural = (this.#messages[key] ?? this.#fallback.english[key])!;
    return interpolate(forms[this.#pluralRules.select(count)] ?? forms.other, { count: this.formatNumber(count), ...values });
  }

  /** A whole number with the digits and separators of the language. */
  formatNumber(value: number): string {
    return (this.#numberFormat ??= new Intl.NumberFormat(this.#formatLocale)).format(value);
  }

  /** @param day a calendar day, `YYYY-MM-DD`, or a point in time, whose day in UTC is used */
  formatDate(day: string): string {
    const date = new Date(day);
    const format = this.#dateFormat;
    if (!format) return date.toLocaleDateString(this.#formatLocale, { dateStyle: 'long', timeZone: 'UTC' });
    const toDigits = (value: number) => (this.cldr ? value.toLocaleString(this.#formatLocale, { useGrouping: false }) : String(value));
    return interpolate(format.date, {
      year: toDigits(date.getUTCFullYear()),
      month: format.months[date.getUTCMonth()]!,
      day: toDigits(date.getUTCDate()),
    });
  }
}

/** The writing direction of a language. */
export function getDirection(language: string): 'rtl' | 'ltr' {
  return /^(ar|he|fa|ur|ps|sd|ug|ckb|dv|yi)(-|$)/i.test(language) ? 'rtl' : 'ltr';
}

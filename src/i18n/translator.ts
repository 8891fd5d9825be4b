/** The words of the interface, and how they are filled in. Whole sentences only: nothing is glued together. */

/** A sentence that changes with a number; the keys are CLDR's plural categories. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

// eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- typescript-eslint does not resolve the JSON import
type English = typeof import('./messages/en.json', { with: { type: 'json' } });
type Section = Exclude<keyof English, `@${string}`>;
/** English messages by their full key, `section.name`. */
type EnglishMessages = {
  [Pair in { [S in Section]: { [Name in keyof English[S] & string]: [`${S}.${Name}`, English[S][Name]] }[keyof English[S] & string] }[Section] as Pair[0]]: Pair[1];
};
/** One language's messages; the keys of `en.json` are the type. */
export type Messages = { [K in keyof EnglishMessages]: EnglishMessages[K] extends string ? string : Plural } & {
  '@cldr'?: CldrData;
  '@days'?: DateFormat;
};
/** The messages that some part of the code needs. */
export type PartialMessages = Partial<Messages>;
/** A file of `messages/`: sections of messages, and metadata whose keys start with `@`. */
export type MessageFile = Record<string, object | string>;
type Keys<T> = { [K in keyof Messages]-?: Messages[K] extends T ? K : never }[keyof Messages];
export type Key = Exclude<Keys<string>, undefined>;
export type CountedKey = Exclude<Keys<Plural>, undefined>;

/** How a calendar day is written. A browser knows it too, but its first date costs a slow phone a tenth of a second. */
export interface DateFormat {
  /** Full month names, January first. */
  months: readonly string[];
  /** With `{day}`, `{month}` and `{year}`. */
  date: string;
}

/**
 * What CLDR knows of a language and a browser may not, or not as it is today: Chromium has no such data for km, lo and my,
 * and answers in English.
 */
export interface CldrData extends DateFormat {
  /** A language that every browser knows and that writes numbers alike, digits included. */
  like: string;
  /** Three strings: what stands between the items of a list, between the last two, and between two alone. */
  list: readonly string[];
}

/** The words of what is built together. */
export interface MessageCatalog {
  /** Comes with the code, and stands in for what another language lacks. */
  readonly english: PartialMessages;
  /** One of the other languages, alone. */
  readonly load: (language: string) => Promise<{ default: PartialMessages }>;
  /** Whoever was asked for, by language. */
  translators?: Map<string, Promise<Translator>>;
}

type Values = Readonly<Record<string, string>>;

/** Puts values into `{braces}`. */
export function interpolate(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (braces, key: string) => values[key] ?? braces);
}

/** One language: its words, and its numbers, dates and lists. */
export class Translator {
  readonly language: string;
  #words: PartialMessages;
  #english: PartialMessages;
  #plural: Intl.PluralRules;
  #number: Intl.NumberFormat | undefined;
  /** Formats numbers, and dates where there is nothing of our own. */
  #formatLocale: string;
  /** What is not left to the browser. */
  readonly cldr: CldrData | undefined;
  /** Code and name of each country, once a form has asked for them. */
  countries?: Promise<(readonly [code: string, name: string])[]>;
  #days: DateFormat | undefined;

  /** @param english stands in for what `words` lack; may be given more words later */
  constructor(language: string, words: PartialMessages, english = words) {
    this.language = language;
    this.#words = words;
    this.#english = english;
    this.#plural = new Intl.PluralRules(language);
    this.cldr = words['@cldr'];
    // Other regions may write days in another order, or in another calendar; the United States write them as English alone.
    this.#days = /-(?!US$)/.test(language) ? this.cldr : (this.cldr ?? words['@days']);
    // CLDR has changed its mind about the digits of Arabic that is of no country: the same in every browser and picture.
    this.#formatLocale = this.cldr?.like ?? (language === 'ar' ? 'ar-u-nu-latn' : language);
  }

  t(key: Key, values?: Values): string {
    return interpolate((this.#words[key] ?? this.#english[key])!, values);
  }

  /** A sentence about a number, which it may hold as `{count}`. */
  plural(key: CountedKey, count: number, values?: Values): string {
    const forms: Plural = (this.#words[key] ?? this.#english[key])!;
    return interpolate(forms[this.#plural.select(count)] ?? forms.other, { count: this.formatNumber(count), ...values });
  }

  /** A whole number in the digits and groups that readers expect. */
  formatNumber(value: number): string {
    return (this.#number ??= new Intl.NumberFormat(this.#formatLocale)).format(value);
  }

  /** A calendar day, `YYYY-MM-DD`, or that of an instant in UTC. */
  formatDate(day: string): string {
    const date = new Date(day);
    const days = this.#days;
    if (!days) return date.toLocaleDateString(this.#formatLocale, { dateStyle: 'long', timeZone: 'UTC' });
    const plain = (value: number) => (this.cldr ? value.toLocaleString(this.#formatLocale, { useGrouping: false }) : String(value));
    return interpolate(days.date, {
      year: plain(date.getUTCFullYear()),
      month: days.months[date.getUTCMonth()]!,
      day: plain(date.getUTCDate()),
    });
  }
}

/** Languages written from right to left, by their base language. */
export function direction(language: string): 'rtl' | 'ltr' {
  return /^(ar|he|fa|ur|ps|sd|ug|ckb|dv|yi)(-|$)/i.test(language) ? 'rtl' : 'ltr';
}

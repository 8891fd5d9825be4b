/** The words of the interface, and how they are filled in. Whole sentences only: nothing is glued together. */

/** A sentence that changes with a number; the keys are CLDR's plural categories. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

// eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- it can not see into JSON
type English = typeof import('./messages/en.json', { with: { type: 'json' } });
/** One language's catalogue; the keys of `en.json` are the type. */
export type Words = { [K in keyof English]: English[K] extends string ? string : Plural } & { '@cldr'?: Cldr; '@days'?: Days };
/** Those sentences of a catalogue that some code says. */
export type Some = Partial<Words>;
type Keys<T> = { [K in keyof Words]-?: Words[K] extends T ? K : never }[keyof Words];
export type Key = Exclude<Keys<string>, undefined>;
export type CountedKey = Exclude<Keys<Plural>, undefined>;

/** How a calendar day is written. A browser knows it too, but its first date costs a slow phone a tenth of a second. */
export interface Days {
  /** Full month names, January first. */
  months: readonly string[];
  /** With `{day}`, `{month}` and `{year}`. */
  date: string;
}

/**
 * What CLDR knows of a language and a browser may not, or not as it is today: Chromium has no such data for km, lo and my,
 * and answers in English.
 */
export interface Cldr extends Days {
  /** A language that every browser knows and that writes numbers alike, digits included. */
  like: string;
  /** Three strings: what stands between the items of a list, between the last two, and between two alone. */
  list: readonly string[];
}

/** The words of what is built together. */
export interface Catalogue {
  /** Comes with the code, and stands in for what another language lacks. */
  readonly english: Some;
  /** One of the other languages, alone. */
  readonly load: (language: string) => Promise<{ default: Some }>;
  /** Whoever was asked for, by language. */
  speakers?: Map<string, Promise<Speaker>>;
}

type Values = Readonly<Record<string, string>>;

/** Puts values into `{braces}`. */
export function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (braces, key: string) => values[key] ?? braces);
}

/** One language: its words, and its numbers, dates and lists. */
export class Speaker {
  readonly language: string;
  #words: Some;
  #english: Some;
  #plural: Intl.PluralRules;
  #number: Intl.NumberFormat | undefined;
  /** Formats numbers, and dates where there is nothing of our own. */
  #like: string;
  /** What is not left to the browser. */
  readonly own: Cldr | undefined;
  /** Code and name of each country, once a form has asked for them. */
  countries?: Promise<(readonly [code: string, name: string])[]>;
  #days: Days | undefined;

  /** @param english stands in for what `words` lack; may be given more words later */
  constructor(language: string, words: Some, english = words) {
    this.language = language;
    this.#words = words;
    this.#english = english;
    this.#plural = new Intl.PluralRules(language);
    this.own = words['@cldr'];
    // Other regions may write days in another order, or in another calendar; the United States write them as English alone.
    this.#days = /-(?!US$)/.test(language) ? this.own : (this.own ?? words['@days']);
    // CLDR has changed its mind about the digits of Arabic that is of no country: the same in every browser and picture.
    this.#like = this.own?.like ?? (language === 'ar' ? 'ar-u-nu-latn' : language);
  }

  say(key: Key, values?: Values): string {
    return fill((this.#words[key] ?? this.#english[key])!, values);
  }

  /** A sentence about a number, which it may hold as `{count}`. */
  count(key: CountedKey, count: number, values?: Values): string {
    const forms: Plural = (this.#words[key] ?? this.#english[key])!;
    return fill(forms[this.#plural.select(count)] ?? forms.other, { count: this.number(count), ...values });
  }

  /** A whole number in the digits and groups that readers expect. */
  number(value: number): string {
    return (this.#number ??= new Intl.NumberFormat(this.#like)).format(value);
  }

  /** A calendar day, `YYYY-MM-DD`, or that of an instant in UTC. */
  day(day: string): string {
    const date = new Date(day);
    const days = this.#days;
    if (!days) return date.toLocaleDateString(this.#like, { dateStyle: 'long', timeZone: 'UTC' });
    const plain = (value: number) => (this.own ? value.toLocaleString(this.#like, { useGrouping: false }) : String(value));
    return fill(days.date, {
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

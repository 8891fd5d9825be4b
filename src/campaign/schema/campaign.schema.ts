/**
 * The campaign document: what an organiser writes, in one JSON file of at most 256 KiB. This is its one source: the
 * types, the JSON Schema that editors complete from, the checker's errors and the check in the page are made from it.
 * Lengths of strings are in Unicode code points here; what a supporter writes is counted in graphemes.
 */
import * as z from 'zod/mini';
import { isDay, isEmail, isInstant, isUrl, slugPattern } from '../formats.ts';

/** The largest document, in bytes of UTF-8. */
export const maxDocumentBytes = 256 * 1024;

type Form = 'day' | 'instant' | 'url' | 'email';

/**
 * A string of one form. `x-form` names the function of `formats.ts` for the page's check; `format` is what editors know.
 */
const formed = (form: Form, is: (text: string) => boolean, format: string, sentence: string) =>
  z.string().check(z.refine(is, sentence), z.meta({ format, 'x-form': form }));

const day = formed('day', isDay, 'date', 'is not a day that exists; write it as 2018-08-01');
const instant = formed(
  'instant',
  isInstant,
  'date-time',
  'is not a time with an offset; write it as 2018-08-01T00:00:00+07:00',
);
const url = formed(
  'url',
  isUrl,
  'uri-reference',
  'is not a web address; write https://… or a path relative to this document',
);
const email = formed('email', isEmail, 'email', 'is not an email address');

const pattern = (regex: RegExp, sentence: string) => z.string().check(z.regex(regex, sentence));

/** Names a campaign, a partner: it stands in addresses. */
export const slug = pattern(
  slugPattern,
  'takes small letters a to z, digits and hyphens, at most 63, and starts with a letter or digit',
);
/** Names a person, target, field, consent or design inside one document. */
const id = pattern(
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/,
  'takes letters a to z, digits, hyphens and underscores, at most 63, and starts with a letter or digit',
);
/** A language, BCP 47. */
export const language = pattern(
  /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
  'is not a language tag; write en, km or pt-BR',
);
const country = pattern(/^[A-Z]{2}$/, 'is not a country code; write two capital letters, such as KH');
const timeZone = pattern(/^[A-Za-z][A-Za-z0-9_+/-]*$/, 'is not a time zone; write a name such as Asia/Phnom_Penh');
// None of these characters ends a directive of a Content Security Policy, where origins stand as they are.
const origin = pattern(
  /^(https?:\/\/[a-z\d.:-]+|null)$/,
  'is not an origin; write https://partner.example in small letters, other scripts as xn--…, with no path behind it and no *',
);

const line = z.string().check(z.minLength(1), z.maxLength(300));
const text = z.string().check(z.minLength(1), z.maxLength(20_000));
const wanted = z.enum(['required', 'optional', 'no']);
const choose = z.enum(['all', 'some', 'one']);
const count = z.int().check(z.minimum(0));

const about = <T extends z.ZodMiniType>(shape: T, description: string): T =>
  shape.check(z.meta({ ...z.globalRegistry.get(shape), description }));

const target = z.object({
  id,
  name: about(line, 'The office holder’s name, without honours.'),
  honours: z.optional(about(line, 'What stands before the name, such as “His Excellency”.')),
  office: about(line, 'The office they hold.'),
  countries: z.optional(
    about(z.array(country).check(z.minLength(1)), 'Offered only to supporters who live in one of these countries.'),
  ),
  salutation: z.optional(about(line, 'How this one is addressed, instead of the letter’s salutation.')),
  email: z.optional(about(email, 'Where a letter of delivery “mailto” goes; shown to nobody else.')),
});

const letter = z.object({
  targets: z.array(target).check(z.minLength(1)),
  choose: about(choose, 'Whether the letter goes to all targets, to those a supporter chooses, or to one of them.'),
  subject: line,
  salutation: about(line, 'May hold {honours}, {name} and {office}.'),
  body: about(text, 'Without salutation and closing. A blank line parts paragraphs.'),
  closing: line,
  editable: about(z.enum(['all', 'body', 'none']), '“all” means subject and body.'),
  maxLength: about(z.int().check(z.minimum(1), z.maximum(3000)), 'Of the body, in characters as a reader counts them.'),
  delivery: about(
    z.enum(['collect', 'mailto', 'email']),
    'collect: you hand the letters over. mailto: recorded, then finished in the supporter’s own mail program. email: your endpoint mails it.',
  ),
});

const held = z.object({
  from: about(day, 'The first day in detention.'),
  to: z.optional(about(day, 'The day of release.')),
});

const person = z.object({
  id,
  name: line,
  place: z.optional(about(line, 'Where they are held.')),
  photo: z.optional(z.object({ src: url, alt: line })),
  timeZone: about(timeZone, 'Of the place of detention: days are counted there.'),
  held: about(z.array(held).check(z.minLength(1)), 'One entry for each spell in detention.'),
  status: z.optional(line),
});

const office = z.object({ name: line, address: text, url: z.optional(url) });

const postcard = z.object({
  to: about(z.array(id).check(z.minLength(1)), 'The people who can be written to, by id.'),
  choose,
  suggest: about(z.enum(['fewest', 'none']), 'fewest: whoever has got the fewest cards is suggested first.'),
  designs: z.array(z.object({ id, src: url, alt: line })).check(z.minLength(1)),
  maxLength: about(z.int().check(z.minimum(1), z.maximum(3000)), 'Of the message, in characters as a reader counts them.'),
  guidance: about(z.array(text), 'What to write and what not to, shown before writing.'),
  publish: about(z.enum(['ask', 'never']), 'ask: the sender may allow the card to be shown in public.'),
  offices: z.optional(about(z.array(office), 'Where a paper card can be filled in.')),
});

/** The kinds of own fields a campaign may add to a form. */
export const fieldTypes = ['text', 'textarea', 'select', 'checkbox', 'tel'] as const;

const field = z.object({
  id,
  label: line,
  hint: z.optional(text),
  type: z.enum(fieldTypes),
  options: z.optional(about(z.array(line).check(z.minLength(1)), 'What a select offers.')),
  required: z.optional(z.boolean()),
  autocomplete: z.optional(about(line, 'An HTML autofill token, such as “tel” or “organization”.')),
});

/** Where a supporter can pass the action on. */
export const channels = [
  'native',
  'copy',
  'email',
  'whatsapp',
  'telegram',
  'facebook',
  'x',
  'bluesky',
  'mastodon',
  'line',
] as const;

const byId = <T extends z.ZodMiniType>(words: T) => z.record(id, words);

const translation = z.object({
  title: z.optional(line),
  summary: z.optional(text),
  description: z.optional(text),
  organiser: z.optional(z.object({ name: z.optional(line), url: z.optional(url), privacyUrl: z.optional(url) })),
  closed: z.optional(z.object({ text: z.optional(text) })),
  updates: z.optional(about(z.array(z.object({ date: day, text })), 'Matched to the updates by date.')),
  people: z.optional(
    byId(
      z.object({
        name: z.optional(line),
        place: z.optional(line),
        photo: z.optional(z.object({ alt: z.optional(line) })),
        status: z.optional(line),
      }),
    ),
  ),
  letter: z.optional(
    z.object({
      subject: z.optional(line),
      salutation: z.optional(line),
      body: z.optional(text),
      closing: z.optional(line),
      targets: z.optional(
        byId(
          z.object({
            name: z.optional(line),
            honours: z.optional(line),
            office: z.optional(line),
            salutation: z.optional(line),
          }),
        ),
      ),
    }),
  ),
  postcard: z.optional(
    z.object({
      designs: z.optional(byId(z.object({ src: z.optional(url), alt: z.optional(line) }))),
      guidance: z.optional(z.array(text)),
      offices: z.optional(
        z.array(z.object({ name: z.optional(line), address: z.optional(text), url: z.optional(url) })),
      ),
    }),
  ),
  fields: z.optional(
    byId(z.object({ label: z.optional(line), hint: z.optional(text), options: z.optional(z.array(line)) })),
  ),
  consent: z.optional(byId(z.object({ statement: z.optional(text) }))),
  share: z.optional(z.object({ url: z.optional(url), text: z.optional(text) })),
});

/** The whole document. */
export const campaign = z.object({
  $schema: z.optional(z.string()),
  version: z.literal(1),
  id: about(slug, 'Also the name of this file: <id>.json.'),
  language: about(language, 'Of the texts that stand outside “translations”.'),
  title: line,
  summary: z.optional(text),
  description: z.optional(about(text, 'The story. A blank line parts paragraphs.')),
  organiser: z.object({ name: line, url, privacyUrl: z.optional(url) }),
  opens: z.optional(about(instant, 'Before it, the action says when it opens.')),
  closes: z.optional(about(instant, 'From it on, nothing more is accepted.')),
  closed: z.optional(
    about(
      z.object({
        at: instant,
        text: about(text, 'The last word.'),
        people: z.optional(about(count, 'The final number, where part of it was gathered elsewhere.')),
      }),
      'Closed by hand.',
    ),
  ),
  updates: z.optional(about(z.array(z.object({ date: day, text })), 'Shown above the story, newest first.')),
  people: z.optional(z.array(person)),
  letter: z.optional(letter),
  postcard: z.optional(postcard),
  ask: z.optional(
    about(
      z.object({
        name: z.optional(wanted),
        email: z.optional(wanted),
        country: z.optional(wanted),
        postalCode: z.optional(wanted),
      }),
      'What a supporter is asked for; by default the name is required and the rest not asked.',
    ),
  ),
  fields: z.optional(z.array(field)),
  consent: z.optional(
    about(z.array(z.object({ id, statement: text })), 'Each is answered with yes or no; nothing is chosen before.'),
  ),
  retention: z.optional(
    z.object({ days: about(z.int().check(z.minimum(1)), 'After so many days what is personal is deleted.') }),
  ),
  goal: z.optional(
    z.object({
      steps: about(z.array(z.int().check(z.minimum(1))).check(z.minLength(1)), 'Numbers of people, the smallest first.'),
      showFrom: about(count, 'Below it, no number is shown.'),
    }),
  ),
  share: z.optional(z.object({ url, text, channels: z.array(z.enum(channels)) })),
  seal: z.optional(
    z.object({ recipient: pattern(/^age1[02-9ac-hj-np-z]{58}$/, 'is not an age recipient; it starts with age1') }),
  ),
  origins: z.optional(
    about(
      z.array(origin),
      'Sites whose pages may embed it. Without it, any. “null” means pages without an origin, such as frames in a sandbox; no policy can name these, so who lists it lets any page frame the campaign.',
    ),
  ),
  partners: z.optional(about(z.array(slug), 'Partners counted apart. Without it, any.')),
  translations: z.optional(z.record(language, translation)),
  links: z.optional(
    z.object({
      submissions: z.optional(url),
      counts: z.optional(url),
      messages: z.optional(url),
      page: z.optional(url),
    }),
  ),
});

export type Campaign = z.infer<typeof campaign>;
export type Letter = z.infer<typeof letter>;
export type Target = z.infer<typeof target>;
export type Postcard = z.infer<typeof postcard>;
export type Person = z.infer<typeof person>;
export type Held = z.infer<typeof held>;
export type Field = z.infer<typeof field>;
export type Translation = z.infer<typeof translation>;
export type Wanted = z.infer<typeof wanted>;
export type Choose = z.infer<typeof choose>;
export type Channel = (typeof channels)[number];

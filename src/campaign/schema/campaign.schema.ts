/**
 * The campaign document: what an organiser writes, in one JSON file of at most 256 KiB. This is its one source: the
 * types, the JSON Schema that editors complete from, the checker's errors and the check in the page are made from it.
 * Lengths of strings are in Unicode code points here; what a supporter writes is counted in graphemes.
 */
import * as z from 'zod/mini';
import { isIsoDate, isEmail, isIsoDateTime, isUrl, slugPattern } from '../formats.ts';

/** The largest document, in bytes of UTF-8. */
export const maxDocumentBytes = 256 * 1024;

type Form = 'day' | 'instant' | 'url' | 'email';

/**
 * A string of one form. `x-form` names the function of `formats.ts` for the page's check; `format` is what editors know.
 */
const formattedString = (form: Form, is: (text: string) => boolean, format: string, sentence: string) =>
  z.string().check(z.refine(is, sentence), z.meta({ format, 'x-form': form }));

const day = formattedString('day', isIsoDate, 'date', 'is not a day that exists; write it as 2018-08-01');
const instant = formattedString(
  'instant',
  isIsoDateTime,
  'date-time',
  'is not a time with an offset; write it as 2018-08-01T00:00:00+07:00',
);
const url = formattedString(
  'url',
  isUrl,
  'uri-reference',
  'is not a web address; write https://… or a path relative to this document',
);
const email = formattedString('email', isEmail, 'email', 'is not an email address');

const pattern = (regex: RegExp, sentence: string) => z.string().check(z.regex(regex, sentence));

/** Names a campaign, a partner: it stands in addresses. */
export const slugSchema = pattern(
  slugPattern,
  'takes small letters a to z, digits and hyphens, at most 63, and starts with a letter or digit',
);
/** Names a person, target, field, consent or design inside one document. */
const id = pattern(
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/,
  'takes letters a to z, digits, hyphens and underscores, at most 63, and starts with a letter or digit',
);
/** A language, BCP 47. */
export const languageTagSchema = pattern(
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

const shortText = z.string().check(z.minLength(1), z.maxLength(300));
const longText = z.string().check(z.minLength(1), z.maxLength(20_000));
const wanted = z.enum(['required', 'optional', 'no']);
const choose = z.enum(['all', 'some', 'one']);
const count = z.int().check(z.minimum(0));

const describe = <T extends z.ZodMiniType>(shape: T, description: string): T =>
  shape.check(z.meta({ ...z.globalRegistry.get(shape), description }));

const target = z.object({
  id,
  name: describe(shortText, 'The office holder’s name, without honours.'),
  honours: z.optional(describe(shortText, 'What stands before the name, such as “His Excellency”.')),
  office: describe(shortText, 'The office they hold.'),
  countries: z.optional(
    describe(z.array(country).check(z.minLength(1)), 'Offered only to supporters who live in one of these countries.'),
  ),
  salutation: z.optional(describe(shortText, 'How this one is addressed, instead of the letter’s salutation.')),
  email: z.optional(describe(email, 'Where a letter of delivery “mailto” goes; shown to nobody else.')),
});

const letter = z.object({
  targets: z.array(target).check(z.minLength(1)),
  choose: describe(choose, 'Whether the letter goes to all targets, to those a supporter chooses, or to one of them.'),
  subject: shortText,
  salutation: describe(shortText, 'May hold {honours}, {name} and {office}.'),
  body: describe(longText, 'Without salutation and closing. A blank line parts paragraphs.'),
  closing: shortText,
  editable: describe(z.enum(['all', 'body', 'none']), '“all” means subject and body.'),
  maxLength: describe(z.int().check(z.minimum(1), z.maximum(3000)), 'Of the body, in characters as a reader counts them.'),
  delivery: describe(
    z.enum(['collect', 'mailto', 'email']),
    'collect: you hand the letters over. mailto: recorded, then finished in the supporter’s own mail program. email: your endpoint mails it.',
  ),
});

const held = z.object({
  from: describe(day, 'The first day in detention.'),
  to: z.optional(describe(day, 'The day of release.')),
});

const person = z.object({
  id,
  name: shortText,
  place: z.optional(describe(shortText, 'Where they are held.')),
  photo: z.optional(z.object({ src: url, alt: shortText })),
  timeZone: describe(timeZone, 'Of the place of detention: days are counted there.'),
  held: describe(z.array(held).check(z.minLength(1)), 'One entry for each spell in detention.'),
  status: z.optional(shortText),
});

const office = z.object({ name: shortText, address: longText, url: z.optional(url) });

const postcard = z.object({
  to: describe(z.array(id).check(z.minLength(1)), 'The people who can be written to, by id.'),
  choose,
  suggest: describe(z.enum(['fewest', 'none']), 'fewest: whoever has got the fewest cards is suggested first.'),
  designs: z.array(z.object({ id, src: url, alt: shortText })).check(z.minLength(1)),
  maxLength: describe(z.int().check(z.minimum(1), z.maximum(3000)), 'Of the message, in characters as a reader counts them.'),
  guidance: describe(z.array(longText), 'What to write and what not to, shown before writing.'),
  publish: describe(z.enum(['ask', 'never']), 'ask: the sender may allow the card to be shown in public.'),
  offices: z.optional(describe(z.array(office), 'Where a paper card can be filled in.')),
});

/** The kinds of own fields a campaign may add to a form. */
export const fieldTypes = ['text', 'textarea', 'select', 'checkbox', 'tel'] as const;

const field = z.object({
  id,
  label: shortText,
  hint: z.optional(longText),
  type: z.enum(fieldTypes),
  options: z.optional(describe(z.array(shortText).check(z.minLength(1)), 'What a select offers.')),
  required: z.optional(z.boolean()),
  autocomplete: z.optional(describe(shortText, 'An HTML autofill token, such as “tel” or “organization”.')),
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
  title: z.optional(shortText),
  summary: z.optional(longText),
  description: z.optional(longText),
  organiser: z.optional(z.object({ name: z.optional(shortText), url: z.optional(url), privacyUrl: z.optional(url) })),
  closed: z.optional(z.object({ text: z.optional(longText) })),
  updates: z.optional(describe(z.array(z.object({ date: day, text: longText })), 'Matched to the updates by date.')),
  people: z.optional(
    byId(
      z.object({
        name: z.optional(shortText),
        place: z.optional(shortText),
        photo: z.optional(z.object({ alt: z.optional(shortText) })),
        status: z.optional(shortText),
      }),
    ),
  ),
  letter: z.optional(
    z.object({
      subject: z.optional(shortText),
      salutation: z.optional(shortText),
      body: z.optional(longText),
      closing: z.optional(shortText),
      targets: z.optional(
        byId(
          z.object({
            name: z.optional(shortText),
            honours: z.optional(shortText),
            office: z.optional(shortText),
            salutation: z.optional(shortText),
          }),
        ),
      ),
    }),
  ),
  postcard: z.optional(
    z.object({
      designs: z.optional(byId(z.object({ src: z.optional(url), alt: z.optional(shortText) }))),
      guidance: z.optional(z.array(longText)),
      offices: z.optional(
        z.array(z.object({ name: z.optional(shortText), address: z.optional(longText), url: z.optional(url) })),
      ),
    }),
  ),
  fields: z.optional(
    byId(z.object({ label: z.optional(shortText), hint: z.optional(longText), options: z.optional(z.array(shortText)) })),
  ),
  consent: z.optional(byId(z.object({ statement: z.optional(longText) }))),
  share: z.optional(z.object({ url: z.optional(url), text: z.optional(longText) })),
});

/** The whole document. */
export const campaignSchema = z.object({
  $schema: z.optional(z.string()),
  version: z.literal(1),
  id: describe(slugSchema, 'Also the name of this file: <id>.json.'),
  language: describe(languageTagSchema, 'Of the texts that stand outside “translations”.'),
  title: shortText,
  summary: z.optional(longText),
  description: z.optional(describe(longText, 'The story. A blank line parts paragraphs.')),
  organiser: z.object({ name: shortText, url, privacyUrl: z.optional(url) }),
  opens: z.optional(describe(instant, 'Before it, the action says when it opens.')),
  closes: z.optional(describe(instant, 'From it on, nothing more is accepted.')),
  closed: z.optional(
    describe(
      z.object({
        at: instant,
        text: describe(longText, 'The last word.'),
        people: z.optional(describe(count, 'The final number, where part of it was gathered elsewhere.')),
      }),
      'Closed by hand.',
    ),
  ),
  updates: z.optional(describe(z.array(z.object({ date: day, text: longText })), 'Shown above the story, newest first.')),
  people: z.optional(z.array(person)),
  letter: z.optional(letter),
  postcard: z.optional(postcard),
  ask: z.optional(
    describe(
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
    describe(z.array(z.object({ id, statement: longText })), 'Each is answered with yes or no; nothing is chosen before.'),
  ),
  retention: z.optional(
    z.object({ days: describe(z.int().check(z.minimum(1)), 'After so many days what is personal is deleted.') }),
  ),
  goal: z.optional(
    z.object({
      steps: describe(z.array(z.int().check(z.minimum(1))).check(z.minLength(1)), 'Numbers of people, the smallest first.'),
      showFrom: describe(count, 'Below it, no number is shown.'),
    }),
  ),
  share: z.optional(z.object({ url, text: longText, channels: z.array(z.enum(channels)) })),
  seal: z.optional(
    z.object({ recipient: pattern(/^age1[02-9ac-hj-np-z]{58}$/, 'is not an age recipient; it starts with age1') }),
  ),
  origins: z.optional(
    describe(
      z.array(origin),
      'Sites whose pages may embed it. Without it, any. “null” means pages without an origin, such as frames in a sandbox; no policy can name these, so who lists it lets any page frame the campaign.',
    ),
  ),
  partners: z.optional(describe(z.array(slugSchema), 'Partners counted apart. Without it, any.')),
  translations: z.optional(z.record(languageTagSchema, translation)),
  links: z.optional(
    z.object({
      submissions: z.optional(url),
      counts: z.optional(url),
      messages: z.optional(url),
      page: z.optional(url),
    }),
  ),
});

export type Campaign = z.infer<typeof campaignSchema>;
export type Letter = z.infer<typeof letter>;
export type Target = z.infer<typeof target>;
export type Postcard = z.infer<typeof postcard>;
export type Person = z.infer<typeof person>;
export type DetentionPeriod = z.infer<typeof held>;
export type Field = z.infer<typeof field>;
export type Translation = z.infer<typeof translation>;
export type FieldRequirement = z.infer<typeof wanted>;
export type SelectionMode = z.infer<typeof choose>;
export type Channel = (typeof channels)[number];

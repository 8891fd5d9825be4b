/**
 * The campaign document: what an organiser writes, in one JSON file. This schema is its only source: the types, the JSON
 * Schema for editors, the linter's errors, the reference in the docs and the page's validators are made from it.
 * Lengths of strings are in Unicode code points here; what a supporter writes is counted in graphemes.
 */
import * as z from 'zod/mini';
import { translationSchema } from './translation.schema.ts';
import {
  countSchema,
  countrySchema,
  dateSchema,
  dateTimeSchema,
  describe,
  emailSchema,
  idSchema,
  languageTagSchema,
  longTextSchema,
  originSchema,
  shortTextSchema,
  slugSchema,
  timeZoneSchema,
  urlSchema,
} from './values.schema.ts';

/** The largest document, in bytes of UTF-8. */
export const maxDocumentBytes = 256 * 1024;
/** The most partners or origins: a database can look up only so many values at once. */
const maxPartners = 5000;

const fieldRequirementSchema = z.enum(['required', 'optional', 'no']);
const selectionModeSchema = z.enum(['all', 'some', 'one']);
const maxLengthSchema = z.int().check(z.minimum(1), z.maximum(3000));

const targetSchema = z.object({
  id: describe(idSchema, 'Identifies the target in translations and submissions.'),
  name: describe(shortTextSchema, 'The name of the office holder, without honours.'),
  honours: z.optional(describe(shortTextSchema, 'Goes before the name, such as “His Excellency”.')),
  office: describe(shortTextSchema, 'The office they hold.'),
  countries: z.optional(
    describe(z.array(countrySchema).check(z.minLength(1)), 'Offers this target only to supporters who live in one of these countries (ISO 3166-1 alpha-2). Needs `ask.country: required`.'),
  ),
  salutation: z.optional(describe(shortTextSchema, 'Used for this target instead of the salutation of the letter.')),
  email: z.optional(describe(emailSchema, 'Where the letter is sent. Published only if `delivery` is `mailto`.')),
});

const letterSchema = z.object({
  targets: describe(z.array(targetSchema).check(z.minLength(1)), 'Who the letter can be written to.'),
  choose: describe(selectionModeSchema, 'Whether the letter goes to all targets, to some that the supporter chooses, or to one of them.'),
  subject: describe(shortTextSchema, 'The subject; at most 200 characters as a reader counts them.'),
  salutation: describe(shortTextSchema, 'May contain `{honours}`, `{name}` and `{office}`. Supporters cannot edit it.'),
  body: describe(longTextSchema, 'The text without salutation and closing. A blank line separates paragraphs.'),
  closing: describe(shortTextSchema, 'Goes above the name of the supporter, such as “Yours sincerely”. Supporters cannot edit it.'),
  editable: describe(z.enum(['all', 'body', 'none']), 'What a supporter can edit; `all` means subject and body.'),
  maxLength: describe(maxLengthSchema, 'The longest body, in characters as a reader counts them (graphemes).'),
  delivery: describe(
    z.enum(['collect', 'mailto', 'email']),
    '`collect`: you deliver the letters. `mailto`: recorded, then sent by the supporter from their own email app. `email`: your server sends it; without `SMTP_URL`, it collects it.',
  ),
  confirm: z.optional(
    describe(z.boolean(), '`true`: a letter is counted and sent once its sender has confirmed it by email (double opt-in). Needs `ask.email: required`, and a server with `SMTP_URL`.'),
  ),
});

const detentionPeriodSchema = z.object({
  from: describe(dateSchema, 'The first day in detention; it is day 0.'),
  to: z.optional(describe(dateSchema, 'The day of release. Without it, the person is still held.')),
});

const personSchema = z.object({
  id: describe(idSchema, 'Identifies the person in translations, attributes and submissions.'),
  name: describe(shortTextSchema, 'The name to show.'),
  place: z.optional(describe(shortTextSchema, 'Where the person is held.')),
  photo: z.optional(
    describe(z.object({ src: describe(urlSchema, 'The image.'), alt: describe(shortTextSchema, 'The text alternative of the image.') }), 'A photo of the person.'),
  ),
  timeZone: describe(timeZoneSchema, 'The time zone of the place of detention, where days are counted.'),
  held: describe(z.array(detentionPeriodSchema).check(z.minLength(1)), 'One entry for each period in detention. A day in two periods is counted once.'),
  status: z.optional(describe(shortTextSchema, 'A short note, such as “on bail”.')),
});

const officeSchema = z.object({
  name: describe(shortTextSchema, 'The name of the office.'),
  address: describe(longTextSchema, 'The address, and when the office is open.'),
  url: z.optional(describe(urlSchema, 'A page about the office.')),
});

const designSchema = z.object({
  id: describe(idSchema, 'Identifies the design in translations and submissions.'),
  src: describe(urlSchema, 'The image.'),
  alt: describe(shortTextSchema, 'The text alternative of the image.'),
});

const postcardSchema = z.object({
  to: describe(z.array(idSchema).check(z.minLength(1)), 'The people that a card can be sent to, by their id in `people`.'),
  choose: describe(selectionModeSchema, 'Whether a card goes to all of these people, to some that the supporter chooses, or to one of them.'),
  suggest: describe(z.enum(['fewest', 'none']), '`fewest`: suggests the person who has received the fewest cards.'),
  designs: describe(z.array(designSchema).check(z.minLength(1)), 'The images for the front of the card.'),
  maxLength: describe(maxLengthSchema, 'The longest message, in characters as a reader counts them (graphemes).'),
  guidance: describe(z.array(longTextSchema), 'What to write and what to leave out, shown above the card.'),
  publish: describe(z.enum(['ask', 'never']), '`ask`: supporters can allow their card to be published once a moderator has approved it.'),
  offices: z.optional(describe(z.array(officeSchema), 'Where supporters can pick up and fill in a paper card.')),
});

/** The types of the fields that a campaign can add to a form. */
export const fieldTypes = ['text', 'textarea', 'select', 'checkbox', 'tel'] as const;

const fieldSchema = z.object({
  id: describe(idSchema, 'Identifies the field in translations and submissions.'),
  label: describe(shortTextSchema, 'The label of the field.'),
  hint: z.optional(describe(longTextSchema, 'A hint below the label.')),
  type: describe(z.enum(fieldTypes), 'The kind of form control.'),
  options: z.optional(describe(z.array(shortTextSchema).check(z.minLength(1)), 'The options of a `select` field.')),
  required: z.optional(describe(z.boolean(), 'Whether the field must be filled in; a checkbox must be ticked.')),
  autocomplete: z.optional(describe(shortTextSchema, 'An HTML autofill token, such as `tel` or `organization`.')),
});

/** Where a supporter can share the action. */
export const channels = ['native', 'copy', 'email', 'whatsapp', 'telegram', 'facebook', 'x', 'bluesky', 'mastodon', 'line'] as const;

const requirement = (what: string, standard: string) =>
  z.optional(describe(fieldRequirementSchema, `Whether the form asks for ${what}. Default: \`${standard}\`.`));

const updateSchema = z.object({ date: describe(dateSchema, 'The day of the update.'), text: describe(longTextSchema, 'What happened.') });

const link = (what: string, standard: string) => z.optional(describe(urlSchema, `${what}. Default: \`${standard}\`.`));

/** The whole document. */
export const campaignSchema = z.object({
  $schema: z.optional(describe(z.string(), 'The address of the JSON Schema, for editors that complete and check the document.')),
  version: describe(z.literal(1), 'The version of this format.'),
  id: describe(slugSchema, 'Identifies the campaign in URLs. Name the file `<id>.json`.'),
  language: describe(languageTagSchema, 'The language of the texts outside `translations`.'),
  title: describe(shortTextSchema, 'The title of the action.'),
  summary: z.optional(describe(longTextSchema, 'A short summary, shown above the form and in link previews.')),
  description: z.optional(describe(longTextSchema, 'The full story. A blank line separates paragraphs.')),
  organiser: describe(
    z.object({
      name: describe(shortTextSchema, 'The name of the organisation that runs the campaign.'),
      url: describe(urlSchema, 'Its website.'),
      privacyUrl: z.optional(describe(urlSchema, 'Its privacy policy, linked from the form.')),
    }),
    'Who runs the campaign and receives the personal data.',
  ),
  opens: z.optional(describe(dateTimeSchema, 'Before this time, the action is announced but accepts nothing.')),
  closes: z.optional(describe(dateTimeSchema, 'From this time on, the action accepts nothing more.')),
  closed: z.optional(
    describe(
      z.object({
        at: describe(dateTimeSchema, 'When the action was closed.'),
        text: describe(longTextSchema, 'The closing statement.'),
        people: z.optional(describe(countSchema, 'The final number of people, if some took part elsewhere.')),
      }),
      'Closes the action by hand.',
    ),
  ),
  updates: z.optional(describe(z.array(updateSchema), 'News, shown above the story, newest first.')),
  people: z.optional(describe(z.array(personSchema), 'People in detention, whose days are counted and who can receive cards.')),
  letter: z.optional(describe(letterSchema, 'The letter that supporters can send.')),
  postcard: z.optional(describe(postcardSchema, 'The postcard that supporters can send.')),
  ask: z.optional(
    describe(
      z.object({
        name: requirement('a name', 'required'),
        email: requirement('an email address', 'no'),
        country: requirement('the country of residence', 'no'),
        postalCode: requirement('a postal code', 'no'),
      }),
      'What the form asks a supporter for.',
    ),
  ),
  fields: z.optional(describe(z.array(fieldSchema), 'More fields for the form.')),
  consent: z.optional(
    describe(
      z.array(
        z.object({
          id: describe(idSchema, 'Identifies the question in translations and submissions.'),
          statement: describe(longTextSchema, 'What the supporter agrees to.'),
          purpose: z.optional(
            describe(
              z.enum(['contact', 'reply', 'other']),
              '`contact`: agreement to be contacted. Only the addresses of people who agreed to such a question are exported for contact. `reply`: agreement that the targets of the letter get the email address, and can reply to it.',
            ),
          ),
        }),
      ),
      'Questions that the supporter answers with yes or no; nothing is preselected.',
    ),
  ),
  retention: z.optional(
    describe(
      z.object({ days: describe(z.int().check(z.minimum(1)), 'Personal data is deleted after this many days.') }),
      'How long personal data is kept. The form says so, and the server deletes the data.',
    ),
  ),
  goal: z.optional(
    describe(
      z.object({
        steps: describe(z.array(z.int().check(z.minimum(1))).check(z.minLength(1)), 'Numbers of people, in ascending order. The next step becomes the goal when 90 % of one is reached.'),
        showFrom: describe(countSchema, 'Below this number of people, no number is shown.'),
      }),
      'The goal of the campaign.',
    ),
  ),
  share: z.optional(
    describe(
      z.object({
        url: describe(urlSchema, 'The page to share.'),
        text: describe(longTextSchema, 'The text to share.'),
        channels: describe(z.array(z.enum(channels)), 'Where supporters can share it, in this order.'),
      }),
      'Lets supporters share the action after they have taken part.',
    ),
  ),
  seal: z.optional(
    describe(
      z.object({
        recipient: describe(
          z.string().check(z.regex(/^age1[02-9ac-hj-np-z]{58}$/, 'is not an X25519 recipient of age: the public key, 62 characters that begin with age1')),
          'Your public age key, as `action-widgets-server sealed create-key` or `age-keygen` prints it.',
        ),
      }),
      'Seals the campaign: the page encrypts what supporters enter, so that only you can read it, and not the server. [Sealed campaigns](sealing.md) explains what is encrypted and what a sealed campaign cannot do.',
    ),
  ),
  abuse: z.optional(
    describe(
      z.object({
        proof: describe(
          z.enum(['under-load', 'always']),
          'When a submission needs a proof of work, which pages compute unnoticed: while very many arrive, or always. Without one, a form without scripts is held until you release it.',
        ),
      }),
      'Protection against floods of automated submissions. Default: `under-load`.',
    ),
  ),
  origins: z.optional(
    describe(
      z.array(originSchema).check(z.maxLength(maxPartners)),
      'The sites whose pages may embed the campaign; without it, any site may. `null` allows pages without an origin, such as sandboxed frames; no security policy can name these, so it lets any page frame the campaign.',
    ),
  ),
  partners: z.optional(
    describe(z.array(slugSchema).check(z.maxLength(maxPartners)), 'The partners whose supporters are counted separately; without it, any partner.'),
  ),
  translations: z.optional(describe(z.record(languageTagSchema, translationSchema), 'The texts in other languages, by language tag: any subset of them.')),
  links: z.optional(
    describe(
      z.object({
        submissions: link('Where submissions are sent', '<id>/submissions'),
        counts: link('Where the public numbers are', '<id>/counts.json'),
        messages: link('Where the public messages are', '<id>/messages.json'),
        page: link('The page of the action', '../a/<id>'),
      }),
      'Addresses of the server, if they differ from the default next to the document.',
    ),
  ),
});

export type Campaign = z.infer<typeof campaignSchema>;
export type Letter = z.infer<typeof letterSchema>;
export type Target = z.infer<typeof targetSchema>;
export type Postcard = z.infer<typeof postcardSchema>;
export type Person = z.infer<typeof personSchema>;
export type DetentionPeriod = z.infer<typeof detentionPeriodSchema>;
export type Field = z.infer<typeof fieldSchema>;
export type Translation = z.infer<typeof translationSchema>;
export type FieldRequirement = z.infer<typeof fieldRequirementSchema>;
export type SelectionMode = z.infer<typeof selectionModeSchema>;
export type Channel = (typeof channels)[number];

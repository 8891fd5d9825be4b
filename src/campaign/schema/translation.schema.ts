/** The texts of a campaign in another language: any subset of them. */
import * as z from 'zod/mini';
import { dateSchema, describe, idSchema, longTextSchema, shortTextSchema, urlSchema } from './values.schema.ts';

const replaces = <T extends z.ZodMiniType>(schema: T, what: string) => z.optional(describe(schema, `Replaces ${what}.`));
const shortText = (what: string) => replaces(shortTextSchema, what);
const longText = (what: string) => replaces(longTextSchema, what);
const url = (what: string) => replaces(urlSchema, what);

const section = <T extends z.ZodMiniType>(schema: T, description: string) => z.optional(describe(schema, description));
const byId = <T extends z.ZodMiniType>(texts: T, description: string) => section(z.record(idSchema, texts), description);

export const translationSchema = z.object({
  title: shortText('the title'),
  summary: longText('the summary'),
  description: longText('the full story'),
  organiser: section(
    z.object({
      name: shortText('the name of the organisation'),
      url: url('the address of its website'),
      privacyUrl: url('the address of its privacy policy'),
    }),
    'The organiser in this language.',
  ),
  closed: section(z.object({ text: longText('the closing statement') }), 'The closing statement in this language.'),
  updates: section(
    z.array(
      z.object({
        date: describe(dateSchema, 'The day of the update that is translated.'),
        text: describe(longTextSchema, 'Replaces what happened.'),
      }),
    ),
    'Matched to the updates of the document by date.',
  ),
  people: byId(
    z.object({
      name: shortText('the name to show'),
      place: shortText('where the person is held'),
      photo: section(z.object({ alt: shortText('the text alternative of the photo') }), 'The photo in this language.'),
      status: shortText('the short note'),
    }),
    'By the id of the person.',
  ),
  letter: section(
    z.object({
      subject: shortText('the subject'),
      salutation: shortText('the salutation'),
      body: longText('the text of the letter'),
      closing: shortText('the closing'),
      targets: byId(
        z.object({
          name: shortText('the name of the office holder'),
          honours: shortText('the honours'),
          office: shortText('the office'),
          salutation: shortText('the salutation for this target'),
        }),
        'By the id of the target.',
      ),
    }),
    'The letter in this language.',
  ),
  postcard: section(
    z.object({
      designs: byId(z.object({ src: url('the image'), alt: shortText('the text alternative of the image') }), 'By the id of the design.'),
      guidance: section(z.array(longTextSchema), 'As many entries as in the document.'),
      offices: section(
        z.array(
          z.object({
            name: shortText('the name of the office'),
            address: longText('the address'),
            url: url('the page about the office'),
          }),
        ),
        'As many entries as in the document.',
      ),
    }),
    'The postcard in this language.',
  ),
  fields: byId(
    z.object({
      label: shortText('the label'),
      hint: longText('the hint'),
      options: section(z.array(shortTextSchema), 'As many entries as in the document.'),
    }),
    'By the id of the field.',
  ),
  consent: byId(z.object({ statement: longText('what the supporter agrees to') }), 'By the id of the consent.'),
  share: section(z.object({ url: url('the page to share'), text: longText('the text to share') }), 'What is shared in this language.'),
});

/** The texts of a campaign in another language: any subset of them. */
import * as z from 'zod/mini';
import { dateSchema, describe, idSchema, longTextSchema, shortTextSchema, urlSchema } from './values.schema.ts';

const shortText = z.optional(shortTextSchema);
const longText = z.optional(longTextSchema);
const url = z.optional(urlSchema);

const byId = <T extends z.ZodMiniType>(texts: T, description: string) => z.optional(describe(z.record(idSchema, texts), description));

export const translationSchema = z.object({
  title: shortText,
  summary: longText,
  description: longText,
  organiser: z.optional(z.object({ name: shortText, url, privacyUrl: url })),
  closed: z.optional(z.object({ text: longText })),
  updates: z.optional(
    describe(z.array(z.object({ date: dateSchema, text: longTextSchema })), 'Matched to the updates of the document by date.'),
  ),
  people: byId(
    z.object({ name: shortText, place: shortText, photo: z.optional(z.object({ alt: shortText })), status: shortText }),
    'By the id of the person.',
  ),
  letter: z.optional(
    z.object({
      subject: shortText,
      salutation: shortText,
      body: longText,
      closing: shortText,
      targets: byId(z.object({ name: shortText, honours: shortText, office: shortText, salutation: shortText }), 'By the id of the target.'),
    }),
  ),
  postcard: z.optional(
    z.object({
      designs: byId(z.object({ src: url, alt: shortText }), 'By the id of the design.'),
      guidance: z.optional(describe(z.array(longTextSchema), 'As many entries as in the document.')),
      offices: z.optional(describe(z.array(z.object({ name: shortText, address: longText, url })), 'As many entries as in the document.')),
    }),
  ),
  fields: byId(
    z.object({
      label: shortText,
      hint: longText,
      options: z.optional(describe(z.array(shortTextSchema), 'As many entries as in the document.')),
    }),
    'By the id of the field.',
  ),
  consent: byId(z.object({ statement: longText }), 'By the id of the consent.'),
  share: z.optional(z.object({ url, text: longText })),
});

/** What the server sends to webhooks, in the format of Standard Webhooks. */
import * as z from 'zod/mini';
import { submissionSchema } from './submission.schema.ts';
import { dateSchema, dateTimeSchema, describe, idSchema, slugSchema } from './values.schema.ts';

const campaign = describe(slugSchema, 'The `id` of the campaign.');
const key = describe(z.string(), 'Names the submission in all events. Nobody can find the supporter with it.');
const card = describe(z.string(), 'The id of the card, as the lists of the server show it.');
const person = describe(idSchema, 'The `id` of the person in detention.');

const { consent: _, proof: __, ...submitted } = submissionSchema.shape;
const consent = z.array(z.object({ id: z.string(), statement: z.string(), given: z.boolean(), sha256: describe(z.string(), 'Of the statement, in hexadecimal.') }));

const createdData = z.object({
  campaign,
  key,
  receivedAt: describe(dateTimeSchema, 'When the server received it.'),
  deleteBy: describe(z.nullable(dateTimeSchema), 'When the form promises that it is deleted, with you as well. Null if it promises nothing.'),
  submission: describe(z.object({ ...submitted, consent: z.optional(consent) }), 'As the page has sent it. In a sealed campaign, `sealed` is the encrypted part, which only the organiser’s key opens.'),
  cards: describe(z.array(z.object({ card, person })), 'The cards of a postcard, one for each person.'),
});

const erasedData = z.object({ campaign, key });

const changedData = z.object({
  campaign,
  key: describe(z.nullable(z.string()), 'Of its submission; null for a card on paper.'),
  card,
  person,
  paper: describe(z.boolean(), 'Whether it is a handwritten card.'),
  stage: describe(z.enum(['received', 'approved', 'declined', 'printed', 'delivered', 'withdrawn']), 'The new stage, also after an undo.'),
  day: describe(z.optional(dateSchema), 'The day of delivery.'),
  place: describe(z.optional(z.string()), 'Where it was delivered, if that was noted.'),
});

const toMessage = <Type extends string, Data extends z.ZodMiniType>(type: Type, data: Data) =>
  z.object({ type: z.literal(type), timestamp: describe(dateTimeSchema, 'When it happened.'), data });

export const webhookSchemas = {
  'submission.created': toMessage('submission.created', createdData),
  'submission.erased': toMessage('submission.erased', erasedData),
  'card.changed': toMessage('card.changed', changedData),
  test: toMessage('test', z.object({})),
};

export type WebhookMessage = { [Type in keyof typeof webhookSchemas]: z.infer<(typeof webhookSchemas)[Type]> }[keyof typeof webhookSchemas];

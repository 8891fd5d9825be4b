/** The schemas as JSON Schema, for editors that complete and check a document while it is written, and for OpenAPI. */
import * as z from 'zod/mini';
import { campaignSchema } from './campaign.schema.ts';
import { countsSchema } from './counts.schema.ts';
import { messagesSchema } from './messages.schema.ts';
import { envelopeSchema, outboxSchema } from './outbox.schema.ts';
import { problemSchema } from './problem.schema.ts';
import { challengeSchema } from './proof.schema.ts';
import { webhookSchemas } from './webhook.schema.ts';
import { heldReceiptSchema, receiptSchema, submissionSchema } from './submission.schema.ts';

/** Only build/generate-validators.mjs needs this key. */
const override = ({ jsonSchema }: { jsonSchema: Record<string, unknown> }) => void delete jsonSchema['x-validator'];

/** @returns a JSON Schema of draft 7, which editors support best */
export function campaignJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(campaignSchema, { io: 'input', target: 'draft-7', override });
  return {
    $schema,
    title: 'Campaign document',
    description: 'One action, as its organiser writes it: a letter, postcards, people in detention. Every text is plain text.',
    ...schema,
  };
}

/** @returns a JSON Schema of draft 2020-12, which OpenAPI 3.1 uses, for each body that page and server exchange */
export function apiSchemas(): Record<string, object> {
  const schemas = {
    Campaign: z.extend(campaignSchema, { outbox: z.optional(outboxSchema) }),
    Challenge: challengeSchema,
    Counts: countsSchema,
    Envelope: envelopeSchema,
    HeldReceipt: heldReceiptSchema,
    Messages: messagesSchema,
    Problem: problemSchema,
    Receipt: receiptSchema,
    Submission: submissionSchema,
  };
  return toJsonSchemas(schemas);
}

/** @returns the same for each message to a webhook, by its type */
export const createWebhookJsonSchemas = (): Record<string, object> => toJsonSchemas(webhookSchemas);

const toJsonSchemas = (schemas: Record<string, z.ZodMiniType>) =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, { io: 'input', override });
      return [name, jsonSchema];
    }),
  );

/** The campaign document as JSON Schema, for editors that complete and check while somebody writes. */
import * as z from 'zod/mini';
import { campaignSchema } from './campaign.schema.ts';
import { countsSchema } from './counts.schema.ts';
import { messagesSchema } from './messages.schema.ts';
import { problemSchema } from './problem.schema.ts';
import { receiptSchema, submissionSchema } from './submission.schema.ts';

/** @returns a JSON Schema of draft 7, which editors know best; what refers to its address names the address */
export function campaignJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(campaignSchema, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => void delete jsonSchema['x-form'],
  });
  return {
    $schema,
    title: 'Campaign document',
    description: 'A letter, postcards, people in detention: one action, as its organiser writes it. Every text is plain.',
    ...schema,
  };
}

/** @returns a JSON Schema of 2020-12, which OpenAPI 3.1 takes, for each shape that travels between page and endpoint */
export function apiSchemas(): Record<string, object> {
  const shapes = { Campaign: campaignSchema, Counts: countsSchema, Messages: messagesSchema, Problem: problemSchema, Receipt: receiptSchema, Submission: submissionSchema };
  const override = ({ jsonSchema }: { jsonSchema: Record<string, unknown> }) => void delete jsonSchema['x-form'];
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'input', override });
      return [name, schema];
    }),
  );
}

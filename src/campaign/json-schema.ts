/** The campaign document as JSON Schema, for editors that complete and check while somebody writes. */
import * as z from 'zod/mini';
import { campaign } from './campaign.ts';

/** @returns a JSON Schema of draft 7, which editors know best; what refers to its address names the address */
export function campaignSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(campaign, {
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

/** The public numbers of a campaign, in `counts.json` and in a receipt. */
import * as z from 'zod/mini';
import { countSchema, dateTimeSchema } from './values.schema.ts';

export const countsSchema = z.object({
  /** Accepted submissions except tests, letters and cards alike; never deduplicated. */
  people: countSchema,
  letters: countSchema,
  /** Cumulative: a delivered card is also printed, approved and received; `received` includes `paper`. */
  postcards: z.object({
    received: countSchema,
    approved: countSchema,
    printed: countSchema,
    delivered: countSchema,
    paper: countSchema,
  }),
  /** Cards for each person, by id. */
  perPerson: z.record(z.string(), countSchema),
  /** People who took part through each partner's site, by slug. */
  perPartner: z.record(z.string(), countSchema),
  /** When the server counted, by its own clock. */
  asOf: dateTimeSchema,
});

export type Counts = z.infer<typeof countsSchema>;

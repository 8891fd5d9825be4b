/** The public numbers of a campaign, as `counts.json` gives them and as a receipt carries them. */
import * as z from 'zod/mini';
import { isIsoDateTime } from '../formats.ts';

const count = z.int().check(z.minimum(0));

export const countsSchema = z.object({
  /** Accepted submissions that are no tests, letters and cards alike; never deduplicated. */
  people: count,
  letters: count,
  /** Cumulative: a delivered card is also printed, approved and received; `received` includes `paper`. */
  postcards: z.object({ received: count, approved: count, printed: count, delivered: count, paper: count }),
  /** Cards for each person, by id. */
  perPerson: z.record(z.string(), count),
  /** People who came through each partner's page, by slug. */
  perPartner: z.record(z.string(), count),
  /** When the endpoint counted, by its own clock. */
  asOf: z.string().check(z.refine(isIsoDateTime), z.meta({ format: 'date-time', 'x-form': 'instant' })),
});

export type Counts = z.infer<typeof countsSchema>;

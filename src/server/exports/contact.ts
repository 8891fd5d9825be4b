/** Who may be contacted: those who have said yes to a question whose purpose is contact. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';

/** @returns the ids of the questions of a campaign whose purpose is contact */
export const getContactConsents = (campaign: Campaign | undefined): ReadonlySet<string> =>
  new Set((campaign?.consent ?? []).filter(({ purpose }) => purpose === 'contact').map(({ id }) => id));

/**
 * Whether someone may be contacted. Nobody may because of a test, or of a submission that is held: a flood has the addresses of
 * people who know nothing of it.
 */
export const mayBeContacted = (consents: ReadonlySet<string>, { consent = [] }: Submission, { testing, held }: { testing: number | null; held: string | null }): boolean =>
  !testing && held === null && consent.some(({ id, given }) => given && consents.has(id));

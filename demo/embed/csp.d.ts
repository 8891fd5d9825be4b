/** What somebody has chosen to put on a page that has a policy. */
export interface Wanted {
  /** A key of `ways`. */
  way: string;
  /** Its origin. */
  endpoint: string;
  element: string;
  /** Others, from which the campaign has the fronts of its cards and its photos. */
  origins?: readonly string[] | undefined;
}

/** Sources by directive. */
export type Policy = Record<string, string[]>;

export const policyName: string;
export function policyFor(wanted: Wanted): Policy;
export function trustedTypesFor(wanted: Pick<Wanted, 'way'>): Policy;
export function linesOf(policy: Policy): string[];

export interface Wanted {
  address: string;
  way?: 'element' | 'classic' | 'frame' | 'picture' | 'link';
  elements?: readonly string[];
  pictures?: readonly string[];
}
export const policyName: string;
export function policyFor(wanted: Wanted): Record<string, string[]>;
export function policyLines(wanted: Wanted): string;

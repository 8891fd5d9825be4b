import type { Campaign } from './schema/campaign.schema.ts';

/**
 * What the addresses of a document stand against that came as an object: the folder in which its absolute link to the
 * submissions leads, else the page.
 */
export function getBaseUrl({ links }: Campaign, page: string): string {
  const { submissions = '' } = links ?? {};
  return URL.canParse(submissions) ? new URL('..', submissions).href : page;
}

/** What the hand-written element loads. */
import type { Campaign } from '../../../../src/campaign/schema/campaign.schema.ts';
import { countries as codes } from '../../../../src/campaign/countries.ts';
import { isCampaign } from './is-campaign.ts';

/** Elements with the same address share one download. */
const documents = new Map<string, Promise<Campaign>>();

export function loadCampaign(url: string): Promise<Campaign> {
  let promise = documents.get(url);
  if (!promise) {
    promise = fetch(url)
      .then((response) => {
        if (!response.ok) throw new Error(`status ${response.status}`);
        return response.json();
      })
      .then((json: unknown) => {
        if (!isCampaign(json)) throw new Error('not a campaign');
        return json;
      });
    documents.set(url, promise);
  }
  return promise;
}

const counts = new Map<string, Promise<{ people: number }>>();

export function loadCounts(url: string) {
  let promise = counts.get(url);
  if (!promise) counts.set(url, (promise = fetch(url).then((response) => response.json() as Promise<{ people: number }>)));
  return promise;
}

let sortedCountries: [code: string, name: string][] | undefined;

/** Creates the list once, after the first form is interactive. */
export function getCountries() {
  if (!sortedCountries) {
    const display = new Intl.DisplayNames('en', { type: 'region' });
    const { compare } = new Intl.Collator('en');
    sortedCountries = codes
      .map((code): [string, string] => [code, display.of(code) ?? code])
      .sort(([, a], [, b]) => compare(a, b));
  }
  return sortedCountries;
}

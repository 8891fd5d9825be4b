/** What the server adds where it serves the demo's campaigns: sample cards, and the list of pages. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp, type AppOptions } from './app.ts';
import type { Sample } from './demo-data/plan-submissions.ts';
import { demoCampaignId, seed } from './demo-data/seed.ts';

/** Submits the demo's sample cards to an app over the same store whose clock is set to the day of each card. */
export async function seedDemo(demoDir: string, options: AppOptions): Promise<void> {
  const campaign = options.campaigns.get(demoCampaignId)?.campaign;
  const samples = readDemoFile<Sample>(demoDir, 'samples.json');
  if (!campaign || !samples) return;
  let clock = 0;
  const app = createApp({ ...options, now: () => clock });
  await seed({
    campaign,
    store: options.store,
    samples,
    submit(body, at) {
      clock = at;
      const url = `http://localhost/campaigns/${campaign.id}/submissions`;
      const headers = { 'Content-Type': 'application/json' };
      return Promise.resolve(app.fetch(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) })));
    },
  });
}

export const readDemoPages = (demoDir: string) => readDemoFile<{ title: string; path: string }>(demoDir, 'pages.json') ?? [];

/** @returns the list in a file, or undefined if there is no such file */
function readDemoFile<T>(demoDir: string, name: string): T[] | undefined {
  const file = join(demoDir, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T[]) : undefined;
}

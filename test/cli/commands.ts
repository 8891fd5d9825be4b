/** The commands on cards, and the campaigns that they find. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock } from 'node:test';
import { runCli } from '../../src/cli/cli.ts';
import { createLetterCampaign, createPostcardCampaign, createTempFolder } from '../server/support.ts';

export const campaign = createPostcardCampaign({ id: 'free-two' });
campaign.people![0]!.place = 'Prey Sar';
/** A folder with one campaign that has cards, and one that has none. */
export const campaigns = createTempFolder();
for (const one of [campaign, createLetterCampaign({ id: 'letter' })]) writeFileSync(join(campaigns, `${one.id}.json`), JSON.stringify(one));

/** What a process of the command line does, in this one: to start it takes longer than its work. */
export async function run(args: string[], env: Record<string, string>) {
  const said = { out: '', error: '' };
  const log = mock.method(console, 'log', (text: string) => void (said.out += `${text}\n`));
  const error = mock.method(console, 'error', (text: string) => void (said.error += `${text}\n`));
  await runCli(['cards', ...args], env);
  log.mock.restore();
  error.mock.restore();
  const code = process.exitCode ?? 0;
  process.exitCode = undefined;
  return { code, ...said };
}

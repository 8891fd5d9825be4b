/**
 * npm run test:flood -- [--count 100000] [--proofs 3000] [--postgres]
 *
 * Automated submissions from one address, while 200 people on 40 addresses take part. All of them must arrive, half of them within five
 * seconds; and the flood is taken back in one step. Prints what it costs its sender.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { openDatabase } from '../../src/server/db/open-database.ts';
import { withdrawSubmissions } from '../../src/server/submissions/withdraw-submissions.ts';
import { startServerProcess } from '../server/process.ts';
import { createLetterCampaign } from '../server/support/campaigns.ts';
import { startPostgres } from '../support/postgres.ts';
import { solve } from '../support/proof-of-work.ts';
import { createClient } from './client.ts';
import { getAddress, takePart, type Participation } from './people.ts';
import type { SenderOptions, SenderReport } from './sender.ts';

const { values } = parseArgs({ options: { count: { type: 'string', default: '100000' }, proofs: { type: 'string', default: '3000' }, postgres: { type: 'boolean', default: false } } });
const [count, proofs] = [Number(values.count), Number(values.proofs)];
const peopleCount = 200;
const floodAddress = '203.0.113.66';
/** The most that half of the people may wait, in milliseconds. */
const maxMedianDelay = 5000;

const folder = mkdtempSync(join(tmpdir(), 'flood-'));
const campaign = createLetterCampaign({ id: 'flooded', ask: { country: 'required' } });
writeFileSync(join(folder, 'flooded.json'), JSON.stringify(campaign));
const postgres = values.postgres ? await startPostgres() : undefined;
const dataDir = mkdtempSync(join(tmpdir(), 'flood-data-'));
const server = await startServerProcess({
  CAMPAIGNS_DIR: folder,
  TRUSTED_PROXIES: 'loopback',
  CAMPAIGN_LIMIT: '300',
  ...(postgres ? { DATABASE_URL: postgres.url } : { DATA_DIR: dataDir }),
});
const campaignUrl = `${server.url}/campaigns/${campaign.id}`;

/** Runs the flood; each part of it starts the next person. */
async function runFlood(): Promise<{ report: SenderReport; people: Promise<Participation>[] }> {
  const options: SenderOptions = { campaignUrl, address: floodAddress, partner: 'flood', count, proofs, parts: peopleCount };
  const child = spawn(process.execPath, [fileURLToPath(new URL('sender.ts', import.meta.url)), JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const people: Promise<Participation>[] = [];
  const join = () => people.push(takePart(campaignUrl, getAddress(people.length, floodAddress), 'newspaper', people.length % 2 === 0));
  let report: SenderReport | undefined;
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('{')) report = JSON.parse(line) as SenderReport;
    else if (people.length < peopleCount) join();
  }
  while (people.length < peopleCount) join();
  return { report: report ?? assert.fail('the sender has ended early'), people };
}

const getQuantile = (values: readonly number[], quantile: number) => values.toSorted((a, b) => a - b)[Math.ceil(values.length * quantile) - 1] ?? 0;
const formatSeconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
const fetchPeople = async () => ((await (await fetch(`${campaignUrl}/counts.json`)).json()) as { people: number }).people;

try {
  const { report, people } = await runFlood();
  const participations = await Promise.all(people);
  for (const { letter, address, isHeld } of participations) {
    const { status } = await createClient(campaignUrl, address).submit(letter);
    assert.equal(status, isHeld ? 202 : 200, 'a replay of what arrived');
  }
  const delays = participations.map(({ delay }) => delay);
  const phones = participations.filter(({ isPhone }) => isPhone).map(({ delay }) => delay);
  const held = participations.filter(({ isHeld }) => isHeld);
  const countBefore = await fetchPeople();

  const store = await openDatabase({ databaseUrl: postgres?.url, dataDir }, { mayCreate: false });
  const withdrawalStart = performance.now();
  const withdrawal = await withdrawSubmissions(store, { campaign: campaign.id, partner: 'flood', to: new Date(Date.now() + 1000).toISOString() }, { now: Date.now() });
  const withdrawalTime = performance.now() - withdrawalStart;
  await store.close();
  const countAfter = await fetchPeople();

  const challenges = await Promise.all(Array.from({ length: 20 }, () => createClient(campaignUrl, floodAddress).fetchChallenge()));
  const measure = async (work: () => unknown) => {
    const start = performance.now();
    await work();
    return (performance.now() - start) / challenges.length;
  };
  const fastest = await measure(() => challenges.forEach(solve));
  const reference = await measure(async () => {
    for (const challenge of challenges) await solveChallenge({ challenge, deriveKey });
  });

  console.log(`the flood: ${count} submissions from one address in ${formatSeconds(report.duration)}, ${values.postgres ? 'PostgreSQL' : 'SQLite'}`);
  for (const [status, number] of Object.entries(report.statuses)) console.log(`  ${status}: ${number}`);
  console.log(`  ${report.proofs} proofs, ${formatSeconds(report.proofTime / Math.max(1, report.proofs))} of one core each`);
  console.log(`  a proof for each of ${count}: ${(fastest * count / 3_600_000).toFixed(2)} hours of one core with native code (${fastest.toFixed(0)} ms each), ${(reference * count / 3_600_000).toFixed(2)} hours with altcha-lib (${reference.toFixed(0)} ms each)`);
  console.log(`the people: ${participations.length} of ${peopleCount} arrived, ${held.length} of them held, from ${new Set(participations.map(({ address }) => address)).size} addresses`);
  console.log(`  ${participations.filter(({ hasProof }) => hasProof).length} with a proof; ${held.filter(({ address }) => address !== floodAddress).length} held who did not share the address of the flood`);
  console.log(`  delay: median ${formatSeconds(getQuantile(delays, 0.5))}, 95 % ${formatSeconds(getQuantile(delays, 0.95))}, longest ${formatSeconds(Math.max(...delays))}; on cheap phones: median ${formatSeconds(getQuantile(phones, 0.5))}`);
  console.log(`taken back in one step: ${withdrawal.counted} that were counted and ${withdrawal.held} that were held, in ${formatSeconds(withdrawalTime)}; people counted: ${countBefore} before, ${countAfter} after`);

  assert.equal(participations.length, peopleCount);
  assert.ok(getQuantile(delays, 0.5) < maxMedianDelay, 'the median delay');
  assert.equal(countAfter, peopleCount - held.length, 'the people who are counted');
} finally {
  await server.stop('SIGTERM');
  await postgres?.stop();
  for (const path of [folder, dataDir]) rmSync(path, { recursive: true, force: true });
}

/**
 * The sender of a flood, in a process of its own: `node sender.ts '{"campaignUrl": …}'`. It computes proofs as fast as a program can, as
 * long as it is willing to, and prints a line for each part that it has sent; at the end, its report as JSON.
 */
import { solve } from '../support/proof-of-work.ts';
import { createClient, createFloodLetter } from './client.ts';

export interface SenderOptions {
  campaignUrl: string;
  address: string;
  partner: string;
  count: number;
  /** How many proofs it computes; after those, it goes on without. */
  proofs: number;
  /** In how many parts it reports its progress. */
  parts: number;
}

export interface SenderReport {
  /** Number of submissions by the last status of each. */
  statuses: Record<string, number>;
  proofs: number;
  /** Of all proofs, in milliseconds of one core. */
  proofTime: number;
  /** In milliseconds. */
  duration: number;
}

const { campaignUrl, address, partner, count, proofs, parts } = JSON.parse(process.argv[2]!) as SenderOptions;
const concurrency = 32;
const client = createClient(campaignUrl, address);
const report: SenderReport = { statuses: {}, proofs: 0, proofTime: 0, duration: 0 };
const start = performance.now();
let started = 0;

async function sendOne(): Promise<number> {
  const letter = createFloodLetter(partner);
  const { status } = await client.submit(letter);
  if (status !== 428 || report.proofs >= proofs) return status;
  report.proofs++;
  const challenge = await client.fetchChallenge();
  const proofStart = performance.now();
  const proof = solve(challenge);
  report.proofTime += performance.now() - proofStart;
  return (await client.submit({ ...letter, proof })).status;
}

async function run(): Promise<void> {
  while (started < count) {
    if (++started % Math.ceil(count / parts) === 0) console.log('part');
    const status = await sendOne();
    report.statuses[status] = (report.statuses[status] ?? 0) + 1;
  }
}

await Promise.all(Array.from({ length: concurrency }, run));
report.duration = performance.now() - start;
console.log(JSON.stringify(report));
process.exit();

/**
 * npm run test:export -- [--count 1000000]
 *
 * Exports a million letters from SQLite, in a process of its own, and measures how much memory it uses more than when it is idle. Then
 * Python's csv module reads the file, and every value must be the one that was stored. At the end, the desk searches the letters, each request
 * for a limited time.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../src/server/db/open-database.ts';
import { findLetters, type LetterPage } from '../../src/server/letters/find-letters.ts';
import { readLetterFilter, type LetterFilter } from '../../src/server/letters/letter-filter.ts';
import { createLetter, createLetterCampaign } from '../server/support/campaigns.ts';
import { createTexts } from './texts.ts';

const { values } = parseArgs({ options: { count: { type: 'string', default: '1000000' } } });
const count = Number(values.count);
/** The most memory over that of the idle process, in bytes. */
const maxGrowth = 60 * 1_000_000;

const folder = mkdtempSync(join(tmpdir(), 'export-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const campaign = createLetterCampaign({ id: 'million', ask: { email: 'optional', country: 'required' }, consent: [{ id: 'news', statement: 'Write to me.', purpose: 'contact' }] });
const campaignsDir = join(folder, 'campaigns');
mkdirSync(campaignsDir);
writeFileSync(join(campaignsDir, 'million.json'), JSON.stringify(campaign));
const dataDir = join(folder, 'data');
await (await openDatabase({ dataDir }, { mayCreate: true })).close();

/** @returns the digest of all values, as the CSV must have them */
function insertLetters(): string {
  const database = new DatabaseSync(join(dataDir, 'submissions.sqlite'));
  const insert = database.prepare(`insert into submissions (campaign, id_digest, content_digest, kind, recipients, testing, day, received_at, counts, payload) values ('million', ?, '', 'letter', '["minister"]', 0, '2018-07-20', ?, '{}', ?)`);
  const digest = createHash('sha256');
  database.exec('begin');
  for (let i = 0; i < count; i++) {
    const { name, subject, body, given } = createTexts(i);
    const letter = createLetter({ person: { name, email: `person${i}@group.example` }, letter: { targets: ['minister'], subject, body }, consent: [{ id: 'news', statement: 'Write to me.', given }] });
    insert.run(String(i), new Date(1_530_000_000_000 + i * 10).toISOString(), JSON.stringify(letter));
    // A spreadsheet must not take it for a formula.
    const safe = [name, subject, body].map((text) => (/^[=+\-@\t]/.test(text) ? `'${text}` : text));
    digest.update([letter.id, ...safe, given ? 'yes' : 'no'].map((text) => `${text}\0`).join(''));
  }
  database.exec('commit');
  database.close();
  return digest.digest('hex');
}

const readCsv = `
import csv, hashlib, sys
csv.field_size_limit(1 << 30)
digest, count = hashlib.sha256(), 0
with open(sys.argv[1], encoding='utf-8-sig', newline='') as file:
    for row in csv.DictReader(file, strict=True):
        count += 1
        for name in ('id', 'name', 'subject', 'body', 'consent:news'):
            digest.update(row[name].encode() + b'\\0')
print(count, digest.hexdigest())
`;

/** Looks for letters until all have been read. @returns the seconds of the first request, of the longest one and of all */
async function search(changes: Partial<LetterFilter>): Promise<{ first: number; longest: number; total: number; matchCount: number }> {
  const store = await openDatabase({ dataDir }, { mayCreate: false });
  const filter = { ...readLetterFilter(new URLSearchParams()).filter, ...changes };
  const times: number[] = [];
  let matchCount = 0;
  for (let after: LetterPage['next'], isFirst = true; after || isFirst; isFirst = false) {
    const start = performance.now();
    const page = await findLetters(store, { campaign: 'million', document: campaign, filter, after, pageSize: 50, maxTime: 2000 });
    times.push((performance.now() - start) / 1000);
    matchCount += page.letters.length;
    after = page.next;
  }
  await store.close();
  return { first: times[0]!, longest: Math.max(...times), total: times.reduce((sum, time) => sum + time, 0), matchCount };
}

const expected = insertLetters();
const file = join(folder, 'million.csv');
const env = { ...process.env, CAMPAIGNS_DIR: campaignsDir, DATA_DIR: dataDir };
const child = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('export.ts', import.meta.url)), file], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
assert.equal(child.status, 0);
const { idle, peak, seconds } = JSON.parse(child.stdout.trim().split('\n').at(-1)!) as { idle: number; peak: number; seconds: number };
const python = spawnSync('python3', ['-c', readCsv, file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const inMegabytes = (bytes: number) => `${Math.round(bytes / 1_000_000)} MB`;
console.log(`${count} letters, ${inMegabytes(statSync(file).size)} of CSV in ${seconds} s; memory: ${inMegabytes(idle)} idle, ${inMegabytes(peak)} at most, ${inMegabytes(peak - idle)} more`);
for (const filter of [{ search: 'nobody says this' }, { text: 'standard' }, { country: 'KH' }]) {
  const { first, longest, total, matchCount } = await search(filter);
  console.log(`${JSON.stringify(filter)}: first request ${first.toFixed(2)} s, longest ${longest.toFixed(2)} s, all ${total.toFixed(1)} s; ${matchCount} letters`);
  assert.ok(longest < 4, 'a request took too long');
}
assert.equal(python.stdout, `${count} ${expected}\n`);
assert.ok(peak - idle < maxGrowth, `more than ${inMegabytes(maxGrowth)}`);

/** The `sealed` commands: a key, and the files that the ordinary `age` command opens with it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';
import { sealSubmission } from '../../src/sealing/seal-submission.ts';
import type { Store } from '../../src/server/db/store.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from '../server/support/campaigns.ts';
import { createTempFolder } from '../server/support/temp-folder.ts';
import { createTestServer, today } from '../server/support/test-server.ts';
import { runAge } from '../support/age.ts';
import type { SealedContent } from '../support/age-keys.ts';
import { openCampaignDatabase, type CampaignDatabase } from './campaign-database.ts';
import { runInProcess } from './commands.ts';

const run = (...args: string[]) => runInProcess(['sealed', ...args], {});

describe('sealed create-key', () => {
  it('writes a secret key that only its owner can read, and prints the public one', async () => {
    const file = join(createTempFolder(), 'key.txt');
    const { code, stdout, stderr } = await run('create-key', file);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^age1[02-9ac-hj-np-z]{58}\n$/);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.match(readFileSync(file, 'utf8'), new RegExp(`^# created: \\S+\n# public key: ${stdout.trim()}\nAGE-SECRET-KEY-1[0-9A-Z]{58}\n$`));
    assert.match(stderr, /Copy it to two places/);
    assert.match(stderr, /To change the key/);
    assert.doesNotMatch(stdout + stderr, /AGE-SECRET-KEY/);
  });

  it('never overwrites a file', async () => {
    const file = join(createTempFolder(), 'key.txt');
    await run('create-key', file);
    const before = readFileSync(file, 'utf8');
    const { code, stdout, stderr } = await run('create-key', file);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /exists, and is not overwritten/);
    assert.equal(readFileSync(file, 'utf8'), before);
  });

  it('says what is wrong with its arguments', async () => {
    for (const args of [[], ['create-key'], ['create-key', 'a', 'b'], ['create-key', 'a', '--out', 'b'], ['export'], ['export', '--campaign', 'x'], ['export', 'x', '--campaign', 'x', '--out', 'y'], ['open']]) {
      const { code, stderr } = await run(...args);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, /Usage: action-widgets-server sealed/);
    }
    const missing = await run('create-key', join(createTempFolder(), 'none', 'key.txt'));
    assert.deepEqual([missing.code, /cannot write .*: ENOENT/.test(missing.stderr)], [2, true]);
  });
});

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`sealed export (${kind})`, () => {
    let database: CampaignDatabase;
    let env: Record<string, string>;
    let store: Store;
    let letters: Campaign;
    let cards: Campaign;
    const keyFile = join(createTempFolder(), 'key.txt');
    let recipient: string;

    before(async () => {
      recipient = (await run('create-key', keyFile)).stdout.trim();
      [letters, cards] = [createLetterCampaign({ seal: { recipient }, ask: { country: 'required' } }), createPostcardCampaign({ seal: { recipient } })];
      database = await openCampaignDatabase(kind, [letters, cards]);
      ({ env, store } = database);
    });
    after(() => database.close());

    const exportTo = (campaign: string, folder: string) => runInProcess(['sealed', 'export', '--campaign', campaign, '--out', folder], env);
    const submit = async (campaign: Campaign, submission: object) => {
      const { status, text } = await createTestServer(store, [campaign]).submit(campaign, await sealSubmission(submission as Submission, recipient));
      assert.equal(status, 201, text);
    };

    it('writes files that the age command opens, with every word as it was typed', async () => {
      const body = 'សូមដោះលែងពួកគេ 🕊️ “now”,\nشكرا\u200b';
      const [first, second] = [createLetter({ person: { name: 'Anna Example', country: 'AU' }, letter: { targets: ['minister'], subject: 'Her', body } }), createLetter({ person: { name: 'Bo', country: 'AU' } })];
      await submit(letters, first);
      await submit(letters, second);
      const folder = join(createTempFolder(), 'out');
      const { code, stdout, stderr } = await exportTo(letters.id, folder);
      assert.deepEqual([code, stdout, stderr], [0, `2 sealed submissions in ${folder}\n`, '']);
      assert.deepEqual(readdirSync(folder).sort(), [`${first.id}.age`, `${second.id}.age`, 'index.json'].sort());
      const content = JSON.parse(runAge(keyFile, join(folder, `${first.id}.age`))) as SealedContent;
      assert.deepEqual(content, { id: first.id, person: { name: 'Anna Example' }, letter: { subject: 'Her', body } });
      const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as (Submission & { file: string })[];
      assert.deepEqual(index.find(({ id }) => id === second.id), {
        ...{ file: `${second.id}.age`, id: second.id, kind: 'letter', language: 'en', person: { country: 'AU' }, letter: { targets: ['minister'] } },
        ...{ receivedAt: new Date(today).toISOString(), held: false },
      });
      assert.doesNotMatch(JSON.stringify(index), /Anna|Bo"/);
      for (const file of readdirSync(folder)) assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600);
      assert.equal(statSync(folder).mode & 0o777, 0o700);
    });

    it('adds what has arrived when it is repeated, and names the cards of each submission', async () => {
      const folder = createTempFolder();
      assert.match((await exportTo(cards.id, folder)).stdout, /^0 sealed submissions/);
      const card = createPostcard();
      await submit(cards, card);
      for (let times = 0; times < 2; times++) assert.match((await exportTo(cards.id, folder)).stdout, /^1 sealed submission in/);
      const [entry] = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { cards: { id: string }[] }[];
      const stored = await store.cards.find({ campaign: cards.id });
      assert.deepEqual(entry!.cards.map(({ id }) => id).sort(), stored.map(({ id }) => id).sort());
    });

    it('names the sealed campaigns if there is no such campaign', async () => {
      const { code, stderr } = await exportTo('free-no-one', createTempFolder());
      assert.equal(code, 2);
      assert.match(stderr, new RegExp(`unknown sealed campaign "free-no-one"; known: ${[letters.id, cards.id].sort().join(', ')}`));
    });

    it('belongs to cards that are listed without words, and are approved and printed like any other', async () => {
      await submit(cards, createPostcard());
      const { stdout } = await runInProcess(['cards', 'list', '--campaign', cards.id, '--person', 'ny-sokha'], env);
      assert.match(stdout, /\n {2}from a sealed submission, in en, not to be published\n/);
      assert.doesNotMatch(stdout, /Anna|We think of you/);
      const list = join(createTempFolder(), 'list.txt');
      writeFileSync(list, stdout);
      const ids = [...stdout.matchAll(/^(\w+) {2}received/gm)].map(([, id]) => id!);
      assert.equal((await runInProcess(['cards', 'approve', ...ids], env)).code, 0);
      assert.equal((await runInProcess(['cards', 'printed', '--from', list], env)).code, 0);
    });

    it('leaves out what has been deleted', async () => {
      await store.deleteReceivedBefore(cards.id, new Date(today + 1).toISOString());
      assert.match((await exportTo(cards.id, createTempFolder())).stdout, /^0 sealed submissions/);
    });
  });

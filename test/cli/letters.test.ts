/** The `letters` commands, and `cards export`. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from '../server/support/campaigns.ts';
import { createTempFolder } from '../server/support/temp-folder.ts';
import { createTestServer } from '../server/support/test-server.ts';
import { inheritedEnv } from '../server/process.ts';
import { openCampaignDatabase, type CampaignDatabase } from './campaign-database.ts';
import { runInProcess, startCli } from './commands.ts';

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`letters commands (${kind})`, () => {
    let database: CampaignDatabase;
    let letters: Campaign;
    let cards: Campaign;
    const consent = [{ id: 'news', statement: 'Write to me.', purpose: 'contact' as const }];
    const answer = (given: boolean) => [{ id: 'news', statement: 'Write to me.', given }];

    before(async () => {
      letters = createLetterCampaign({ id: `letters-${kind}`, ask: { email: 'optional', country: 'required' }, consent });
      cards = createPostcardCampaign({ id: `cards-${kind}`, ask: { email: 'optional' }, consent });
      database = await openCampaignDatabase(kind, [letters, cards]);
      const server = createTestServer(database.store, [letters, cards]);
      const create = (name: string, given: boolean, more = {}) => createLetter({ person: { name, email: `${name.toLowerCase()}@group.example`, country: 'AU' }, consent: answer(given), ...more });
      for (const letter of [create('Anna', true), create('Ben', false), create('Carl', true, { testing: true })]) assert.equal((await server.submit(letters, letter)).status, 201);
      assert.equal((await server.submit(cards, createPostcard({ person: { name: 'Anna', email: 'anna@group.example' }, consent: answer(true) }))).status, 201);
    });
    after(() => database.close());

    const run = (...args: string[]) => runInProcess(args, database.env);
    const exportLetters = (format: string, ...args: string[]) => run('letters', 'export', letters.id, '--format', format, ...args);
    const createFileName = () => join(createTempFolder(), 'letters.out');

    it('list each letter on one line', async () => {
      const { code, stdout, stderr } = await run('letters', 'list', letters.id);
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /^(?:[0-9a-f-]{36} {2}2018-07-20 {2}to minister, from \w+, AU, in en: A subject(?: \(a test\))?\n){3}3 letters\n$/);
      assert.match(stdout, /Carl, AU, in en: A subject \(a test\)\n/);
    });

    it('export to a file that only its owner can read, and say how much', async () => {
      const file = createFileName();
      const { code, stdout, stderr } = await exportLetters('csv', '--output', file);
      assert.deepEqual([code, stdout, stderr], [0, '', '3 letters exported\n']);
      assert.equal(statSync(file).mode & 0o777, 0o600);
      assert.match(readFileSync(file, 'utf8'), /^\ufeffid,received_at,.*,consent:news,other_answers\r\n/);
    });

    it('overwrite a file only with --force', async () => {
      const file = createFileName();
      writeFileSync(file, 'mine');
      chmodSync(file, 0o644);
      const { code, stderr } = await exportLetters('jsonl', '--output', file);
      assert.deepEqual([code, readFileSync(file, 'utf8')], [2, 'mine']);
      assert.match(stderr, /letters\.out exists; use --force to overwrite it/);
      assert.equal((await exportLetters('jsonl', '--output', file, '--force')).code, 0);
      assert.equal(readFileSync(file, 'utf8').trim().split('\n').length, 3);
      assert.equal(statSync(file).mode & 0o777, 0o600);
    });

    it('export for contact only who has agreed', async () => {
      for (const args of [['csv', '--for', 'contact'], ['jsonl', '--for', 'contact'], ['osdi'], ['osdi-people']]) {
        const file = createFileName();
        assert.equal((await exportLetters(args[0]!, ...args.slice(1), '--output', file)).stderr, '1 letter exported\n', args.join(' '));
        const text = readFileSync(file, 'utf8');
        assert.match(text, /anna@group\.example/);
        assert.doesNotMatch(text, /ben@|carl@/);
      }
    });

    it('export cards, or their senders', async () => {
      const file = createFileName();
      assert.equal((await run('cards', 'export', '--campaign', cards.id, '--format', 'csv', '--output', file)).stderr, '2 cards exported\n');
      assert.match(readFileSync(file, 'utf8'), /,Lim Mony,received,/);
      assert.equal((await run('cards', 'export', '--campaign', cards.id, '--format', 'osdi', '--output', file, '--force')).stderr, '1 sender exported\n');
    });

    it('are recorded: who, what and how many', async () => {
      const { stdout } = await run('audit', 'list', '--campaign', letters.id);
      assert.match(stdout, new RegExp(` {2}letters export --format csv {2}${letters.id} {2}3\n`));
      assert.match(stdout, new RegExp(` {2}letters export --format jsonl --for contact {2}${letters.id} {2}1\n`));
      assert.doesNotMatch(stdout, /@|Anna/);
      assert.match((await run('audit', 'list', '--campaign', cards.id)).stdout, / {2}cards export --format csv {2}\S+ {2}2\n/);
    });

    describe('pack', () => {
      const pack = async (id: string, ...args: string[]) => {
        const file = createFileName();
        const result = await run('letters', 'pack', id, '--output', file, ...args);
        return { ...result, html: existsSync(file) ? readFileSync(file, 'utf8') : '' };
      };
      let packed: Campaign;

      before(async () => {
        packed = createLetterCampaign({ id: `packed-${kind}`, ask: { country: 'required', email: 'optional' }, translations: { ar: { title: 'الحرية', letter: { salutation: 'السيد {name}،', closing: 'مع التحية' } } } });
        writeFileSync(join(database.env['CAMPAIGNS_DIR']!, `${packed.id}.json`), JSON.stringify(packed));
        const server = createTestServer(database.store, [packed]);
        const create = (name: string, country: string, more = {}) => createLetter({ person: { name, country, email: 'hidden@group.example' }, ...more });
        const letters = [
          create('Zoë <b>', 'FR', { letter: { targets: ['minister'], subject: 'Now & here', body: 'One.\n\nTwo <i>.' } }),
          create('سارة', 'EG', { language: 'ar', letter: { targets: ['minister'], subject: 'سام', body: 'أطلقوا سراحها.' } }),
          create('Anna', 'FR'),
          create('Test', 'AU', { testing: true }),
        ];
        for (const letter of letters) assert.equal((await server.submit(packed, letter)).status, 201);
      });

      it('has a title page, and each letter in its language and direction', async () => {
        const { code, html, stderr } = await pack(packed.id);
        assert.deepEqual([code, stderr], [0, '3 letters in the pack\n']);
        assert.match(html, /<h1 dir="auto">Free Sam Sokha<\/h1>[^]*<p class="count">3<\/p>\n<p dir="auto">A Human Rights Group<\/p>/);
        assert.equal(html.match(/<section class="letter"/g)!.length, 3);
        const [, arabic] = html.match(/<section class="letter" lang="ar" dir="rtl">([^]*?)<\/section>/)!;
        assert.match(arabic!, /السيد A\. Minister،[^]*أطلقوا سراحها\.[^]*مع التحية[^]*<bdi>سارة<\/bdi><br><bdi>Egypt<\/bdi>/);
        assert.match(html, /<h2 dir="auto">Now &amp; here<\/h2>\n<p dir="auto">Dear His Excellency A\. Minister,<\/p>\n<p dir="auto">One\.<\/p><p dir="auto">Two &lt;i&gt;\.<\/p>/);
        assert.match(html, /<\/body>\n<\/html>\n$/);
      });

      it('needs no other file, contains the fonts of its scripts, and no address', async () => {
        const { html } = await pack(packed.id);
        assert.match(html, /@font-face \{ font-family: 'print noto-naskh-arabic arabic'; src: url\(data:/);
        assert.doesNotMatch(html, /src="|href=|https?:|hidden@|Test/);
      });

      it('lists names by country', async () => {
        const { html, stderr } = await pack(packed.id, '--names');
        assert.equal(stderr, '3 names in the pack\n');
        assert.match(html, /<h2 dir="auto">Egypt <span>1<\/span><\/h2>\n<ul class="names">\n<li><bdi>سارة<\/bdi><\/li>\n<\/ul>\n<h2 dir="auto">France <span>2<\/span><\/h2>\n<ul class="names">\n<li><bdi>Anna<\/bdi><\/li>\n<li><bdi>Zoë &lt;b&gt;<\/bdi><\/li>\n<\/ul>\n<\/body>/);
        assert.doesNotMatch(html, /hidden@|Some words/);
      });

      it('is recorded', async () => {
        const { stdout } = await run('audit', 'list', '--campaign', packed.id);
        assert.match(stdout, / {2}letters pack --names {2}\S+ {2}3\n/);
        assert.match(stdout, / {2}letters pack {2}\S+ {2}3\n/);
      });

      it('needs a campaign with letters', async () => {
        const { code, stderr } = await pack(cards.id);
        assert.equal(code, 2);
        assert.match(stderr, new RegExp(`unknown campaign with letters "${cards.id}"; known: letters-${kind}, packed-${kind}`));
        assert.match((await pack(packed.id, '--format', 'csv')).stderr, /letters pack does not support --format/);
      });
    });

    it('explain what is missing', async () => {
      for (const args of [['letters'], ['letters', 'lst'], ['letters', 'list'], ['letters', 'list', letters.id, '--force'], ['letters', 'export', letters.id], ['letters', 'export', letters.id, '--format', 'xls'], ['letters', 'export', letters.id, '--format', 'csv', '--for', 'fun'], ['letters', 'export', letters.id, 'x', '--format', 'csv']]) {
        const { code, stderr } = await run(...args);
        assert.equal(code, 2, args.join(' '));
        assert.match(stderr, /Usage: action-widgets-server letters/);
      }
      assert.match((await run('cards', 'export', '--format', 'csv')).stderr, /missing --campaign\n\nUsage: action-widgets-server cards/);
      assert.match((await run('letters', 'list', 'none')).stderr, new RegExp(`unknown campaign "none"; known: cards-${kind}, letters-${kind}, packed-${kind}\n`));
      assert.match((await exportLetters('csv', '--output', join(createTempFolder(), 'no', 'file'))).stderr, /cannot write .*: ENOENT\n/);
      assert.match((await run('letters', '--help')).stdout, /^Usage: action-widgets-server letters/);
    });

    it('export without a document, but not for contact', async () => {
      const env = { ...database.env, CAMPAIGNS_DIR: createTempFolder() };
      const file = createFileName();
      const all = await runInProcess(['letters', 'export', letters.id, '--format', 'csv', '--output', file], env);
      assert.equal(all.code, 0);
      assert.match(all.stderr, /no valid document in .*\n3 letters exported\n$/);
      const contacts = await runInProcess(['letters', 'export', letters.id, '--format', 'osdi', '--output', `${file}2`], env);
      assert.deepEqual([contacts.code, existsSync(`${file}2`)], [2, false]);
      assert.match(contacts.stderr, /which says who may be contacted/);
    });

    it('use no document of the demo without CAMPAIGNS_DIR, like the server', async () => {
      const { CAMPAIGNS_DIR: _, ...env } = database.env;
      const demo = await runInProcess(['letters', 'list', 'sam-sokha'], env);
      assert.deepEqual([demo.code, demo.stderr.includes('unknown campaign "sam-sokha"')], [2, true]);
      const exported = await runInProcess(['letters', 'export', letters.id, '--format', 'jsonl', '--output', createFileName()], env);
      assert.equal(exported.stderr, `${letters.id}: no valid document, so names are unknown and answers have no columns of their own; set CAMPAIGNS_DIR to its folder\n3 letters exported\n`);
    });

    it('write to standard output, and record what a reader that ends early may have got', async () => {
      const env = { ...inheritedEnv, ...database.env };
      const complete = startCli(['letters', 'export', letters.id, '--format', 'jsonl'], env);
      assert.equal(await complete.exitCode, 0, complete.output.stderr);
      assert.equal(complete.output.stdout.trim().split('\n').length, 3);
      const { child, output, exitCode } = startCli(['letters', 'export', letters.id, '--format', 'jsonl', '--output', '-', '--actor', 'early'], env);
      child.stdout.destroy();
      assert.equal(await exitCode, 1);
      assert.match(output.stderr, /cannot write to standard output: EPIPE/);
      assert.match((await run('audit', 'list')).stdout, / {2}early {2}letters export --format jsonl {2}/);
    });
  });

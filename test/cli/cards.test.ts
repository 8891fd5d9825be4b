/** Cards by the command line, beside a server that runs. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { postgres } from '../../src/server/db/postgres.ts';
import { sqlite } from '../../src/server/db/sqlite.ts';
import { openStore } from '../../src/server/db/store.ts';
import { sumOf } from '../server/cards.ts';
import { inheritedEnv, startServerProcess, type ServerProcess } from '../server/process.ts';
import { createPostcard, createTempFolder } from '../server/support.ts';
import { startPostgres, type Postgres } from '../support/postgres.ts';
import { until } from '../support/until.ts';
import { campaign, campaigns, run } from './commands.ts';

const main = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));

interface Card {
  id: string;
  person: string;
  stage: string;
  text?: string;
  mayBeShown?: boolean;
  delivered?: { day: string; place?: string };
}

function begin(args: string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [main, 'cards', ...args], { env });
  const said = { out: '', error: '' };
  child.stdout.on('data', (data) => (said.out += data));
  child.stderr.on('data', (data) => (said.error += data));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, said, ended };
}

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`action-widgets cards (${kind})`, () => {
    let postgresServer: Postgres | undefined;
    let env: Record<string, string>;
    let server: ServerProcess;
    before(async () => {
      postgresServer = kind === 'postgres' ? await startPostgres() : undefined;
      env = { CAMPAIGNS_DIR: campaigns, ...(postgresServer ? { DATABASE_URL: postgresServer.url } : { DATA_DIR: createTempFolder() }) };
      server = await startServerProcess(env);
    });
    after(async () => {
      await server.stop('SIGTERM');
      await postgresServer?.stop();
    });

    const start = (...args: string[]) => begin(args, { ...inheritedEnv, ...env });
    async function apart(...args: string[]) {
      const { said, ended } = start(...args);
      return { code: await ended, ...said };
    }
    const send = async (card: Record<string, unknown> = {}) => {
      const sent = createPostcard();
      Object.assign(sent['postcard'] as object, card);
      const answer = await fetch(`${server.url}/campaigns/${campaign.id}/submissions`, { method: 'POST', body: JSON.stringify(sent) });
      assert.equal(answer.status, 201, await answer.text());
    };
    const list = async (...args: string[]) => JSON.parse((await run(['list', '--json', ...args], env)).out) as Card[];
    /** The ids of the cards with these words. */
    const sent = async (words: string, card: Record<string, unknown> = {}) => {
      await send({ message: words, ...card });
      return (await list()).filter(({ text }) => text === words).map(({ id }) => id);
    };
    const get = async <T>(name: string) => (await (await fetch(`${server.url}/campaigns/${campaign.id}/${name}`)).json()) as T;
    type Wall = { messages: { text: string; to: string[] }[] };
    type Counts = { postcards: Record<string, number>; perPerson: Record<string, number> };

    /** Asks the database itself. */
    async function ask(sql: string): Promise<Record<string, unknown>[]> {
      if (!server) {
        const database = new DatabaseSync(join(env['DATA_DIR']!, 'submissions.sqlite'), { readOnly: true });
        const rows = database.prepare(sql).all();
        database.close();
        return rows;
      }
      const client = new Client({ connectionString: server.url });
      await client.connect();
      const { rows } = await client.query(sql);
      await client.end();
      return rows;
    }

    /** The counts that the server tells are the sum of the cards, and each card stands where its steps lead. */
    async function assertSums(): Promise<void> {
      const store = await openStore(postgresServer ? postgres(postgresServer.url) : sqlite(join(env['DATA_DIR']!, 'submissions.sqlite')));
      const sums = await sumOf(store, campaign);
      await store.close();
      const { postcards, perPerson } = await get<Counts>('counts.json');
      assert.deepEqual({ postcards, perPerson }, sums);
      const wrong = await ask(`select c.id from cards c left join card_steps s on s.card = c.id and s.n = c.top
        where c.stage <> coalesce(case s.step when 'paper' then 'received' else s.step end, case c.paper when 1 then 'withdrawn' else 'received' end)
        or c.steps <> (select count(*) from card_steps where card = c.id)`);
      assert.deepEqual(wrong, []);
    }

    it('approves what somebody has read: it is on the wall at once, and what is declined is not', async () => {
      const [one, other] = (await sent('Read me.', { publish: true })) as [string, string];
      const approved = await run(['approve', one.toUpperCase()], env);
      assert.deepEqual(approved, { code: 0, out: `${one}: approved\n`, error: '' });
      const { person } = (await list('--stage', 'approved')).find(({ id }) => id === one)!;
      const message = () => get<Wall>('messages.json').then(({ messages }) => messages.find(({ text }) => text === 'Read me.'));
      assert.deepEqual((await message())!.to, [person]);
      assert.equal((await run(['decline', other], env)).out, `${other}: declined\n`);
      assert.deepEqual((await message())!.to, [person]);
      assert.equal((await run(['undo', one], env)).out, `${one}: undone, now received\n`);
      assert.equal(await message(), undefined);
      await assertSums();
    });

    it('goes all the way by filters: printed, delivered on a day, at the place where each is held', async () => {
      const day = new Date().toISOString().slice(0, 10);
      const ids = await sent('All the way.');
      await run(['approve', ...ids], env);
      const printed = await run(['printed', '--campaign', campaign.id], env);
      assert.deepEqual([printed.code, printed.out.split('\n').sort()], [0, ['', ...ids.map((id) => `${id}: printed`)].sort()]);
      await run(['delivered', '--campaign', campaign.id, '--person', 'ny-sokha', '--day', day], env);
      await run(['delivered', '--person', 'lim-mony', '--day', day, '--place', 'Police Judiciaire'], env);
      const delivered = (await list('--stage', 'delivered')).filter(({ id }) => ids.includes(id));
      assert.deepEqual(new Map(delivered.map((card) => [card.person, card.delivered])), new Map([
        ['ny-sokha', { day, place: 'Prey Sar' }],
        ['lim-mony', { day, place: 'Police Judiciaire' }],
      ]));
      assert.deepEqual(await run(['printed', '--campaign', campaign.id], env), { code: 0, out: 'no card is ready to be printed\n', error: '' });
      await assertSums();
    });

    it('printed takes the cards of a list that was kept, and none that was approved since', async () => {
      const seen = (await sent('Seen.')) as [string, string];
      await run(['approve', ...seen], env);
      const kept = (await run(['list', '--stage', 'approved'], env)).out;
      const [since] = (await sent('Since.')) as [string, string];
      await run(['approve', since], env);
      const file = join(createTempFolder(), 'list.txt');
      writeFileSync(file, kept);
      const { code, out } = await run(['printed', '--from', file], env);
      assert.deepEqual([code, out.split('\n').sort()], [0, ['', ...seen.map((id) => `${id}: printed`)].sort()]);
      const stages = new Map((await list()).map(({ id, stage }) => [id, stage]));
      assert.deepEqual([...seen, since].map((id) => stages.get(id)), ['printed', 'printed', 'approved']);

      writeFileSync(file, out);
      assert.match((await run(['undo', 'printed', '--from', file], env)).out, /^(\w{10}: undone, now approved\n){2}$/);
      writeFileSync(file, '\ufeff' + [...seen, ''].join('\r\n').toUpperCase());
      assert.equal((await run(['printed', '--from', file], env)).code, 0);
      await run(['undo', 'printed', ...seen], env);
      writeFileSync(file, `${seen.join(' ')} \n`);
      assert.match((await run(['printed', '--from', file], env)).out, /^(\w{10}: printed\n){2}$/);
      writeFileSync(file, '0 cards\n');
      assert.deepEqual(await run(['printed', '--from', file], env), { code: 0, out: 'no card is ready to be printed\n', error: '' });
      await assertSums();
    });

    it('a line that may name more than it seems is refused, and nothing is done', async () => {
      const [one, other] = (await sent('On one line.')) as [string, string];
      await run(['approve', one, other], env);
      const file = join(createTempFolder(), 'list.txt');
      const lines = [`${one} ${other.slice(1)}`, `${one}, ${other}`, `${one}  approved  ${other}  approved`, `${one}: approved ${other}: approved`, `${one} approved`];
      for (const line of lines) {
        writeFileSync(file, `${other}\n${line}\n`);
        const error = `action-widgets: line 2 of ${file} names no card: ${line}\n`;
        assert.deepEqual(await run(['printed', '--from', file], env), { code: 2, out: '', error });
      }
      const approved = (await list('--stage', 'approved')).map(({ id }) => id);
      assert.ok([one, other].every((id) => approved.includes(id)));
    });

    it('what is delivered is taken back by its list, whatever the place is called', async () => {
      const [one] = (await sent('At a place.')) as [string];
      await run(['approve', one], env);
      await run(['printed', one], env);
      await run(['delivered', one, '--place', 'Battambang'], env);
      const { out } = await run(['list', '--stage', 'delivered'], env);
      const file = join(createTempFolder(), 'list.txt');
      writeFileSync(file, out.slice(out.indexOf(`${one}  delivered on `)).split('\n\n')[0]!);
      assert.deepEqual(await run(['undo', 'delivered', '--from', file], env), { code: 0, out: `${one}: undone, now printed\n`, error: '' });
    });

    it('a list comes by a pipe, and a reader who has seen enough keeps none of it from being done', async () => {
      const ids = await sent('By a pipe.');
      await run(['approve', ...ids], env);
      const { child, said, ended } = start('printed', '--from', '-');
      child.stdout.destroy();
      child.stdin.end((await run(['list', '--stage', 'approved'], env)).out);
      assert.equal(await ended, 0, said.error);
      const printed = new Set((await list('--stage', 'printed')).map(({ id }) => id));
      assert.ok(ids.every((id) => printed.has(id)));
    });

    it('refuses a day before a card was there, names both days, and does the others', async () => {
      const [one] = (await sent('Not yet there.')) as [string, string];
      const { out } = await run(['paper', '--campaign', campaign.id, '--person', 'lim-mony', '--batch', 'early', '--day', '2016-09-30'], env);
      const paper = out.slice(0, 10);
      await run(['approve', one, paper], env);
      const today = new Date().toISOString().slice(0, 10);
      const delivered = await run(['delivered', one, paper, '--day', '2016-10-08'], env);
      const refusal = `${one}: it was received on ${today}, so it can not have been delivered on 2016-10-08\n`;
      assert.deepEqual(delivered, { code: 1, out: `${paper}: delivered\n`, error: refusal });
      await assertSums();
    });

    it('counts paper cards in, and out again', async () => {
      const before = (await get<Counts>('counts.json')).postcards;
      const call = ['paper', '--campaign', campaign.id, '--person', 'lim-mony', '--batch', 'Office, 30 September', '--day', '2016-09-30', '--count'];
      const { code, out } = await run([...call, '3'], env);
      const ids = [...out.matchAll(/^([0-9a-z]{10}): received, on paper$/gm)].map(([, id]) => id!);
      assert.deepEqual([code, ids.length], [0, 3]);
      await run(['approve', ...ids], env);
      await run(['delivered', ids[0]!], env);
      const undo = async (step: string) => (await run(['undo', step, ids[2]!], env)).out;
      for (const told of ['undone, now received', 'already undone, now received']) assert.equal(await undo('approved'), `${ids[2]}: ${told}\n`);
      for (const told of ['undone, now withdrawn', 'already undone, now withdrawn']) assert.equal(await undo('paper'), `${ids[2]}: ${told}\n`);
      // The same batch again counts nothing; another may not have its name.
      const again = await run(call.with(6, ' office,  30 september').concat('3'), env);
      assert.deepEqual(again, {
        code: 1,
        out: `${ids[0]}: already delivered, on paper\n${ids[1]}: already approved, on paper\n`,
        error: `${ids[2]}: it was counted by mistake, and that was undone\n`,
      });
      const other = await run([...call, '4'], env);
      assert.match(other.error, /^action-widgets: there is a batch “Office, 30 September” for lim-mony already, of --count 3 and --day 2016-09-30; /);
      assert.deepEqual([other.code, other.out], [1, '']);
      const { postcards } = await get<Counts>('counts.json');
      const more = Object.fromEntries(Object.entries(postcards).map(([key, n]) => [key, n - before[key]!]));
      assert.deepEqual(more, { received: 2, approved: 2, printed: 1, delivered: 1, paper: 2 });
      assert.ok(!(await list()).some(({ id }) => id === ids[2]));
      assert.equal((await list('--stage', 'withdrawn')).length, 1);
      await assertSums();
    });

    it('does what can be done, says why not of the rest, and ends with 1; what is so already is no fault', async () => {
      const [one, other] = (await sent('Some of these.')) as [string, string];
      await run(['approve', one], env);
      const { code, out, error } = await run(['printed', one, other, 'nonesuch'], env);
      assert.deepEqual([code, out], [1, `${one}: printed\n`]);
      assert.equal(error, `${other}: it has not been approved yet\nnonesuch: there is no such card\n`);
      assert.deepEqual(await run(['printed', one], env), { code: 0, out: `${one}: already printed\n`, error: '' });
      assert.match((await run(['decline', one], env)).error, /it is approved; undo that first/);
      await run(['decline', other], env);
      assert.match((await run(['approve', other], env)).error, /it is declined; undo that first/);
      assert.match((await run(['undo', one, other], env)).out, /now approved\n.*now received/);
      assert.equal((await run(['undo', other], env)).out, `${other}: already undone, now received\n`);
      assert.match((await run(['undo', 'printed', other], env)).error, /there is nothing to undo/);
      await assertSums();
    });

    it('shows a card so that its words can not drive the terminal, nor pass for another card', async () => {
      const words = 'Hello\u001b[2J\u009b1m\u202eevil\u0007\nzzzzzzzzzz  approved\r\u2028ខ្មែរ\u200bក';
      const [id] = await sent(words, { from: 'Anna\u001b]0;x\u0007', publish: true });
      const { out } = await run(['list', '--stage', 'received'], env);
      assert.ok(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2028]/u.test(out));
      const block = out.slice(out.indexOf(id!)).split('\n\n')[0]!;
      assert.match(block, /^\w{10} {2}received\n {2}to (Ny Sokha|Lim Mony) \(free-two, [\w-]+\), received on \d{4}-\d\d-\d\d\n {2}from Anna \]0;x , in en, may be shown\n/);
      assert.match(block, /\n {2}\| Hello \[2J 1m evil\n {2}\| zzzzzzzzzz {2}approved\n {2}\|\n {2}\| ខ្មែរ\u200bក$/);
      const raw = (await run(['list', '--json'], env)).out;
      assert.ok(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2028]/u.test(raw));
      assert.ok((JSON.parse(raw) as Card[]).some(({ text, mayBeShown }) => text === words && mayBeShown));
    });

    it('counts for each person', async () => {
      const [{ perPerson, ...all }] = JSON.parse((await run(['counts', '--json'], env)).out);
      const { postcards } = await get<Counts>('counts.json');
      for (const [name, n] of Object.entries(postcards)) assert.equal(all[name], n, name);
      assert.equal(perPerson['ny-sokha'].received + perPerson['lim-mony'].received, postcards['received']);
      assert.match((await run(['counts', '--campaign', campaign.id], env)).out, /^free-two +received +unread .*\n {2}lim-mony +\d+ /);
    });

    it('two hundred steps of several at once count as many as are stored', async () => {
      for (let i = 0; i < 10; i++) await send({ message: 'At once.' });
      const ids = (await list()).filter(({ text }) => text === 'At once.').map(({ id }) => id);
      assert.equal(ids.length, 20);
      const ends = await Promise.all([
        apart('approve', ...ids), apart('approve', ...ids.toReversed()), apart('delivered', ...ids), apart('decline', ...ids), apart('undo', ...ids),
        apart('approve', ...ids), apart('printed', ...ids), apart('undo', ...ids), apart('delivered', ...ids), apart('undo', ...ids),
        ...Array.from({ length: 20 }, () => send({ message: 'Meanwhile.' })),
      ]);
      for (const end of ends) if (end) assert.ok(end.code === 0 || end.code === 1, end.error);
      await assertSums();
    });

    it('killed at any moment, it has done all that it said, and the counts are what is stored', async () => {
      const paper = await run(['paper', '--campaign', campaign.id, '--person', 'ny-sokha', '--batch', 'many', '--count', '1000'], env);
      const ids = [...paper.out.matchAll(/^(\w{10}):/gm)].map(([, id]) => id!);
      let broken = 0;
      for (const lines of [1, 150, 420])
        for (const [stage, ...step] of [['approved', 'approve'], ['received', 'undo', 'approved']] as const) {
          const { child, said, ended } = start(...step, ...ids);
          await until('it has said some', () => said.out.split('\n').length > lines || child.exitCode !== null);
          child.kill('SIGKILL');
          if ((await ended) === null) broken++;
          await assertSums();
          const stored = new Map((await list()).map(({ id, stage }) => [id, stage]));
          const lastLines = said.out.matchAll(/^(\w{10}): (?:undone, now )?(\w+)\n/gm);
          for (const [, id, stage] of lastLines) assert.equal(stored.get(id!), stage, id);
          // The same again does the rest, and nothing twice.
          assert.equal((await run([...step, ...ids], env)).code, 0);
          const after = new Set((await list('--stage', stage)).map(({ id }) => id));
          assert.ok(ids.every((id) => after.has(id)));
        }
      assert.ok(broken > 0, 'it was never killed in the middle');
      await assertSums();
    });

    it('of two batches that are counted in at once under one name one is, and the other is told', async () => {
      const received = async () => (await get<Counts>('counts.json')).perPerson['lim-mony']!;
      const before = await received();
      const call = ['paper', '--campaign', campaign.id, '--person', 'lim-mony', '--batch', 'one name', '--count'];
      const ends = await Promise.all(['300', '500'].map((count) => apart(...call, count)));
      const [counted, refused] = ends.toSorted((a, b) => a.code! - b.code!) as [typeof ends[0], typeof ends[0]];
      assert.deepEqual([counted.code, counted.error, refused.code, refused.out], [0, '', 1, '']);
      const n = counted === ends[0] ? 300 : 500;
      assert.match(refused.error, new RegExp(`there is a batch “one name” for lim-mony already, of --count ${n} and `));
      assert.equal(await received(), before + n);
      await assertSums();
    });

    it('a batch that two count in at once, one of whom is killed, is counted once; so it is when they call it again', async () => {
      const call = ['paper', '--campaign', campaign.id, '--person', 'ny-sokha', '--batch', 'at once', '--count', '1000'];
      const paper = async () => (await get<Counts>('counts.json')).postcards['paper']!;
      const before = await paper();
      const [one, other] = [start(...call), start(...call)];
      await until('one has said some', () => one.said.out !== '' || other.said.out !== '');
      one.child.kill('SIGKILL');
      await one.ended;
      assert.equal(await other.ended, 0, other.said.error);
      assert.equal(await paper(), before + 1000);
      const again = await run(call, env);
      assert.deepEqual([again.code, again.out.match(/^\w{10}: already received, on paper$/gm)?.length], [0, 1000]);
      assert.equal(await paper(), before + 1000);
      await assertSums();
    });
  });

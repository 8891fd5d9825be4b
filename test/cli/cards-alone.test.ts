/** Cards by the command line, with no server beside it: words that are forgotten, and calls that are wrong. */
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { sqlite } from '../../src/server/db/sqlite.ts';
import { openStore } from '../../src/server/db/store.ts';
import { createTestServer, createPostcard, createPostcardCampaign, createTempFolder } from '../server/support.ts';
import { campaigns, run } from './commands.ts';

describe('action-widgets cards, where words are forgotten', () => {
  const short = createPostcardCampaign({ id: 'short', retention: { days: 5 } });
  const env = { CAMPAIGNS_DIR: createTempFolder(), DATA_DIR: createTempFolder() };
  const open = () => openStore(sqlite(join(env.DATA_DIR, 'submissions.sqlite')));
  writeFileSync(join(env.CAMPAIGNS_DIR, 'short.json'), JSON.stringify(short));

  it('warns before, shows which are, and refuses to print them', async () => {
    const store = await open();
    const server = createTestServer(store, [short]);
    server.time = Date.now();
    assert.equal((await server.submit(short, createPostcard())).status, 201);
    const { out, error } = await run(['list'], env);
    assert.equal(error, 'short: 2 cards that are not printed will lose their words within 7 days\n');
    const until = new Date(server.time + 5 * 86_400_000).toISOString().slice(0, 10);
    assert.equal(out.split(`, words kept until ${until}\n`).length, 3);

    const [one, other] = out.match(/^\w{10}(?=  )/gm) as [string, string];
    await run(['approve', one, other], env);
    await run(['printed', other], env);
    await store.forget('short', new Date(server.time + 1).toISOString());
    await store.close();
    const after = await run(['list', '--stage', 'approved'], env);
    assert.match(after.out, new RegExp(`^${one}  approved\n.*, its words are forgotten\n\n1 card\n$`));
    assert.equal(after.error, '');
    const file = join(env.DATA_DIR, 'list.txt');
    writeFileSync(file, after.out);
    const printed = await run(['printed', '--from', file], env);
    assert.deepEqual(printed, { code: 1, out: '', error: `${one}: its words are forgotten, so it can not be printed; if it is on paper, it can be delivered\n` });
    assert.equal((await run(['printed', '--campaign', 'short'], env)).out, 'no card is ready to be printed\n');
    assert.equal((await run(['printed', other], env)).out, `${other}: already printed\n`);
    assert.equal((await run(['delivered', one], env)).out, `${one}: delivered\n`);
  });

  it('says where no document of a campaign is found', async () => {
    const { error } = await run(['list'], { ...env, CAMPAIGNS_DIR: campaigns });
    assert.equal(error, `short: ${campaigns} has no good document of it, so names and places are not known; CAMPAIGNS_DIR says where to look\n`);
  });
});

describe('action-widgets cards, called wrongly', () => {
  const env = { CAMPAIGNS_DIR: campaigns, DATA_DIR: createTempFolder() };
  before(async () => (await openStore(sqlite(join(env.DATA_DIR, 'submissions.sqlite')))).close());

  it('says what is not there, and ends with 2', async () => {
    const cases: [args: string[], error: RegExp][] = [
      [['list', '--person', 'nobody'], /no person “nobody”; there is lim-mony, ny-sokha/],
      [['list', '--campaign', 'letter'], /no campaign with postcards “letter”; there is free-two/],
      [['list', '--stage', 'lost'], /no stage “lost”; there is approved, /],
      [['printed', '--campaign', 'none'], /no campaign with postcards “none”/],
      [['paper', '--campaign', 'free-two', '--person', 'nobody', '--batch', 'one'], /no person “nobody”/],
      [['printed', '--from', join(campaigns, 'nothing')], /nothing can not be read: there is no such file/],
      [['printed', '--from', join(campaigns, 'free-two.json')], /line 1 of \S+free-two.json names no card: \{"version"/],
    ];
    for (const [args, message] of cases) {
      const { code, out, error } = await run(args, env);
      assert.match(error, message);
      assert.deepEqual([code, out, error.split('\n').length], [2, '', 2], args.join(' '));
    }
  });

  it('says where it looked for a database, makes none, and ends with 2', async () => {
    const folder = join(createTempFolder(), 'none');
    const { code, error } = await run(['list'], { ...env, DATA_DIR: folder });
    assert.match(error, /^action-widgets: the database can not be opened: there is no database at \S+none\/submissions\.sqlite; DATA_DIR .*\n$/);
    assert.deepEqual([code, existsSync(folder)], [2, false]);
    const gone = await run(['list'], { ...env, DATABASE_URL: 'postgres://user:secret@127.0.0.1:1/none' });
    assert.match(gone.error, /^action-widgets: .*ECONNREFUSED.*\n$/);
    assert.ok(!gone.error.includes('secret'));
    assert.equal(gone.code, 2);
    const lost = await run(['list'], { ...env, CAMPAIGNS_DIR: folder });
    assert.match(lost.error, /^action-widgets: the folder of campaigns \S+none can not be opened: ENOENT/);
    assert.equal(lost.code, 2);
  });

  const wrong = [
    [], ['aprove', 'x'], ['approve'], ['decline'], ['undo'], ['printed'], ['approve', '--campaign', 'free-two'], ['list', 'x'],
    ['printed', 'x', '--campaign', 'free-two'], ['delivered', 'x', '--day', '2016-02-30'], ['delivered', 'x', '--day', '2999-01-01'],
    ['paper'], ['paper', '--campaign', 'free-two', '--person', 'ny-sokha'], ['undo', 'printed'], ['list', '--nonsense'],
    ['paper', '--campaign', 'free-two', '--person', 'ny-sokha', '--batch', 'one', '--count', '0'],
  ];
  for (const args of wrong)
    it(`says how it is called to “${args.join(' ')}”, and ends with 2`, async () => {
      const { code, out, error } = await run(args, env);
      assert.match(error, /^action-widgets: .+\n\naction-widgets cards list /);
      assert.deepEqual([code, out], [2, '']);
    });

  it('tells its help', async () => assert.match((await run(['--help'], env)).out, /^action-widgets cards list .*/));
});

/** The `cards` commands without a running server: deleted texts, and wrong calls. */
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { createSqliteDialect } from '../../src/server/db/sqlite.ts';
import { openStore } from '../../src/server/db/store.ts';
import { createPostcard, createPostcardCampaign } from '../server/support/campaigns.ts';
import { createTempFolder } from '../server/support/temp-folder.ts';
import { createTestServer } from '../server/support/test-server.ts';
import { campaignsFolder, runCards } from './commands.ts';

describe('cards with texts that expire', () => {
  const shortCampaign = createPostcardCampaign({ id: 'short', retention: { days: 5 } });
  const env = { CAMPAIGNS_DIR: createTempFolder(), DATA_DIR: createTempFolder() };
  const open = () => openStore(createSqliteDialect(join(env.DATA_DIR, 'submissions.sqlite')));
  writeFileSync(join(env.CAMPAIGNS_DIR, 'short.json'), JSON.stringify(shortCampaign));

  it('warns before a text is deleted, marks the card afterwards, and refuses to print it', async () => {
    const store = await open();
    const server = createTestServer(store, [shortCampaign]);
    server.time = Date.now();
    assert.equal((await server.submit(shortCampaign, createPostcard())).status, 201);
    const { stdout, stderr } = await runCards(['list'], env);
    assert.equal(stderr, 'short: the text of 2 unprinted cards will be deleted within 7 days\n');
    const deadline = new Date(server.time + 5 * 86_400_000).toISOString().slice(0, 10);
    assert.equal(stdout.split(`, text kept until ${deadline}\n`).length, 3);

    const [unprinted, printed] = stdout.match(/^\w{10}(?=  )/gm) as [string, string];
    await runCards(['approve', unprinted, printed], env);
    await runCards(['printed', printed], env);
    await store.deleteReceivedBefore('short', new Date(server.time + 1).toISOString());
    await store.close();
    const after = await runCards(['list', '--stage', 'approved'], env);
    assert.match(after.stdout, new RegExp(`^${unprinted}  approved\n.*, text deleted\n\n1 card\n$`));
    assert.equal(after.stderr, '');
    const file = join(env.DATA_DIR, 'list.txt');
    writeFileSync(file, after.stdout);
    assert.deepEqual(await runCards(['printed', '--from', file], env), {
      code: 1,
      stdout: '',
      stderr: `${unprinted}: its text has been deleted, so it cannot be printed; if it is on paper, it can be delivered\n`,
    });
    assert.equal((await runCards(['printed', '--campaign', 'short'], env)).stdout, 'no cards are ready to be printed\n');
    assert.equal((await runCards(['printed', printed], env)).stdout, `${printed}: already printed\n`);
    assert.equal((await runCards(['delivered', unprinted], env)).stdout, `${unprinted}: delivered\n`);
  });

  it('warns if the document of a campaign is missing', async () => {
    const { stderr } = await runCards(['list'], { ...env, CAMPAIGNS_DIR: campaignsFolder });
    assert.equal(stderr, `short: no valid document in ${campaignsFolder}, so names and places are unknown; set CAMPAIGNS_DIR to its folder\n`);
  });
});

describe('the cards command, called wrongly,', () => {
  const env = { CAMPAIGNS_DIR: campaignsFolder, DATA_DIR: createTempFolder() };
  before(async () => (await openStore(createSqliteDialect(join(env.DATA_DIR, 'submissions.sqlite')))).close());

  const unknownNames: [args: string[], stderr: RegExp][] = [
    [['list', '--person', 'nobody'], /unknown person "nobody"; known: lim-mony, ny-sokha/],
    [['list', '--campaign', 'letter'], /unknown campaign with postcards "letter"; known: free-two/],
    [['list', '--stage', 'lost'], /unknown stage "lost"; known: approved, /],
    [['printed', '--campaign', 'none'], /unknown campaign with postcards "none"/],
    [['paper', '--campaign', 'free-two', '--person', 'nobody', '--batch', 'one'], /unknown person "nobody"/],
    [['printed', '--from', join(campaignsFolder, 'nothing')], /cannot read \S+nothing: no such file/],
    [['printed', '--from', join(campaignsFolder, 'free-two.json')], /line 1 of \S+free-two.json does not name a card: \{"version"/],
  ];
  for (const [args, message] of unknownNames)
    it(`reports what does not exist for "${args.slice(0, 3).join(' ').replace(campaignsFolder, '')}", and exits with 2`, async () => {
      const { code, stdout, stderr } = await runCards(args, env);
      assert.match(stderr, message);
      assert.deepEqual([code, stdout, stderr.split('\n').length], [2, '', 2]);
    });

  it('reports where it looked for a database, creates none, and exits with 2', async () => {
    const folder = join(createTempFolder(), 'none');
    const missing = await runCards(['list'], { ...env, DATA_DIR: folder });
    assert.match(missing.stderr, /^action-widgets-server: cannot open the database: .*\S+none\/submissions\.sqlite; .*DATA_DIR .*\n$/);
    assert.deepEqual([missing.code, existsSync(folder)], [2, false]);
  });

  it('does not print the password of a database that it cannot reach', async () => {
    const { code, stderr } = await runCards(['list'], { ...env, DATABASE_URL: 'postgres://user:secret@127.0.0.1:1/none' });
    assert.match(stderr, /^action-widgets-server: .*ECONNREFUSED.*\n$/);
    assert.ok(!stderr.includes('secret'));
    assert.equal(code, 2);
  });

  it('reports a missing campaigns folder, and exits with 2', async () => {
    const { code, stderr } = await runCards(['list'], { ...env, CAMPAIGNS_DIR: join(createTempFolder(), 'none') });
    assert.match(stderr, /^action-widgets-server: CAMPAIGNS_DIR \S+none is not a directory\n$/);
    assert.equal(code, 2);
  });

  const wrongCalls = [
    [], ['aprove', 'x'], ['approve'], ['decline'], ['undo'], ['printed'], ['approve', '--campaign', 'free-two'], ['list', 'x'],
    ['printed', 'x', '--campaign', 'free-two'], ['delivered', 'x', '--day', '2016-02-30'], ['delivered', 'x', '--day', '2999-01-01'],
    ['paper'], ['paper', '--campaign', 'free-two', '--person', 'ny-sokha'], ['undo', 'printed'], ['list', '--nonsense'],
    ['paper', '--campaign', 'free-two', '--person', 'ny-sokha', '--batch', 'one', '--count', '0'],
  ];
  for (const args of wrongCalls)
    it(`prints an error and the help for "${args.join(' ')}", and exits with 2`, async () => {
      const { code, stdout, stderr } = await runCards(args, env);
      assert.match(stderr, /^action-widgets-server: .+\n\nUsage: action-widgets-server cards /);
      assert.deepEqual([code, stdout], [2, '']);
    });

  it('names an unknown command', async () =>
    assert.match((await runCards(['aprove', 'x'], env)).stderr, /^action-widgets-server: unknown command: cards aprove\n/));

  it('prints its help', async () => assert.match((await runCards(['--help'], env)).stdout, /^Usage: action-widgets-server cards /));
});

/** The `desk` commands: who may use the organiser's desk. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLetterCampaign } from '../server/support/campaigns.ts';
import { createTestDesk } from '../server/desk/support.ts';
import { openCampaignDatabase, type CampaignDatabase } from './campaign-database.ts';
import { runInProcess } from './commands.ts';

for (const kind of ['sqlite', 'postgres'] as const)
  describe(`desk commands (${kind})`, () => {
    let database: CampaignDatabase;
    before(async () => (database = await openCampaignDatabase(kind, [createLetterCampaign({ id: `desk-${kind}` })])));
    after(() => database.close());

    const run = (args: string[], env: Record<string, string> = {}) => runInProcess(['desk', ...args], { ...database.env, ...env });

    it('print a link that signs in, with the role and the name', async () => {
      const { code, stdout, stderr } = await run(['invite', '--role', 'moderator', '--name', ' Dara  Chan ']);
      assert.equal(code, 0);
      const [, secret] = /^http:\/\/127\.0\.0\.1:8080\/desk\/sign-in#([\w-]{32})\n$/.exec(stdout) ?? assert.fail(stdout);
      assert.match(stderr, /signs in Dara Chan \(moderator\), once/);
      const desk = createTestDesk(database.store);
      desk.server.time = Date.now();
      assert.equal((await desk.postCode(secret!)).status, 303);
      assert.equal((await run(['invite', '--role', 'owner'], { PUBLIC_URL: 'https://actions.example' })).stdout.split('#')[0], 'https://actions.example/desk/sign-in');
    });

    it('give an account that exists another link, and never another role', async () => {
      const { code } = await run(['invite', '--role', 'moderator', '--name', 'Dara Chan']);
      assert.equal(code, 0);
      const refused = await run(['invite', '--role', 'owner', '--name', 'Dara Chan']);
      assert.deepEqual([refused.code, refused.stdout], [2, '']);
      assert.match(refused.stderr, /Dara Chan has the role moderator/);
    });

    it('list the accounts', async () => {
      const { stdout } = await run(['accounts']);
      assert.match(stdout, /^moderator {2}signed in on \d{4}-\d\d-\d\d {2}Dara Chan\nowner {6}has not signed in yet {2}owner\n2 accounts\n$/);
    });

    it('remove an account, and sign it out, but not the last owner', async () => {
      const desk = createTestDesk(database.store);
      const visitor = await desk.visitAs('Dara Chan', 'moderator');
      assert.equal((await visitor.get('/desk')).status, 200);
      assert.deepEqual([(await run(['remove', 'owner'])).code, (await run(['remove', 'nobody'])).code], [2, 2]);
      assert.equal((await run(['remove', 'Dara Chan'])).stdout, 'Dara Chan: removed\n');
      assert.equal((await visitor.get('/desk')).status, 303);
      assert.match((await run(['accounts'])).stdout, /1 account\n$/);
    });

    it('are recorded in the audit log', async () => {
      const { stdout } = await runInProcess(['audit', 'list', '--json'], database.env);
      const entries = JSON.parse(stdout) as { command: string; ids: string[] }[];
      const commands = entries.filter(({ ids }) => ids.includes('Dara Chan')).map(({ command }) => command);
      // The invitation of the test itself has no actor.
      assert.deepEqual(commands, ['desk invite', 'desk sign-in', 'desk invite', 'desk sign-in', 'desk remove']);
    });

    it('refuse what they do not understand', async () => {
      for (const args of [[], ['none'], ['invite'], ['invite', '--role', 'king'], ['invite', '--role', 'owner', '--name', ' '], ['remove'], ['accounts', 'x'], ['accounts', '--role', 'owner']])
        assert.equal((await run(args)).code, 2, args.join(' '));
    });
  });

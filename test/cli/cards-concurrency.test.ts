/** The `cards` commands when several run at once, or are killed. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeCardsCommands, type Counts } from './cards-setup.ts';
import { campaign, waitForOutput } from './commands.ts';

describeCardsCommands('cards commands at the same time', ({ run, start, runInProcess, list, submitCard, fetchJson, assertConsistent }) => {
  const paper = (person: string, batch: string) => ['paper', '--campaign', campaign.id, '--person', person, '--batch', batch, '--count'];

  it('count two hundred concurrent steps as often as they are stored', async () => {
    for (let i = 0; i < 10; i++) await submitCard({ message: 'At once.' });
    const ids = (await list()).filter(({ text }) => text === 'At once.').map(({ id }) => id);
    assert.equal(ids.length, 20);
    const calls = ['approve', 'approve', 'delivered', 'decline', 'undo', 'approve', 'printed', 'undo', 'delivered', 'undo'];
    const [results] = await Promise.all([
      Promise.all(calls.map((command, i) => runInProcess(command, ...(i === 1 ? ids.toReversed() : ids)))),
      ...Array.from({ length: 20 }, () => submitCard({ message: 'Meanwhile.' })),
    ]);
    for (const { code, stderr } of results) assert.ok(code === 0 || code === 1, stderr);
    await assertConsistent();
  });

  it('have done everything that they reported when they are killed, and finish the rest when repeated', async () => {
    const { stdout } = await run(...paper('ny-sokha', 'many'), '400');
    const ids = [...stdout.matchAll(/^(\w{10}):/gm)].map(([, id]) => id!);
    let kills = 0;
    for (const lineCount of [1, 180])
      for (const [stage, ...command] of [['approved', 'approve'], ['received', 'undo', 'approved']] as const) {
        const cli = start(...command, ...ids);
        await waitForOutput(cli, (stdout) => stdout.split('\n').length > lineCount);
        cli.child.kill('SIGKILL');
        if ((await cli.exitCode) === null) kills++;
        await assertConsistent();
        const stageById = new Map((await list()).map((card) => [card.id, card.stage]));
        for (const [, id, reported] of cli.output.stdout.matchAll(/^(\w{10}): (?:undone, now )?(\w+)\n/gm))
          assert.equal(stageById.get(id!), reported, id);
        assert.equal((await run(...command, ...ids)).code, 0);
        const after = new Set((await list('--stage', stage)).map(({ id }) => id));
        assert.ok(ids.every((id) => after.has(id)));
      }
    assert.ok(kills > 0, 'no command was killed before its end');
    await assertConsistent();
  });

  it('register one of two batches of the same name but different sizes, and refuse the other', async () => {
    const fetchReceived = async () => (await fetchJson<Counts>('counts.json')).perPerson['lim-mony']!;
    const before = await fetchReceived();
    const results = await Promise.all(['300', '500'].map((count) => runInProcess(...paper('lim-mony', 'one name'), count)));
    const [registered, refused] = results.toSorted((a, b) => a.code! - b.code!) as [(typeof results)[0], (typeof results)[0]];
    assert.deepEqual([registered.code, registered.stderr, refused.code, refused.stdout], [0, '', 1, '']);
    const count = registered === results[0] ? 300 : 500;
    assert.match(refused.stderr, new RegExp(`batch "one name" for lim-mony already exists, with --count ${count} and `));
    assert.equal(await fetchReceived(), before + count);
    await assertConsistent();
  });

  it('register a batch once if two register it, one is killed, and both are repeated', async () => {
    const call = [...paper('ny-sokha', 'at once'), '400'];
    const fetchPaper = async () => (await fetchJson<Counts>('counts.json')).postcards['paper']!;
    const before = await fetchPaper();
    const [first, second] = [start(...call), start(...call)];
    await Promise.race([first, second].map((cli) => waitForOutput(cli, Boolean)));
    first.child.kill('SIGKILL');
    await first.exitCode;
    assert.equal(await second.exitCode, 0, second.output.stderr);
    assert.equal(await fetchPaper(), before + 400);
    const repeated = await run(...call);
    assert.deepEqual([repeated.code, repeated.stdout.match(/^\w{10}: already received, on paper$/gm)?.length], [0, 400]);
    assert.equal(await fetchPaper(), before + 400);
    await assertConsistent();
  });
});

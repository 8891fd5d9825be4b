/** `cards batch`: cards that are printed and delivered together. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { createTempFolder } from '../server/support/temp-folder.ts';
import { describeCardsCommands } from './cards-setup.ts';
import { campaign } from './commands.ts';

describeCardsCommands('cards batch', ({ run, list, submitText, assertConsistent }) => {
  const batch = (...args: string[]) => run('batch', ...args);

  it('makes a batch of cards, prints it, records each step, and undoes it', async () => {
    const ids = [...(await submitText('First.')), ...(await submitText('Second.'))];
    await run('approve', ...ids);
    const mine = (await list('--person', 'ny-sokha')).map(({ id }) => id).sort();
    const created = await batch('create', '--campaign', campaign.id, '--person', 'ny-sokha');
    assert.match(created.stdout, /^\w{10}\n$/);
    const id = created.stdout.trim();
    const [listed] = JSON.parse((await batch('list', '--json')).stdout) as { id: string; state: string; count: number; names: string[] }[];
    assert.deepEqual([listed!.id, listed!.state, listed!.count, listed!.names], [id, 'open', 2, ['Ny Sokha']]);
    const none = await batch('create', '--campaign', campaign.id, '--place', 'Prey Sar');
    assert.deepEqual([none.code, none.stdout], [2, '']);

    const file = join(createTempFolder(), 'batch.html');
    assert.equal((await batch('print', id, '--output', file)).code, 0);
    assert.deepEqual([...readFileSync(file, 'utf8').matchAll(/<p class="id">(\w+)<\/p>/g)].map(([, card]) => card!).sort(), mine);
    const day = new Date().toISOString().slice(0, 10);
    assert.equal((await batch('delivered', id, '--day', day)).code, 1);
    for (const [args, stage] of [[['printed'], 'printed'], [['delivered', '--day', day], 'delivered'], [['undo'], 'printed'], [['undo'], 'approved']] as const) {
      const [name, ...options] = args;
      assert.equal((await batch(name, id, ...options)).code, 0);
      const cards = await list('--person', 'ny-sokha');
      assert.deepEqual(new Set(cards.map((card) => card.stage)), new Set([stage]));
      if (stage === 'delivered') assert.deepEqual(cards.map(({ delivered }) => delivered), [{ day, place: 'Prey Sar' }, { day, place: 'Prey Sar' }]);
    }
    assert.deepEqual(await batch('cancel', id), { code: 0, stdout: `${id}: cancelled\n`, stderr: '' });
    assert.equal((await batch('cancel', id)).code, 1);
    assert.match((await batch('create', '--campaign', campaign.id, '--place', 'Prey Sar')).stdout, /^\w{10}\n$/);
    await assertConsistent();
  });

  it('refuses an option that another of its commands supports', async () => {
    const day = new Date().toISOString().slice(0, 10);
    for (const [args, option] of [
      [['cancel', '0123456789', '--day', day], 'day'],
      [['printed', '0123456789', '--place', 'Prey Sar'], 'place'],
      [['undo', '0123456789', '--json'], 'json'],
      [['list', '--output', 'x.html'], 'output'],
      [['print', '0123456789', '--output', 'x.html', '--campaign', campaign.id], 'campaign'],
      [['create', '--campaign', campaign.id, '--person', 'ny-sokha', '--day', day], 'day'],
    ] as const) {
      const { code, stderr } = await batch(...args);
      assert.deepEqual([code, stderr.split('\n')[0]], [2, `action-widgets-server: cards batch ${args[0]} does not support --${option}`]);
    }
  });

  it('says what is missing or unknown', async () => {
    for (const args of [[], ['create'], ['create', '--campaign', campaign.id], ['create', 'x', '--campaign', campaign.id], ['printed'], ['burn', 'x'], ['printed', '0123456789'], ['print', '0123456789', '--output', 'x.html']])
      assert.equal((await batch(...args)).code, 2, args.join(' '));
  });
});

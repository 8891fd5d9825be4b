/** What each `cards` command does. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { createTempFolder } from '../server/support/temp-folder.ts';
import { describeCardsCommands, type Counts, type ListedCard } from './cards-setup.ts';
import { campaign } from './commands.ts';

/** Characters that drive a terminal, or reorder its text. */
const unsafeCharacters = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2028]/u;

describeCardsCommands('cards commands', ({ run, runInProcess, start, list, submitText, fetchJson, assertConsistent }) => {
  it('approve publishes a message at once, and decline does not', async () => {
    const [first, second] = (await submitText('Read me.', { publish: true })) as [string, string];
    assert.deepEqual(await run('approve', first.toUpperCase()), { code: 0, stdout: `${first}: approved\n`, stderr: '' });
    const { person } = (await list('--stage', 'approved')).find(({ id }) => id === first)!;
    const findMessage = async () => {
      const { messages } = await fetchJson<{ messages: { text: string; to: string[] }[] }>('messages.json');
      return messages.find(({ text }) => text === 'Read me.');
    };
    assert.deepEqual((await findMessage())!.to, [person]);
    assert.equal((await run('decline', second)).stdout, `${second}: declined\n`);
    assert.deepEqual((await findMessage())!.to, [person]);
    assert.equal((await run('undo', first)).stdout, `${first}: undone, now received\n`);
    assert.equal(await findMessage(), undefined);
    await assertConsistent();
  });

  it('decline records why, shows it in the list, and forgets it when it is undone', async () => {
    const [first, second] = (await submitText('Why?')) as [string, string];
    assert.equal((await run('decline', '--reason', 'recipient', first)).code, 0);
    assert.equal((await run('decline', '--reason', 'other', '--note', 'Seen\nbefore', second)).code, 0);
    const findReasons = async () => (await list()).filter(({ text }) => text === 'Why?').map(({ id, declined }) => [id, declined]);
    assert.deepEqual(new Map((await findReasons()) as [string, object][]), new Map<string, object>([[first, { reason: 'recipient' }], [second, { reason: 'other', note: 'Seen before' }]]));
    const listed = (await run('list', '--stage', 'declined')).stdout;
    assert.match(listed, new RegExp(`^${first}  declined: not for this person$`, 'm'));
    assert.match(listed, new RegExp(`^${second}  declined: Seen before$`, 'm'));
    const exported = (await runInProcess('export', '--campaign', campaign.id, '--format', 'jsonl')).stdout.split('\n').filter((line) => line.includes(second));
    assert.deepEqual(exported.map((line) => (JSON.parse(line) as { declined: object }).declined), [{ reason: 'other', note: 'Seen before' }]);
    // A saved list still names its cards.
    const file = join(createTempFolder(), 'list.txt');
    writeFileSync(file, listed);
    assert.match((await run('undo', '--from', file)).stdout, new RegExp(`^${second}: undone, now received$`, 'm'));
    assert.deepEqual((await findReasons()).map(([, declined]) => declined), [undefined, undefined]);
    const wrong = [['--reason', 'boredom'], ['--reason', 'other'], ['--note', 'x'], ['--reason', 'harm', '--note', 'x'], ['--reason', 'other', '--note', 'x'.repeat(201)]];
    for (const options of wrong) assert.equal((await run('decline', ...options, first)).code, 2);
    await assertConsistent();
  });

  it('printed and delivered accept filters, and delivered records the day and the place where each person is held', async () => {
    const day = new Date().toISOString().slice(0, 10);
    const ids = await submitText('All the way.');
    await run('approve', ...ids);
    const printed = await run('printed', '--campaign', campaign.id);
    assert.deepEqual([printed.code, printed.stdout.split('\n').sort()], [0, ['', ...ids.map((id) => `${id}: printed`)].sort()]);
    await run('delivered', '--campaign', campaign.id, '--person', 'ny-sokha', '--day', day);
    await run('delivered', '--person', 'lim-mony', '--day', day, '--place', 'Police Judiciaire');
    const delivered = (await list('--stage', 'delivered')).filter(({ id }) => ids.includes(id));
    assert.deepEqual(new Map(delivered.map((card) => [card.person, card.delivered])), new Map([
      ['ny-sokha', { day, place: 'Prey Sar' }],
      ['lim-mony', { day, place: 'Police Judiciaire' }],
    ]));
    assert.deepEqual(await run('printed', '--campaign', campaign.id), { code: 0, stdout: 'no cards are ready to be printed\n', stderr: '' });
    await assertConsistent();
  });

  it('printed --from takes exactly the cards of a saved list, in any of its formats', async () => {
    const listed = (await submitText('Listed.')) as [string, string];
    await run('approve', ...listed);
    const savedList = (await run('list', '--stage', 'approved')).stdout;
    const [otherId] = (await submitText('Later.')) as [string, string];
    await run('approve', otherId);
    const file = join(createTempFolder(), 'list.txt');
    writeFileSync(file, savedList);
    const { code, stdout } = await run('printed', '--from', file);
    assert.deepEqual([code, stdout.split('\n').sort()], [0, ['', ...listed.map((id) => `${id}: printed`)].sort()]);
    const stages = new Map((await list()).map(({ id, stage }) => [id, stage]));
    assert.deepEqual([...listed, otherId].map((id) => stages.get(id)), ['printed', 'printed', 'approved']);

    writeFileSync(file, stdout);
    assert.match((await run('undo', 'printed', '--from', file)).stdout, /^(\w{10}: undone, now approved\n){2}$/);
    writeFileSync(file, '\ufeff' + [...listed, ''].join('\r\n').toUpperCase());
    assert.equal((await run('printed', '--from', file)).code, 0);
    await run('undo', 'printed', ...listed);
    writeFileSync(file, `${listed.join(' ')} \n`);
    assert.match((await run('printed', '--from', file)).stdout, /^(\w{10}: printed\n){2}$/);
    writeFileSync(file, '0 cards\n');
    assert.deepEqual(await run('printed', '--from', file), { code: 0, stdout: 'no cards are ready to be printed\n', stderr: '' });
    await assertConsistent();
  });

  it('printed --from refuses a list with a line that could name another card, and updates nothing', async () => {
    const [first, second] = (await submitText('On one line.')) as [string, string];
    await run('approve', first, second);
    const file = join(createTempFolder(), 'list.txt');
    const lines = [
      `${first} ${second.slice(1)}`,
      `${first}, ${second}`,
      `${first}  approved  ${second}  approved`,
      `${first}: approved ${second}: approved`,
      `${first} approved`,
    ];
    for (const line of lines) {
      writeFileSync(file, `${second}\n${line}\n`);
      const stderr = `action-widgets-server: line 2 of ${file} does not name a card: ${line}\n`;
      assert.deepEqual(await run('printed', '--from', file), { code: 2, stdout: '', stderr });
    }
    const approved = (await list('--stage', 'approved')).map(({ id }) => id);
    assert.ok([first, second].every((id) => approved.includes(id)));
  });

  it('undo --from accepts a list of delivered cards with their places', async () => {
    const [id] = (await submitText('At a place.')) as [string];
    await run('approve', id);
    await run('printed', id);
    await run('delivered', id, '--place', 'Battambang');
    const { stdout } = await run('list', '--stage', 'delivered');
    const file = join(createTempFolder(), 'list.txt');
    writeFileSync(file, stdout.slice(stdout.indexOf(`${id}  delivered on `)).split('\n\n')[0]!);
    assert.deepEqual(await run('undo', 'delivered', '--from', file), { code: 0, stdout: `${id}: undone, now printed\n`, stderr: '' });
  });

  it('printed --from - reads standard input, and finishes even if its output is not read', async () => {
    const ids = await submitText('By a pipe.');
    await run('approve', ...ids);
    const { child, output, exitCode } = start('printed', '--from', '-');
    child.stdout.destroy();
    child.stdin.end((await run('list', '--stage', 'approved')).stdout);
    assert.equal(await exitCode, 0, output.stderr);
    const printed = new Set((await list('--stage', 'printed')).map(({ id }) => id));
    assert.ok(ids.every((id) => printed.has(id)));
  });

  it('delivered refuses a day before a card was received, names both days, and updates the other cards', async () => {
    const [id] = (await submitText('Not yet there.')) as [string];
    const { stdout } = await run('paper', '--campaign', campaign.id, '--person', 'lim-mony', '--batch', 'early', '--day', '2016-09-30');
    const paperId = stdout.slice(0, 10);
    await run('approve', id, paperId);
    const today = new Date().toISOString().slice(0, 10);
    assert.deepEqual(await run('delivered', id, paperId, '--day', '2016-10-08'), {
      code: 1,
      stdout: `${paperId}: delivered\n`,
      stderr: `${id}: it was received on ${today}, so it cannot have been delivered on 2016-10-08\n`,
    });
    await assertConsistent();
  });

  it('paper registers a batch once, refuses another batch of the same name, and can be undone', async () => {
    const before = (await fetchJson<Counts>('counts.json')).postcards;
    const call = ['paper', '--campaign', campaign.id, '--person', 'lim-mony', '--batch', 'Office, 30 September', '--day', '2016-09-30', '--count'];
    const { code, stdout } = await run(...call, '3');
    const ids = [...stdout.matchAll(/^([0-9a-z]{10}): received, on paper$/gm)].map(([, id]) => id!);
    assert.deepEqual([code, ids.length], [0, 3]);
    await run('approve', ...ids);
    await run('delivered', ids[0]!);
    const undo = async (step: string) => (await run('undo', step, ids[2]!)).stdout;
    for (const result of ['undone, now received', 'already undone, now received']) assert.equal(await undo('approved'), `${ids[2]}: ${result}\n`);
    for (const result of ['undone, now withdrawn', 'already undone, now withdrawn']) assert.equal(await undo('paper'), `${ids[2]}: ${result}\n`);

    assert.deepEqual(await run(...call.with(6, ' office,  30 september'), '3'), {
      code: 1,
      stdout: `${ids[0]}: already delivered, on paper\n${ids[1]}: already approved, on paper\n`,
      stderr: `${ids[2]}: registered by mistake and withdrawn\n`,
    });
    const other = await run(...call, '4');
    assert.match(other.stderr, /^action-widgets-server: batch "Office, 30 September" for lim-mony already exists, with --count 3 and --day 2016-09-30; /);
    assert.deepEqual([other.code, other.stdout], [1, '']);
    const { postcards } = await fetchJson<Counts>('counts.json');
    const added = Object.fromEntries(Object.entries(postcards).map(([key, count]) => [key, count - before[key]!]));
    assert.deepEqual(added, { received: 2, approved: 2, printed: 1, delivered: 1, paper: 2 });
    assert.ok(!(await list()).some(({ id }) => id === ids[2]));
    assert.equal((await list('--stage', 'withdrawn')).length, 1);
    await assertConsistent();
  });

  it('updates the cards that it can, reports why not for the others, and then exits with 1', async () => {
    const [first, second] = (await submitText('Some of these.')) as [string, string];
    await run('approve', first);
    const { code, stdout, stderr } = await run('printed', first, second, 'nonesuch');
    assert.deepEqual([code, stdout], [1, `${first}: printed\n`]);
    assert.equal(stderr, `${second}: not approved yet\nnonesuch: no such card\n`);
    assert.match((await run('decline', first)).stderr, /: approved; undo that first/);
    await run('decline', second);
    assert.match((await run('approve', second)).stderr, /: declined; undo that first/);
    await assertConsistent();
  });

  it('is idempotent: a repeated step or undo changes nothing, and exits with 0', async () => {
    const [first, second] = (await submitText('Again.')) as [string, string];
    await run('approve', first);
    await run('printed', first);
    assert.deepEqual(await run('printed', first), { code: 0, stdout: `${first}: already printed\n`, stderr: '' });
    await run('decline', second);
    assert.match((await run('undo', first, second)).stdout, /now approved\n.*now received/);
    assert.equal((await run('undo', second)).stdout, `${second}: already undone, now received\n`);
    assert.match((await run('undo', 'printed', second)).stderr, /: nothing to undo/);
    await assertConsistent();
  });

  it('list shows a text so that it cannot drive the terminal, nor be mistaken for another card', async () => {
    const text = 'Hello\u001b[2J\u009b1m\u202eevil\u0007\nzzzzzzzzzz  approved\r\u2028ខ្មែរ\u200bក';
    const [id] = await submitText(text, { from: 'Anna\u001b]0;x\u0007', publish: true });
    const { stdout } = await run('list', '--stage', 'received');
    assert.ok(!unsafeCharacters.test(stdout));
    const block = stdout.slice(stdout.indexOf(id!)).split('\n\n')[0]!;
    assert.match(block, /^\w{10} {2}received\n {2}to (Ny Sokha|Lim Mony) \(free-two, [\w-]+\), received on \d{4}-\d\d-\d\d\n {2}from Anna \]0;x , in en, may be published\n/);
    assert.match(block, /\n {2}\| Hello \[2J 1m evil\n {2}\| zzzzzzzzzz {2}approved\n {2}\|\n {2}\| ខ្មែរ\u200bក$/);
    const json = (await run('list', '--json')).stdout;
    assert.ok(!unsafeCharacters.test(json));
    assert.ok((JSON.parse(json) as ListedCard[]).some((card) => card.text === text && card.mayBePublished));
  });

  it('counts prints the same numbers as counts.json, for each person', async () => {
    const [{ perPerson, ...total }] = JSON.parse((await run('counts', '--json')).stdout);
    const { postcards } = await fetchJson<Counts>('counts.json');
    for (const [name, count] of Object.entries(postcards)) assert.equal(total[name], count, name);
    assert.equal(perPerson['ny-sokha'].received + perPerson['lim-mony'].received, postcards['received']);
    assert.match((await run('counts', '--campaign', campaign.id)).stdout, /^free-two +received +unread .*\n {2}lim-mony +\d+ /);
  });
});

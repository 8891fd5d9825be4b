/** The folder of documents, as an organiser changes it while the server runs. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { openCampaigns } from '../../src/server/campaigns/repository.ts';
import { deleteExpired } from '../../src/server/retention/retention-job.ts';
import { createTestServer, createLetterCampaign, describeWithStores, createTempFolder } from './support.ts';

function folderOf(files: Record<string, unknown>) {
  const folder = createTempFolder();
  const clock = { time: 0 };
  const reported: string[] = [];
  let writes = 0;
  const write = (name: string, content: unknown) => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    // A clock of files may be too coarse to tell two writes apart.
    utimesSync(path, ++writes, writes);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  const campaigns = openCampaigns(folder, { now: () => clock.time, report: (line) => reported.push(line) });
  return { folder, clock, reported, write, campaigns };
}

/** One that the checker has nothing against. */
const document = (more: Partial<Campaign>) => createLetterCampaign({ ask: { country: 'required' }, ...more });

const titleOf = (loaded?: { campaign: { title: string } }) => loaded?.campaign.title;

describe('the folder of campaigns', () => {
  it('gives every document by its id; a broken one is reported with file, place and sentence, the others are served', () => {
    const one = document({ id: 'one' });
    const { campaigns, reported } = folderOf({
      'one.json': one,
      'broken.json': { ...one, id: 'two', title: undefined },
      'no.json': '{"id":',
      'notes.txt': 'nothing',
      '.hidden.json': '{',
    });
    assert.deepEqual(campaigns.all().map(({ campaign }) => campaign.id), ['one']);
    assert.ok(reported.some((line) => /^broken\.json:\d+:\d+: .*title.* \(at “\/title”\)$/.test(line)), reported.join('\n'));
    assert.ok(reported.some((line) => line.startsWith('no.json:')));
    assert.ok(reported.every((line) => /^(broken|no)\.json:/.test(line)));
  });

  it('sends the file as it stands', () => {
    const text = `${JSON.stringify(document({ id: 'one' }), null, 3)}\n`;
    const { campaigns } = folderOf({ 'one.json': text });
    assert.equal(Buffer.from(campaigns.get('one')!.document.bytes).toString(), text);
  });

  it('notices what changes, a second later at most, and what is new or gone', () => {
    const one = document({ id: 'one', title: 'Before' });
    const { campaigns, clock, write, folder } = folderOf({ 'one.json': one });
    const tag = campaigns.get('one')!.document.tag;
    write('one.json', { ...one, title: 'After' });
    write('two.json', { ...one, id: 'two' });
    clock.time += 999;
    assert.equal(titleOf(campaigns.get('one')), 'Before');
    clock.time += 1;
    assert.equal(titleOf(campaigns.get('one')), 'After');
    assert.notEqual(campaigns.get('one')!.document.tag, tag);
    assert.equal(campaigns.all().length, 2);
    rmSync(join(folder, 'two.json'));
    clock.time += 1000;
    assert.equal(campaigns.get('two'), undefined);
  });

  it('keeps the last good version of a document that breaks, and reports it once', () => {
    const one = document({ id: 'one', title: 'Good' });
    const { campaigns, clock, write, reported } = folderOf({ 'one.json': one });
    assert.equal(titleOf(campaigns.get('one')), 'Good');
    write('one.json', '{"id": "one",');
    for (let times = 0; times < 3; times++) {
      clock.time += 1000;
      assert.equal(titleOf(campaigns.get('one')), 'Good');
    }
    assert.equal(new Set(reported).size, reported.length);
    assert.ok(reported.length > 0);
    write('one.json', { ...one, title: 'Better' });
    clock.time += 1000;
    assert.equal(titleOf(campaigns.get('one')), 'Better');
  });

  it('refuses a sealed campaign, because a form would send its text unencrypted', () => {
    const { campaigns, reported } = folderOf({ 'one.json': document({ id: 'one', seal: { recipient: `age1${'q'.repeat(58)}` } }) });
    assert.equal(campaigns.get('one'), undefined);
    assert.match(reported.join('\n'), /sealed campaigns are not supported yet/);
  });

  it('starts and goes on beside files that can not be read, and reports each once', () => {
    const one = document({ id: 'one', title: 'Before' });
    const { campaigns, clock, write, folder, reported } = folderOf({ 'm.json': one });
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link.json'));
    mkdirSync(join(folder, 'x.json'));
    assert.equal(titleOf(campaigns.get('one')), 'Before');
    write('m.json', { ...one, title: 'After' });
    write('a.json', { ...one, id: 'two' });
    clock.time += 1000;
    assert.equal(titleOf(campaigns.get('one')), 'After');
    assert.ok(campaigns.get('two'));
    assert.deepEqual(reported, ['link.json: ENOENT', 'x.json: EISDIR']);
    // The link leads somewhere after all.
    write('nowhere', { ...one, id: 'three' });
    clock.time += 1000;
    assert.ok(campaigns.get('three'));
  });

  it('keeps the last good version of a file that can no longer be read', () => {
    const one = document({ id: 'one', title: 'Good' });
    const { campaigns, clock, write, folder } = folderOf({ 'one.json': one });
    assert.equal(titleOf(campaigns.get('one')), 'Good');
    rmSync(join(folder, 'one.json'));
    mkdirSync(join(folder, 'one.json'));
    write('two.json', { ...one, id: 'two' });
    clock.time += 1000;
    assert.equal(titleOf(campaigns.get('one')), 'Good');
    assert.ok(campaigns.get('two'));
  });

  it('takes an id from the first file that has it, and reports the second once', () => {
    const one = document({ id: 'one', title: 'First' });
    const { campaigns, clock, reported } = folderOf({ 'a.json': one, 'b.json': { ...one, title: 'Second' } });
    assert.equal(titleOf(campaigns.get('one')), 'First');
    clock.time += 1000;
    assert.equal(titleOf(campaigns.get('one')), 'First');
    assert.deepEqual(reported, ['b.json: its id is another file’s already (at “/id”)']);
  });
});

describeWithStores(['sqlite'], 'a document that is asked for', (store) => {
  const { letter, ...rest } = document({});
  const targets = letter!.targets.map((target) => ({ ...target, email: `${target.id}@example.org` }));
  const served = async (more: object) => {
    const text = JSON.stringify({ ...rest, id: 'one', 'x-own': 1, letter: { ...letter!, targets, ...more } }, null, 1);
    const { campaigns } = folderOf({ 'one.json': text });
    const answer = await createTestServer(store(), [], { campaigns }).request('/campaigns/one.json');
    assert.equal(answer.status, 200);
    return { text, answer: answer.text, targets: campaigns.get('one')!.campaign.letter!.targets };
  };

  for (const delivery of ['collect', 'email']) {
    it(`holds no address of a target where letters are delivered by ${delivery}, and all else`, async () => {
      const { text, answer, targets } = await served({ delivery });
      assert.doesNotMatch(answer, /@example\.org/);
      const whole = JSON.parse(text) as { letter: { targets: { email?: string }[] } };
      for (const target of whole.letter.targets) delete target.email;
      assert.deepEqual(JSON.parse(answer), whole);
      // Whoever delivers them still knows where to.
      assert.equal(targets[0]!.email, 'minister@example.org');
    });
  }

  it('is the file as it stands where supporters mail their letters themselves', async () => {
    const { text, answer } = await served({ delivery: 'mailto' });
    assert.equal(answer, text);
  });
});

describe('retention', () => {
  it('forgets in each campaign what is older than it says, and one that fails does not keep the others', async () => {
    const campaigns = [document({ id: 'a', retention: { days: 30 } }), document({ id: 'b' }), document({ id: 'c', retention: { days: 1 } })];
    const asked: (string | null)[][] = [];
    const store = {
      forget: (...args: (string | null)[]) => {
        asked.push(args);
        return args[0] === 'a' ? Promise.reject(new Error('gone')) : Promise.resolve(0);
      },
    };
    const all = () => campaigns.map((campaign) => ({ campaign }));
    const due = deleteExpired({ all } as never, store as never, Date.parse('2018-08-01T00:00:00Z'));
    await assert.rejects(due, /gone/);
    assert.deepEqual(asked, [[null, '2018-08-01T00:00:00.000Z'], ['a', '2018-07-02T00:00:00.000Z'], ['c', '2018-07-31T00:00:00.000Z']]);
  });
});

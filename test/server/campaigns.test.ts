/** The folder of campaign documents, as an organiser changes it while the server runs. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { openCampaignFolder } from '../../src/server/campaigns/campaign-folder.ts';
import { combineCampaigns } from '../../src/server/campaigns/campaign-sources.ts';
import { deleteExpired } from '../../src/server/retention/retention-job.ts';
import { createLetterCampaign } from './support/campaigns.ts';
import { describeWithStores } from './support/stores.ts';
import { createTempFolder } from './support/temp-folder.ts';
import { createTestServer } from './support/test-server.ts';

function openFolder(files: Record<string, unknown>) {
  const folder = createTempFolder();
  const reported: string[] = [];
  let writes = 0;
  const write = (name: string, content: unknown) => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    // File times may be too coarse to distinguish two writes.
    utimesSync(path, ++writes, writes);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  const campaigns = openCampaignFolder(folder, { report: (line) => reported.push(line) });
  return { folder, reported, write, campaigns };
}

/** A document without errors. */
const createDocument = (more: Partial<Campaign>) => createLetterCampaign({ ask: { country: 'required' }, ...more });

const getTitle = (loaded?: { campaign: { title: string } }) => loaded?.campaign.title;

describe('the campaigns folder', () => {
  it('serves valid documents by id and reports invalid ones with file, position and message', () => {
    const one = createDocument({ id: 'one' });
    const { campaigns, reported } = openFolder({
      'one.json': one,
      'broken.json': { ...one, id: 'two', title: undefined },
      'no.json': '{"id":',
      'notes.txt': 'nothing',
      '.hidden.json': '{',
    });
    assert.deepEqual(campaigns.all().map(({ campaign }) => campaign.id), ['one']);
    assert.ok(reported.some((line) => /^broken\.json:\d+:\d+: .*title.* \(at \/title\)$/.test(line)), reported.join('\n'));
    assert.ok(reported.some((line) => line.startsWith('no.json:')));
    assert.ok(reported.every((line) => /^(broken|no)\.json:/.test(line)));
  });

  it('serves a sealed campaign, unless its key has a typing error', () => {
    const recipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
    const { campaigns, reported } = openFolder({
      'one.json': createDocument({ id: 'one', seal: { recipient } }),
      'two.json': createDocument({ id: 'two', seal: { recipient: recipient.replace('q', 'p') } }),
    });
    assert.deepEqual(campaigns.all().map(({ campaign }) => campaign.id), ['one']);
    assert.match(reported.join('\n'), /^two\.json:\d+:\d+: “recipient” has a typing error: .* \(at \/seal\/recipient\)$/);
  });

  it('sends the file unchanged', () => {
    const text = `${JSON.stringify(createDocument({ id: 'one' }), null, 3)}\n`;
    const { campaigns } = openFolder({ 'one.json': text });
    assert.equal(Buffer.from(campaigns.get('one')!.document.bytes).toString(), text);
  });

  it('reads nothing for a request, and picks up changed, new and deleted files with the next refresh', () => {
    const one = createDocument({ id: 'one', title: 'Before' });
    const { campaigns, write, folder } = openFolder({ 'one.json': one });
    const { document } = campaigns.get('one')!;
    write('one.json', { ...one, title: 'After' });
    write('two.json', { ...one, id: 'two' });
    assert.equal(getTitle(campaigns.get('one')), 'Before');
    campaigns.refresh();
    assert.equal(getTitle(campaigns.get('one')), 'After');
    assert.notEqual(campaigns.get('one')!.document, document);
    assert.equal(campaigns.all().length, 2);
    rmSync(join(folder, 'two.json'));
    campaigns.refresh();
    assert.equal(campaigns.get('two'), undefined);
  });

  it('keeps the last valid version of a document that breaks, and reports each error once', () => {
    const one = createDocument({ id: 'one', title: 'Good' });
    const { campaigns, write, reported } = openFolder({ 'one.json': one });
    assert.equal(getTitle(campaigns.get('one')), 'Good');
    write('one.json', '{"id": "one",');
    for (let times = 0; times < 3; times++) {
      campaigns.refresh();
      assert.equal(getTitle(campaigns.get('one')), 'Good');
    }
    assert.equal(new Set(reported).size, reported.length);
    assert.ok(reported.length > 0);
    write('one.json', { ...one, title: 'Better' });
    campaigns.refresh();
    assert.equal(getTitle(campaigns.get('one')), 'Better');
  });

  it('serves the other files when some cannot be read, and reports each of those once', () => {
    const one = createDocument({ id: 'one', title: 'Before' });
    const { campaigns, write, folder, reported } = openFolder({ 'm.json': one });
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link.json'));
    mkdirSync(join(folder, 'x.json'));
    assert.equal(getTitle(campaigns.get('one')), 'Before');
    write('m.json', { ...one, title: 'After' });
    write('a.json', { ...one, id: 'two' });
    campaigns.refresh();
    campaigns.refresh();
    assert.equal(getTitle(campaigns.get('one')), 'After');
    assert.ok(campaigns.get('two'));
    assert.deepEqual(reported, ['link.json: ENOENT', 'x.json: EISDIR']);
    // Now the link leads to a file.
    write('nowhere', { ...one, id: 'three' });
    campaigns.refresh();
    assert.ok(campaigns.get('three'));
  });

  it('keeps the last valid version of a file that can no longer be read', () => {
    const one = createDocument({ id: 'one', title: 'Good' });
    const { campaigns, write, folder } = openFolder({ 'one.json': one });
    assert.equal(getTitle(campaigns.get('one')), 'Good');
    rmSync(join(folder, 'one.json'));
    mkdirSync(join(folder, 'one.json'));
    write('two.json', { ...one, id: 'two' });
    campaigns.refresh();
    assert.equal(getTitle(campaigns.get('one')), 'Good');
    assert.ok(campaigns.get('two'));
  });

  it('keeps what it has while the folder itself is missing, and reports that', () => {
    const { campaigns, folder, reported } = openFolder({ 'one.json': createDocument({ id: 'one', title: 'Good' }) });
    rmSync(folder, { recursive: true });
    campaigns.refresh();
    assert.equal(getTitle(campaigns.get('one')), 'Good');
    assert.deepEqual(reported, [`${folder}: ENOENT`]);
  });

  it('notices a replaced document, even if its size and time of modification are the same', () => {
    const one = createDocument({ id: 'one', title: 'Before' });
    const { campaigns, write, folder } = openFolder({ 'one.json': one });
    for (const title of ['After1', 'After2', 'After3']) {
      write('one.json', { ...one, title });
      utimesSync(join(folder, 'one.json'), 1, 1);
      campaigns.refresh();
      assert.equal(getTitle(campaigns.get('one')), title);
    }
  });

  it('keeps the last valid version of a document that is moved away and comes back broken', () => {
    const one = createDocument({ id: 'one', title: 'Good' });
    const { campaigns, write, folder, reported } = openFolder({ 'one.json': one, 'two.json': { ...one, id: 'two' } });
    rmSync(join(folder, 'one.json'));
    campaigns.refresh();
    assert.equal(campaigns.get('one'), undefined);
    write('one.json', '{"id": "one",');
    campaigns.refresh();
    assert.equal(getTitle(campaigns.get('one')), 'Good');
    assert.match(reported.join('\n'), /^one\.json:/);
  });

  it('keeps what it has while the folder is empty, and reports that once', () => {
    const one = createDocument({ id: 'one', title: 'Good' });
    const { campaigns, write, folder, reported } = openFolder({ 'one.json': one });
    rmSync(join(folder, 'one.json'));
    for (let times = 0; times < 3; times++) campaigns.refresh();
    assert.equal(getTitle(campaigns.get('one')), 'Good');
    assert.deepEqual(reported, [`${folder}: has no documents any more; the last ones are still served`]);
    write('two.json', { ...one, id: 'two' });
    campaigns.refresh();
    assert.deepEqual(campaigns.all().map(({ campaign }) => campaign.id), ['two']);
  });

  it('keeps the last valid version of a document that is no longer UTF-8, and reports that', () => {
    const one = createDocument({ id: 'one', title: 'Jose' });
    const { campaigns, folder, reported } = openFolder({ 'one.json': one });
    writeFileSync(join(folder, 'one.json'), Buffer.from(JSON.stringify({ ...one, title: 'José' }), 'latin1'));
    campaigns.refresh();
    assert.equal(getTitle(campaigns.get('one')), 'Jose');
    assert.deepEqual(reported, ['one.json: it is not UTF-8']);
  });

  it('reports at most a hundred problems of one document, in linear time', () => {
    const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1]));
    const { campaigns, reported } = openFolder({ 'one.json': { ...createDocument({ id: 'one' }), ...keys(16_000), title: 1 } });
    assert.equal(campaigns.get('one'), undefined);
    assert.ok(reported.length > 0 && reported.length <= 101, String(reported.length));
  });

  it('uses the first of two files with the same id, and reports the second once', () => {
    const one = createDocument({ id: 'one', title: 'First' });
    const { campaigns, reported } = openFolder({ 'a.json': one, 'b.json': { ...one, title: 'Second' } });
    assert.equal(getTitle(campaigns.get('one')), 'First');
    campaigns.refresh();
    assert.equal(getTitle(campaigns.get('one')), 'First');
    assert.deepEqual(reported, ['b.json: another file already has the id "one" (at /id)']);
  });

  it('prefers the file that is named after the id, also when it is added later', () => {
    const one = createDocument({ id: 'one', title: 'Copy' });
    const { campaigns, write, reported } = openFolder({ 'a.json': one });
    assert.equal(getTitle(campaigns.get('one')), 'Copy');
    write('one.json', { ...one, title: 'Original' });
    campaigns.refresh();
    assert.equal(getTitle(campaigns.get('one')), 'Original');
    assert.deepEqual(reported, ['a.json: another file already has the id "one" (at /id)']);
  });
});

describeWithStores(['sqlite'], 'GET /campaigns/<id>.json', (store) => {
  const { letter, ...rest } = createDocument({});
  const targets = letter!.targets.map((target) => ({ ...target, email: `${target.id}@example.org` }));
  const fetchDocument = async (more: object) => {
    const text = JSON.stringify({ ...rest, id: 'one', 'x-own': 1, letter: { ...letter!, targets, ...more } }, null, 1);
    const { campaigns } = openFolder({ 'one.json': text });
    const response = await createTestServer(store(), [], { campaigns: combineCampaigns(campaigns, store(), { report: (line) => assert.fail(line) }) }).request('/campaigns/one.json');
    assert.equal(response.status, 200);
    return { text, body: response.text, targets: campaigns.get('one')!.campaign.letter!.targets };
  };

  for (const delivery of ['collect', 'email']) {
    it(`removes only the targets' email addresses where letters are delivered by ${delivery}`, async () => {
      const { text, body, targets } = await fetchDocument({ delivery });
      assert.doesNotMatch(body, /@example\.org/);
      const document = JSON.parse(text) as { letter: { targets: { email?: string }[] } };
      for (const target of document.letter.targets) delete target.email;
      assert.deepEqual(JSON.parse(body), document);
      // The server, which delivers the letters, still has the addresses.
      assert.equal(targets[0]!.email, 'minister@example.org');
    });
  }

  it('sends the file unchanged where supporters send the letters themselves', async () => {
    const { text, body } = await fetchDocument({ delivery: 'mailto' });
    assert.equal(body, text);
  });
});

describe('the retention job', () => {
  it('uses the current period of each campaign, and continues after a failure in one of them', async () => {
    const campaigns = [
      createDocument({ id: 'a', retention: { days: 30 } }),
      createDocument({ id: 'b' }),
      createDocument({ id: 'c', retention: { days: 1 } }),
    ];
    const calls: string[][] = [];
    const store = {
      deleteExpired: (now: string) => Promise.resolve(calls.push([now])),
      deleteReceivedBefore(campaign: string, instant: string) {
        calls.push([campaign, instant]);
        return campaign === 'a' ? Promise.reject(new Error('gone')) : Promise.resolve(0);
      },
    };
    const all = () => campaigns.map((campaign) => ({ campaign }));
    const deletion = deleteExpired({ all } as never, store as never, Date.parse('2018-08-01T00:00:00Z'));
    await assert.rejects(deletion, /gone/);
    assert.deepEqual(calls, [['2018-08-01T00:00:00.000Z'], ['a', '2018-07-02T00:00:00.000Z'], ['c', '2018-07-31T00:00:00.000Z']]);
  });
});

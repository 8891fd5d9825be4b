/** Campaigns in the database: drafts, versions, what is published of them, and campaigns taken over from the folder. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import { createCampaign, getDraft, getVersion, listVersions, publish, restoreVersion, saveDraft, takeOver, unpublish, type Draft } from '../../../src/server/campaigns/campaign-editor.ts';
import { combineCampaigns, type CampaignSources } from '../../../src/server/campaigns/campaign-sources.ts';
import { lintDraft } from '../../../src/server/campaigns/lint-draft.ts';
import { campaignKinds } from '../../../src/server/campaigns/starting-document.ts';
import type { Store } from '../../../src/server/db/store.ts';
import { createLetter, createLetterCampaign } from '../support/campaigns.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { createCampaignFolder, createTestServer, today } from '../support/test-server.ts';

const createCampaignDocument = () => createLetterCampaign({ ask: { country: 'required' } });
const save = { author: 'Anna', now: today };
let count = 0;
const createId = () => `campaign-${++count}`;

describeWithBothStores('campaigns of the desk', (store) => {
  const combine = (files: readonly Campaign[] = [], report = (line: string): void => assert.fail(line)) => combineCampaigns(createCampaignFolder(files), store(), { report });
  const create = (sources: CampaignSources, more: Partial<Parameters<typeof createCampaign>[2]> = {}, context: Pick<Store, 'campaigns'> = store()) =>
    createCampaign(context, { sources, exports: store().exports }, { id: createId(), title: 'Free Sam Sokha', language: 'en', kind: 'letter', ...more }, save);
  const toText = (campaign: Campaign) => JSON.stringify(campaign, null, 2);

  /** A campaign whose draft can be published. */
  async function createReady(sources: CampaignSources): Promise<{ campaign: Campaign; draft: Draft }> {
    const campaign = createCampaignDocument();
    assert.equal(await create(sources, { id: campaign.id }), 'done');
    const result = await saveDraft(store(), campaign.id, { text: toText(campaign), revision: 1 }, save);
    assert.ok(typeof result === 'object' && 'saved' in result);
    return { campaign, draft: result.saved };
  }

  for (const kind of campaignKinds)
    it(`begin with a valid ${kind} that cannot be published before its examples are replaced`, async () => {
      const sources = combine();
      const id = createId();
      assert.equal(await create(sources, { id, kind, title: 'ដោះលែង', language: 'km' }), 'done');
      const draft = (await getDraft(store(), id))!;
      assert.deepEqual({ ...draft, text: '' }, { id, text: '', revision: 1, author: 'Anna', savedAt: '2018-07-20T12:00:00.000Z' });
      const { campaign, diagnostics, hasErrors } = lintDraft(id, draft.text);
      assert.deepEqual([campaign?.title, campaign?.language, hasErrors], ['ដោះលែង', 'km', true]);
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      assert.ok(errors.length > 2 && errors.every(({ message, line }) => message === 'this is an example; replace it' && line > 1));
      assert.ok(errors.some(({ pointer }) => pointer === '/organiser/name'));
      const result = await publish(store(), sources, id, { revision: 1, now: today });
      assert.ok(typeof result === 'object' && 'errors' in result && result.errors.length === errors.length);
      assert.equal(sources.get(id), undefined);
    });

  it('take the organiser of an earlier campaign', async () => {
    const id = createId();
    await create(combine(), { id, organiser: { name: 'A Human Rights Group', url: 'https://group.example' } });
    const { diagnostics } = lintDraft(id, (await getDraft(store(), id))!.text);
    assert.ok(diagnostics.every(({ pointer }) => !pointer.startsWith('/organiser/n')));
  });

  it('need an id that neither the folder, nor the database, nor anything that was received has', async () => {
    const file = createCampaignDocument();
    const sources = combine([file]);
    assert.equal(await create(sources, { id: file.id }), 'exists');
    const id = createId();
    assert.equal(await create(sources, { id }), 'done');
    assert.equal(await create(sources, { id }), 'exists');
    const earlier = createCampaignDocument();
    assert.equal((await createTestServer(store(), [earlier]).submit(earlier, createLetter({ person: { name: 'Anna Example', country: 'AU' } }))).status, 201);
    assert.equal(await create(sources, { id: earlier.id }), 'used');
    for (const [more, pointer] of [[{ id: 'No' }, '/id'], [{ id: '' }, '/id'], [{ id: 'a/b' }, '/id'], [{ language: 'english language' }, '/language'], [{ title: '' }, '/title'], [{ title: 'a'.repeat(301) }, '/title']] as const) {
      const result = await create(sources, more);
      assert.ok(typeof result === 'object' && result.invalid.some((one) => one.pointer === pointer), pointer);
    }
    assert.equal(await create(sources, { title: 'a'.repeat(300) }), 'done');
  });

  it('are created by one of those who do so at the same time', async () => {
    const id = createId();
    const results = await Promise.all([combine(), combine(), combine()].map((sources) => create(sources, { id })));
    assert.deepEqual(results.toSorted(), ['done', 'exists', 'exists']);
  });

  it('are served once they are published, as they were when they were published', async () => {
    const sources = combine();
    const { campaign, draft } = await createReady(sources);
    assert.equal(draft.revision, 2);
    assert.equal(sources.get(campaign.id), undefined);
    assert.equal(await publish(store(), sources, campaign.id, { revision: 2, now: today }), 'done');
    assert.equal(sources.get(campaign.id)?.campaign.title, campaign.title);
    await saveDraft(store(), campaign.id, { text: toText({ ...campaign, title: 'Later' }), revision: 2 }, save);
    await sources.refresh();
    assert.equal(sources.get(campaign.id)?.campaign.title, campaign.title);
    const { publishedRevision, publishedAt, revision } = (await getDraft(store(), campaign.id))!;
    assert.deepEqual([publishedRevision, publishedAt, revision], [2, '2018-07-20T12:00:00.000Z', 3]);
    const server = createTestServer(store(), [], { campaigns: sources });
    assert.equal((await server.request(`/campaigns/${campaign.id}.json`)).text, toText(campaign));
    assert.equal((await server.submit(campaign, createLetter({ person: { name: 'Anna Example', country: 'AU' } }))).status, 201);
  });

  it('keep the addresses of targets, which only the organiser needs, out of the public document', async () => {
    const sources = combine();
    const { campaign } = await createReady(sources);
    const [target, ...others] = campaign.letter!.targets;
    const text = toText({ ...campaign, letter: { ...campaign.letter!, targets: [{ ...target!, email: 'minister@ministry.example' }, ...others] } });
    await saveDraft(store(), campaign.id, { text, revision: 2 }, save);
    await publish(store(), sources, campaign.id, { revision: 3, now: today });
    assert.equal(sources.get(campaign.id)?.campaign.letter?.targets[0]?.email, 'minister@ministry.example');
    const { text: document } = await createTestServer(store(), [], { campaigns: sources }).request(`/campaigns/${campaign.id}.json`);
    assert.doesNotMatch(document, /ministry\.example/);
  });

  it('never lose what somebody else has saved meanwhile', async () => {
    const sources = combine();
    const { campaign } = await createReady(sources);
    const texts = ['By Anna', 'By Ben', 'By Carl'].map((title) => toText({ ...campaign, title }));
    const results = await Promise.all(texts.map((text) => saveDraft(store(), campaign.id, { text, revision: 2 }, save)));
    const saved = results.flatMap((result) => (typeof result === 'object' && 'saved' in result ? [result.saved] : []));
    const conflicts = results.flatMap((result) => (typeof result === 'object' && 'conflict' in result ? [result.conflict] : []));
    assert.deepEqual([saved.length, conflicts.length], [1, 2]);
    for (const draft of [...conflicts, await getDraft(store(), campaign.id)]) assert.deepEqual(draft, saved[0]);
    assert.equal(saved[0]!.revision, 3);
  });

  it('are not published by someone who has not seen the newest version', async () => {
    const sources = combine();
    const { campaign } = await createReady(sources);
    await saveDraft(store(), campaign.id, { text: toText({ ...campaign, title: 'Later' }), revision: 2 }, save);
    const result = await publish(store(), sources, campaign.id, { revision: 2, now: today });
    assert.ok(typeof result === 'object' && 'conflict' in result && result.conflict.revision === 3);
    assert.equal(sources.get(campaign.id), undefined);
    assert.equal(await publish(store(), sources, 'none', { revision: 1, now: today }), 'unknown');
  });

  it('are unknown to those who save or publish them while someone else deletes them', async () => {
    const sources = combine();
    const { campaigns } = store();
    const deletingFirst = (id: string): Store => ({
      ...store(),
      campaigns: {
        ...campaigns,
        addVersion: async (...args) => (await campaigns.remove(id, 2), campaigns.addVersion(...args)),
        publish: async (...args) => (await campaigns.remove(id, 2), campaigns.publish(...args)),
      },
    });
    const [{ campaign: saved }, { campaign: published }] = [await createReady(sources), await createReady(sources)];
    assert.equal(await saveDraft(deletingFirst(saved.id), saved.id, { text: toText({ ...saved, title: 'By Ben' }), revision: 2 }, save), 'unknown');
    assert.equal(await publish(deletingFirst(published.id), sources, published.id, { revision: 2, now: today }), 'unknown');
  });

  it('are saved with errors, but only as a readable document with their own id', async () => {
    const { campaign } = await createReady(combine());
    const trySave = async (text: string) => {
      const result = await saveDraft(store(), campaign.id, { text, revision: 2 }, save);
      return typeof result === 'object' && 'problem' in result ? `${result.problem.line}:${result.problem.column} ${result.problem.message}` : result;
    };
    assert.equal(await trySave(toText({ ...campaign, id: 'other' })), `3:9 “id” must stay “${campaign.id}”`);
    assert.equal(await trySave('{\n"id": 1,}'), '2:9 delete the comma before this }');
    assert.equal(await trySave('[]'), '1:1 the document must be an object in { }');
    assert.equal(await trySave(''), '1:1 the document is empty');
    assert.match((await trySave(toText({ ...campaign, description: 'a'.repeat(300_000) }))) as string, /the limit is 256 KiB/);
    assert.equal((await getDraft(store(), campaign.id))!.revision, 2);
    const saved = await saveDraft(store(), campaign.id, { text: `{"id": "${campaign.id}", "title": ""}`, revision: 2 }, save);
    assert.ok(typeof saved === 'object' && 'saved' in saved && saved.saved.revision === 3);
    assert.equal(await saveDraft(store(), 'none', { text: '{"id": "none"}', revision: 1 }, save), 'unknown');
  });

  it('get no new version from a save that changes nothing', async () => {
    const { campaign, draft } = await createReady(combine());
    const result = await saveDraft(store(), campaign.id, { text: draft.text, revision: 2 }, { ...save, author: 'Ben' });
    assert.deepEqual(result, { saved: draft });
  });

  it('keep every version, and restore one as the newest', async () => {
    const { campaign, draft } = await createReady(combine());
    await saveDraft(store(), campaign.id, { text: toText({ ...campaign, title: 'Later' }), revision: 2 }, { author: 'Ben', now: today + 1000 });
    const result = await restoreVersion(store(), campaign.id, { version: 2, revision: 3 }, { author: 'Carl', now: today + 2000 });
    assert.ok(typeof result === 'object' && 'saved' in result);
    assert.deepEqual([result.saved.revision, result.saved.text], [4, draft.text]);
    const versions = await listVersions(store(), campaign.id, { limit: 10 });
    assert.deepEqual(versions.map(({ number, author, saved_at }) => [number, author, saved_at.slice(17, 19)]), [[4, 'Carl', '02'], [3, 'Ben', '01'], [2, 'Anna', '00'], [1, 'Anna', '00']]);
    assert.deepEqual((await listVersions(store(), campaign.id, { before: 3, limit: 1 })).map(({ number }) => number), [2]);
    assert.match((await getVersion(store(), campaign.id, 3))!.text, /Later/);
    assert.equal(await restoreVersion(store(), campaign.id, { version: 9, revision: 4 }, save), 'unknown');
    const conflict = await restoreVersion(store(), campaign.id, { version: 1, revision: 3 }, save);
    assert.ok(typeof conflict === 'object' && 'conflict' in conflict);
  });

  it('are no longer served once they are withdrawn from the public', async () => {
    const sources = combine();
    const { campaign } = await createReady(sources);
    assert.equal(await unpublish(store(), sources, campaign.id), false);
    await publish(store(), sources, campaign.id, { revision: 2, now: today });
    assert.equal(await unpublish(store(), sources, campaign.id), true);
    assert.equal(sources.get(campaign.id), undefined);
    assert.equal((await getDraft(store(), campaign.id))!.publishedRevision, undefined);
  });

  it('take over a campaign of the folder, whose file is then reported once and not used', async () => {
    const file = createCampaignDocument();
    const lines: string[] = [];
    const sources = combine([file], (line) => lines.push(line));
    assert.equal(sources.get(file.id)?.campaign, file);
    assert.equal(await takeOver(store(), sources, file.id, save), 'done');
    const draft = (await getDraft(store(), file.id))!;
    assert.deepEqual([JSON.parse(draft.text), draft.revision, draft.publishedRevision], [file, 1, 1]);
    assert.notEqual(sources.get(file.id)?.campaign, file);
    assert.equal(sources.all().filter(({ campaign }) => campaign.id === file.id).length, 1);
    await saveDraft(store(), file.id, { text: toText({ ...file, title: 'Changed' }), revision: 1 }, save);
    await publish(store(), sources, file.id, { revision: 2, now: today });
    assert.equal(sources.get(file.id)?.campaign.title, 'Changed');
    assert.deepEqual(lines, [`${file.id}: the desk has this campaign, so its file in the folder is not used; remove the file`]);
    assert.equal(await takeOver(store(), sources, file.id, save), 'exists');
    assert.equal(await takeOver(store(), sources, 'none', save), 'unknown');
    await unpublish(store(), sources, file.id);
    assert.equal(sources.get(file.id), undefined);
  });

  it('are in the audit log with the name of the account, and without their texts', async () => {
    const sources = combine();
    const as = (command: string) => store().withAudit({ actor: 'press office', command });
    const campaign = createCampaignDocument();
    await create(sources, { id: campaign.id }, as('campaigns create'));
    await saveDraft(as('campaigns save'), campaign.id, { text: toText(campaign), revision: 1 }, save);
    await publish(as('campaigns publish'), sources, campaign.id, { revision: 2, now: today });
    await publish(as('campaigns publish'), sources, campaign.id, { revision: 1, now: today });
    await unpublish(as('campaigns unpublish'), sources, campaign.id);
    const entries = await store().audit.find({ campaign: campaign.id });
    const sorted = entries.map(({ actor, command, ids, affected }) => [actor, command, ids, affected].join(' ')).sort();
    assert.deepEqual(sorted, [
      'press office campaigns create ["version 1"] 1',
      'press office campaigns publish ["version 2"] 1',
      'press office campaigns save ["version 2"] 1',
      'press office campaigns unpublish ["version 2"] 1',
    ]);
  });
});

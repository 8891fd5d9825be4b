/** Campaigns on the desk: started, edited as JSON, published, restored, taken over. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import { languages } from '../../../src/i18n/generated/languages.gen.ts';
import { missingPublicUrl } from '../../../src/server/config.ts';
import { createLetter, createLetterCampaign } from '../support/campaigns.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { createTestServer, type TestResponse } from '../support/test-server.ts';
import { createTestDesk, type TestDesk, type Visitor } from './support.ts';

let count = 0;
const createId = () => `desk-campaign-${++count}`;
const createDocument = (more: Partial<Campaign> = {}) => createLetterCampaign({ id: createId(), ask: { country: 'required' }, ...more });
const toText = (campaign: object) => JSON.stringify(campaign, null, 2);

const startFields = { title: 'Free Sam Sokha', language: 'en', kind: 'letter', organiserName: 'A Human Rights Group', organiserUrl: 'https://group.example' };

/** Of the form of a page. */
const getRevision = ({ text }: TestResponse) => /name="revision" value="(\d+)"/.exec(text)?.[1] ?? '';

async function start(owner: Visitor, document: Campaign): Promise<string> {
  const path = `/desk/campaigns/${document.id}`;
  const { status, headers } = await owner.post('/desk/campaigns', { ...startFields, id: document.id });
  assert.deepEqual([status, headers.get('Location')], [303, `${path}?done=started`]);
  assert.equal((await owner.post(`${path}/json`, { revision: '1', text: toText(document) })).status, 303);
  return path;
}

describeWithBothStores('campaigns on the desk', (getStore) => {
  const open = async (campaigns: readonly Campaign[] = []) => {
    const desk = createTestDesk(getStore(), campaigns);
    return { desk, server: desk.server, owner: await desk.visitAs('Olga', 'owner') };
  };

  it('begin on a server without any: its start page and its overview say where', async () => {
    const { server, owner } = await open();
    const { status, headers, text } = await server.request('/', { headers: { Accept: '*/*' } });
    assert.deepEqual([status, headers.get('Content-Type')], [200, 'text/html; charset=utf-8']);
    assert.match(text, /no campaigns yet.*href="\/desk"/s);
    assert.match((await owner.get('/desk')).text, /href="\/desk\/campaigns">Start a campaign</);
  });

  it('are started with a draft that says what to replace, and published once that is done', async () => {
    const { server, owner } = await open();
    const document = createDocument({ title: '<Free> Sam' });
    const path = await start(owner, document);
    const page = await owner.get(path);
    assert.match(page.text, /This is a draft/);
    assert.match(page.text, /<h1 dir="auto" lang="en">&lt;Free&gt; Sam<\/h1>/);
    assert.equal((await server.request(`/a/${document.id}`)).status, 404);
    assert.match(page.text, /<h2>Ready to publish<\/h2>.*<button>Publish<\/button>.*<h2>Edit<\/h2>/s);
    const { status, headers } = await owner.post(`${path}/publish`, { revision: getRevision(page) });
    assert.deepEqual([status, headers.get('Location')], [303, `${path}?done=published`]);
    assert.match((await owner.get(`${path}?done=published`)).text, /role="status">Everybody can see the newest version/);
    assert.equal((await server.request(`/a/${document.id}`)).status, 200);
    assert.equal((await server.request(`/campaigns/${document.id}.json`)).text, toText(document));
    assert.match((await owner.get('/desk/campaigns')).text, new RegExp(`href="${path}" dir="auto" lang="en">&lt;Free&gt; Sam</a> <code class="muted">${document.id}</code></th>\\s*<td>Published</td>\\s*<td>Desk</td>`));
  });

  it('cannot be published with examples or errors: the page links each to its field, and the JSON page to its line', async () => {
    const { server, owner } = await open();
    const id = createId();
    await owner.post('/desk/campaigns', { ...startFields, id });
    const page = await owner.get(`/desk/campaigns/${id}`);
    assert.match(page.text, /<h3>What is still to do<\/h3>.*<li>Letter<ul><li><a href="[^"]+\/parts\/letter#\/letter\/targets\/0\/name" dir="auto">Name: this is an example; replace it\.<\/a>/s);
    assert.match(page.text, /<h3>Advice<\/h3>.*<li>Basics<ul><li><a href="[^"]+" dir="auto">Privacy policy is missing, so the form has no link to your privacy policy\./s);
    assert.doesNotMatch(page.text, /column|<code/);
    assert.match((await owner.get(`/desk/campaigns/${id}/json`)).text, /in <a href="[^"]+">Letter: Name<\/a>:\s*<span dir="auto">this is an example; replace it<\/span>\s*<span class="muted">\(<code dir="ltr" translate="no">\/letter\/targets\/0\/name<\/code>, <a href="\/desk\/campaigns\/[\w-]+\/json#line-\d+">line \d+, column \d+</);
    assert.doesNotMatch(page.text, /<button>Publish/);
    const { status, text } = await owner.post(`/desk/campaigns/${id}/publish`, { revision: '1' });
    assert.equal(status, 422);
    assert.match(text, /Nothing was published: the document has errors/);
    assert.equal((await server.request(`/a/${id}`)).status, 404);
    assert.match((await owner.get('/desk/campaigns')).text, /<td>Draft, \d errors<\/td>/);
  });

  it('say what is next in one place: what to publish again, and where to go once they are published', async () => {
    const { desk, owner } = await open();
    const document = createDocument();
    const { id } = document;
    const path = await start(owner, document);
    await owner.post(`${path}/publish`, { revision: '2' });
    const getState = async (visitor: Visitor) => /<section class="state">.*?<\/section>/s.exec((await visitor.get(path)).text)![0];
    const getLinks = (html: string) => [...html.matchAll(/<a href="([^"]+)">/g)].map(([, link]) => link);
    const published = await getState(owner);
    assert.match(published, /<h2>Published<\/h2>/);
    assert.doesNotMatch(published, /<button>/);
    assert.deepEqual(getLinks(published), [`/a/${id}`, `/embed-code?campaign=${id}&amp;from=${id}`, '/desk/check-page', `/desk/letters?campaign=${id}`, `/desk?campaign=${id}`]);
    assert.deepEqual(getLinks(await getState(await desk.visitAs('Rita', 'reader'))), [`/a/${id}`, `/embed-code?campaign=${id}&amp;from=${id}`, `/desk?campaign=${id}`]);
    await owner.post(`${path}/json`, { revision: '2', text: toText({ ...document, title: 'Changed' }) });
    assert.match(await getState(owner), /changes that are not public<\/h2>.*<button>Publish the changes<\/button>/s);
    assert.match(await getState(await desk.visitAs('Rita', 'reader')), /An owner of this desk can publish it/);
  });

  it('say beside their addresses and code that the server does not know its own address, and nowhere else', async () => {
    const campaign = createDocument();
    const countPages = async (desk: TestDesk) => {
      const owner = await desk.visitAs('Olga', 'owner');
      const pages = [`/desk/campaigns/${campaign.id}`, `/embed-code?campaign=${campaign.id}`, '/desk/check-page', '/desk', '/desk/campaigns', '/desk/letters'];
      const texts = await Promise.all(pages.map(async (path) => (await owner.get(path)).text));
      return texts.map((text) => text.split(`<p class="attention">${missingPublicUrl}.</p>`).length - 1);
    };
    assert.deepEqual(await countPages(createTestDesk(getStore(), [campaign])), [1, 1, 1, 0, 0, 0]);
    assert.deepEqual(await countPages(createTestDesk(getStore(), [campaign], { publicOrigin: 'http://localhost' })), [0, 0, 0, 0, 0, 0]);
    const { owner } = await open();
    assert.doesNotMatch((await owner.get(await start(owner, createDocument()))).text, /PUBLIC_URL/, 'a draft has no address yet');
  });

  it('link problems to translations, and to the document where no form has them, as the document itself does', async () => {
    const { owner } = await open();
    const document = createDocument({ translations: { km: { letter: { subject: '' } } } });
    const path = await start(owner, { ...document, unknown: 1 } as Campaign);
    const { text } = await owner.get(path);
    assert.match(text, new RegExp(`<li>Translation: km<ul><li><a href="${path}/translations/km[^"]*" dir="auto">[^<]+</a>`));
    assert.match(text, new RegExp(`<li>Document as JSON<ul><li><a href="${path}/json#line-\\d+" dir="auto">[^<]*unknown[^<]*</a>`));
    assert.match((await owner.get(`${path}/json`)).text, new RegExp(`in <a href="${path}/translations/km">Translation: km</a>:`));
  });

  it('keep what was entered when they cannot be started, and say what is wrong at the field', async () => {
    const file = createDocument();
    const { owner } = await open([file]);
    const post = (more: object) => owner.post('/desk/campaigns', { ...startFields, id: createId(), ...more });
    for (const [more, field, message] of [
      [{ id: 'Free Sam' }, 'id', /lowercase letters/],
      [{ id: file.id }, 'id', /Another campaign has this short name/],
      [{ title: ' ' }, 'title', /Enter a title/],
      [{ language: 'English!' }, 'otherLanguage', /enter its tag/],
      [{ language: '', otherLanguage: '' }, 'otherLanguage', /enter its tag/],
      [{ organiserName: '' }, 'organiserName', /Enter the name/],
      [{ organiserUrl: 'group.example' }, 'organiserUrl', /begins with https/],
    ] as const) {
      const { status, text } = await post({ ...more, title: 'title' in more ? more.title : 'Kept "as" it is' });
      assert.equal(status, message.source.startsWith('Another') ? 409 : 422);
      assert.match(new RegExp(`id="${field}-error">([^<]*)`).exec(text)![1]!, message);
      if (field !== 'title') assert.match(text, /value="Kept &quot;as&quot; it is"/);
      assert.match(text, /value="letter" required checked/);
    }
    assert.match((await post({ kind: 'song' })).text, /Choose what supporters send/);
  });

  it('offer the languages of the actions by name, and take any other by its tag', async () => {
    const { owner, server } = await open();
    const page = (await owner.get('/desk/campaigns')).text;
    const [, list] = /<select id="language"[^>]*>(.*?)<\/select>/s.exec(page)!;
    assert.deepEqual([...list!.matchAll(/value="([^"]*)"/g)].map(([, tag]) => tag!).sort(), ['', 'en', ...languages].sort());
    assert.match(list!, /<option value="en" selected>English \(en\)<\/option>.*<option value="km">Khmer \(km\)<\/option>.*<option value="">Another language<\/option>/s);
    const id = createId();
    const refused = await owner.post('/desk/campaigns', { ...startFields, id, title: '', language: '', otherLanguage: ' pt-BR ' });
    assert.match(refused.text, /<option value="" selected>Another language<\/option>.*name="otherLanguage" value="pt-BR"/s);
    assert.equal((await owner.post('/desk/campaigns', { ...startFields, id, language: '', otherLanguage: ' pt-BR ' })).status, 303);
    assert.match((await owner.get(`/desk/campaigns/${id}`)).text, /lang="pt-BR"/);
    assert.deepEqual(server.logLines, []);
  });

  it('offer the organiser of the campaign that was changed last', async () => {
    const { server, owner } = await open();
    const document = createDocument({ organiser: { name: 'The Newest Group', url: 'https://newest.example' } });
    server.time += 3_600_000;
    await start(owner, document);
    const { text } = await owner.get('/desk/campaigns');
    assert.match(text, /name="organiserName" value="The Newest Group"/);
    assert.match(text, /name="organiserUrl" value="https:\/\/newest\.example"/);
  });

  it('leave the organisation empty where the newest one has no address that the field takes', async () => {
    const { server, owner } = await open();
    server.time += 2 * 3_600_000;
    await start(owner, createDocument({ organiser: { name: 'A demo', url: '/demo/' } }));
    const { text } = await owner.get('/desk/campaigns');
    assert.match(text, /name="organiserName" value=""/);
    assert.match(text, /name="organiserUrl" value=""/);
  });

  it('keep a text that cannot be saved, and say where it is wrong', async () => {
    const { owner } = await open();
    const path = await start(owner, createDocument());
    for (const [text, message] of [['{\r\n  "id": <script>\r\n}', 'Line 2, column 9: '], ['{"id": "other"}', 'Line 1, column 8: “id” must stay']] as const) {
      const response = await owner.post(`${path}/json`, { revision: '2', text });
      assert.equal(response.status, 422);
      assert.ok(response.text.includes(`Nothing was saved. ${message}`), response.text);
      assert.match(response.text, new RegExp(`<textarea[^>]*>\n${text.replace(/\r/g, '').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')}</textarea>`));
      assert.equal(getRevision(response), '2');
    }
  });

  it('save a text as it was typed, with a line break at its beginning, and say what is wrong with it', async () => {
    const { owner } = await open();
    const document = createDocument();
    const path = await start(owner, document);
    const text = `\n{"id": "${document.id}",\n"title": "ដោះលែង"}`;
    assert.equal((await owner.post(`${path}/json`, { revision: '2', text: text.replace(/\n/g, '\r\n') })).headers.get('Location'), `${path}/json?done=saved`);
    const page = await owner.get(`${path}/json?done=saved`);
    assert.match(page.text, new RegExp(`<textarea[^>]*>\n\n\\{&quot;id&quot;: &quot;${document.id}&quot;,\n&quot;title&quot;: &quot;ដោះលែង&quot;\\}</textarea>`));
    assert.match(page.text, /Saved as a draft/);
    assert.match(page.text, /“version” is missing/);
  });

  it('are checked while they are written, without being saved', async () => {
    const { owner } = await open();
    const document = createDocument();
    const path = await start(owner, document);
    const check = async (text: string) => JSON.parse((await owner.post(`${path}/lint`, { text })).text) as { line: number; column: number; severity: string; message: string }[];
    assert.deepEqual(await check('{'), [{ severity: 'error', line: 1, column: 2, pointer: '', message: 'the closing } is missing' }]);
    assert.ok((await check(toText({ ...document, id: 'other' }))).some(({ message }) => message.startsWith('“id” must stay')));
    const image = `${document.id}/images/none.png`;
    const [problem] = (await check(toText({ ...document, share: { url: image, text: 'Share', channels: [] } }))).filter(({ severity }) => severity === 'error');
    assert.equal(problem?.message, 'this image was deleted, or never added');
    assert.ok((await check(toText(document))).every(({ severity }) => severity === 'warning'));
    assert.equal(getRevision(await owner.get(`${path}/json`)), '2');
  });

  it('accept the largest document in any script, and no larger one', async () => {
    const { owner } = await open();
    const document = createDocument();
    const path = await start(owner, document);
    const withStory = (length: number) => toText({ ...document, translations: Object.fromEntries(['km', 'lo', 'th', 'my', 'vi'].map((language) => [language, { description: 'ក'.repeat(length) }])) });
    const large = withStory(17_000);
    assert.ok(Buffer.byteLength(large) > 250 * 1024);
    assert.equal((await owner.post(`${path}/json`, { revision: '2', text: large })).status, 303);
    const refused = await owner.post(`${path}/json`, { revision: '3', text: withStory(18_000) });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /the limit is 256 KiB/);
    assert.equal((await owner.post(`${path}/json`, { revision: '3', text: 'a'.repeat(2 ** 20) })).status, 413);
    assert.equal((await owner.post(`${path}/publish`, { revision: 'a'.repeat(20_000) })).status, 413);
  });

  it('show two editors who save at once what the other one has changed, and keep both texts', async () => {
    const { desk, owner } = await open();
    const document = createDocument();
    const path = await start(owner, document);
    const other = await desk.visitAs('Dara', 'owner');
    const [first, second] = [await owner.get(`${path}/json`), await other.get(`${path}/json`)];
    assert.equal((await owner.post(`${path}/json`, { revision: getRevision(first), text: toText({ ...document, title: 'By Olga' }) })).status, 303);
    const editedText = toText({ ...document, summary: 'By Dara' });
    const conflict = await other.post(`${path}/json`, { revision: getRevision(second), text: editedText });
    assert.equal(conflict.status, 409);
    assert.match(conflict.text, /Nothing was saved: Olga has saved this document/);
    assert.match(conflict.text, /<del><span class="visually-hidden">Removed: <\/span>\s+&quot;title&quot;: &quot;Free Sam Sokha&quot;,<\/del>/);
    assert.match(conflict.text, /<ins><span class="visually-hidden">Added: <\/span>\s+&quot;title&quot;: &quot;By Olga&quot;,<\/ins>/);
    assert.match(conflict.text, /<textarea[^>]*>[^<]*By Dara/);
    assert.equal((await owner.get(`${path}/json`)).text.includes('By Dara'), false);
    const { status } = await other.post(`${path}/json`, { revision: getRevision(conflict), text: toText({ ...document, title: 'By Olga', summary: 'By Dara' }) });
    assert.equal(status, 303);
  });

  it('give the text back to an author whose draft someone else has deleted in the meantime', async () => {
    const { desk, owner } = await open();
    const document = createDocument();
    const path = await start(owner, document);
    const other = await desk.visitAs('Dara', 'owner');
    const page = await other.get(`${path}/json`);
    assert.equal((await owner.post(`${path}/delete`, { revision: getRevision(page) })).status, 303);
    const { status, text } = await other.post(`${path}/json`, { revision: getRevision(page), text: toText({ ...document, summary: 'By Dara' }) });
    assert.equal(status, 404);
    assert.match(text, /Nothing was saved: the desk has no such campaign any more/);
    assert.match(text, /<textarea[^>]*>[^<]*By Dara/);
  });

  it('are not published by an owner who looked at an earlier version', async () => {
    const { server, owner } = await open();
    const document = createDocument();
    const path = await start(owner, document);
    const page = await owner.get(path);
    await owner.post(`${path}/json`, { revision: '2', text: toText({ ...document, title: 'Later' }) });
    const { status, text } = await owner.post(`${path}/publish`, { revision: getRevision(page) });
    assert.equal(status, 409);
    assert.match(text, /Nothing was published: Olga has saved version 3/);
    assert.equal((await server.request(`/a/${document.id}`)).status, 404);
  });

  it('list who saved which version, what it changed, and restore one as a draft', async () => {
    const { server, owner } = await open();
    const document = createDocument();
    const path = await start(owner, document);
    await owner.post(`${path}/publish`, { revision: '2' });
    await owner.post(`${path}/json`, { revision: '2', text: toText({ ...document, title: 'A mistake' }) });
    const list = await owner.get(`${path}/versions?version=3`);
    assert.match(list.text, /<th scope="row">3<\/th>.*<td dir="auto">Olga<\/td>\s*<td>newest<\/td>.*<th scope="row">2<\/th>.*<td>published<\/td>/s);
    assert.match(list.text, /What version 3 changed.*A mistake/s);
    assert.doesNotMatch((await owner.get(`${path}/versions?version=99`)).text, /What version 99 changed/);
    assert.equal((await owner.post(`${path}/restore`, { version: '99', revision: '3' })).status, 404);
    assert.equal((await owner.post(`${path}/restore`, { version: '2', revision: '2' })).status, 409);
    assert.equal((await owner.post(`${path}/restore`, { version: '2', revision: '3' })).headers.get('Location'), `${path}/versions?done=restored`);
    assert.match((await owner.get(`${path}/json`)).text, /Free Sam Sokha/);
    assert.match((await server.request(`/campaigns/${document.id}.json`)).text, /Free Sam Sokha/);
  });

  it('show earlier versions on further pages', async () => {
    const { owner } = await open();
    const document = createDocument();
    const path = await start(owner, document);
    for (let revision = 2; revision < 52; revision++) await owner.post(`${path}/json`, { revision: String(revision), text: toText({ ...document, title: `Title ${revision}` }) });
    const first = await owner.get(`${path}/versions`);
    assert.match(first.text, /\/versions\?before=3">Earlier versions/);
    const second = await owner.get(`${path}/versions?before=3`);
    assert.deepEqual([...second.text.matchAll(/<th scope="row">(\d+)</g)].map(([, number]) => number), ['2', '1']);
    assert.doesNotMatch(second.text, /Earlier versions/);
  });

  it('of the folder are read-only until they are taken over, and keep what supporters have sent', async () => {
    const file = createDocument();
    const { desk, server, owner } = await open([file]);
    const path = `/desk/campaigns/${file.id}`;
    await server.submit(file, createLetter({ person: { name: 'Anna Example', country: 'AU' } }));
    assert.match((await owner.get('/desk/campaigns')).text, /<td>Published, read-only<\/td>\s*<td>Folder<\/td>/);
    assert.match((await owner.get(`${path}/json`)).text, /<textarea[^>]* readonly>/);
    assert.equal((await owner.post(`${path}/json`, { revision: '1', text: toText(file) })).status, 404);
    assert.equal((await owner.post(`${path}/publish`, { revision: '1' })).status, 404);
    assert.equal((await owner.post(`${path}/take-over`)).headers.get('Location'), `${path}?done=taken-over`);
    assert.equal((await owner.post(`${path}/take-over`)).status, 409);
    await owner.post(`${path}/json`, { revision: '1', text: toText({ ...file, title: 'Changed' }) });
    await owner.post(`${path}/publish`, { revision: '2' });
    assert.equal((JSON.parse((await server.request(`/campaigns/${file.id}.json`)).text) as Campaign).title, 'Changed');
    assert.equal((await server.fetchCounts(file)).people, 1);
    assert.equal(desk.server.logLines.length, 1);
    assert.match(desk.server.logLines[0]!, /its file in the folder is not used/);
  });

  it('are served no more when an owner says so', async () => {
    const { server, owner } = await open();
    const document = createDocument();
    const path = await start(owner, document);
    await owner.post(`${path}/publish`, { revision: '2' });
    assert.equal((await owner.post(`${path}/unpublish`)).status, 303);
    assert.equal((await server.request(`/campaigns/${document.id}.json`)).status, 404);
    assert.equal((await owner.post(`${path}/unpublish`)).status, 409);
  });

  it('are deleted by an owner, after a question, if they were never published and nothing was sent to them', async () => {
    const { server, owner } = await open();
    const { id, ...rest } = createDocument();
    const path = await start(owner, { id, ...rest });
    assert.match((await owner.get(path)).text, new RegExp(`href="${path}/delete">Delete this campaign`));
    const question = await owner.get(`${path}/delete`);
    assert.match(question.text, /cannot be undone/);
    assert.equal((await owner.post(`${path}/delete`, { revision: '1' })).status, 409);
    const { status, headers } = await owner.post(`${path}/delete`, { revision: getRevision(question) });
    assert.deepEqual([status, headers.get('Location')], [303, `/desk/campaigns?deleted=${id}`]);
    assert.match((await owner.get(`/desk/campaigns?deleted=${id}`)).text, new RegExp(`The draft ${id} is deleted`));
    assert.equal((await owner.get(path)).status, 404);
    assert.deepEqual(await getStore().campaigns.getVersions(id, undefined, 10), []);
    const entries = (await getStore().audit.find({ campaign: id })).filter(({ command }) => command === 'campaigns delete');
    assert.deepEqual(entries.map(({ actor, ids }) => [actor, ids]), [['Olga', '["version 2"]']]);
    // Its short name is free again.
    await start(owner, { id, ...rest });
    assert.equal((await server.request(`/campaigns/${id}.json`)).status, 404);
  });

  it('are not deleted once they were published, if something was sent to them, or if they come from a file', async () => {
    const file = createLetterCampaign({ id: createId() });
    const { server, owner } = await open([file]);
    const refuse = async (path: string, reason: RegExp) => {
      const page = await owner.get(`${path}/delete`);
      assert.match(page.text, reason);
      assert.doesNotMatch(page.text, /Delete the draft/);
      const { status, text } = await owner.post(`${path}/delete`, { revision: '2' });
      assert.equal(status, 409);
      assert.match(text, reason);
      const { status: statusAfter, text: textAfter } = await owner.get(path);
      assert.equal(statusAfter, 200);
      assert.doesNotMatch(textAfter, /Delete this campaign/);
    };
    const document = createDocument();
    const path = await start(owner, document);
    await owner.post(`${path}/publish`, { revision: '2' });
    await refuse(path, /is published, so/);
    await owner.post(`${path}/unpublish`);
    await refuse(path, /was published before, so/);
    await refuse(`/desk/campaigns/${file.id}`, /comes from a file/);
    // Sent while it was a file of the folder.
    const earlier = createLetterCampaign({ id: createId() });
    await createTestServer(getStore(), [earlier]).submit(earlier, createLetter());
    const version = { text: toText(earlier), author: 'Olga', saved_at: '2018-07-01T00:00:00.000Z' };
    assert.ok(await getStore().campaigns.create(earlier.id, version, false));
    await refuse(`/desk/campaigns/${earlier.id}`, /Something was sent/);
    assert.equal((await server.fetchCounts(file)).people, 0);
  });

  it('are only looked at by readers and moderators', async () => {
    const { desk, owner } = await open();
    const path = await start(owner, createDocument());
    for (const role of ['reader', 'moderator'] as const) {
      const visitor = await desk.visitAs(`${role} of campaigns`, role);
      const pages = await Promise.all(['/desk/campaigns', path, `${path}/json`, `${path}/versions`].map((one) => visitor.get(one)));
      for (const { status, text } of pages) {
        assert.equal(status, 200);
        assert.equal(/<form(?! class="sign-out")/.test(text), false);
      }
      assert.equal((await visitor.post(`${path}/json`, { revision: '2', text: '{}' })).status, 403);
    }
  });

  it('of the demo itself do not offer to look at the demo', async () => {
    const visitor = await createTestDesk(getStore(), [], { files: { web: '', version: '9.9.9', demo: 'demo' } }).visitAs('Demo', 'owner');
    assert.doesNotMatch((await visitor.get('/desk/campaigns')).text, /\/demo\//);
  });

  it('say so at an address without a campaign', async () => {
    const { owner } = await open();
    for (const path of ['/desk/campaigns/none', '/desk/campaigns/none/json', '/desk/campaigns/none/versions', '/desk/campaigns/__proto__']) {
      const { status, text } = await owner.get(path);
      assert.equal(status, 404);
      assert.match(text, /There is no campaign at this address/);
    }
  });

  it('are in the audit log, without their texts', async () => {
    const store = getStore();
    const { owner } = await open();
    const document = createDocument();
    const path = await start(owner, document);
    await owner.post(`${path}/publish`, { revision: '2' });
    const entries = await store.audit.find({ campaign: document.id });
    assert.deepEqual(entries.map(({ actor, command, ids }) => `${actor}: ${command} ${ids}`), ['Olga: campaigns create ["version 1"]', 'Olga: campaigns save ["version 2"]', 'Olga: campaigns publish ["version 2"]']);
  });

  it('of the desk are shared by its processes', async () => {
    const { owner } = await open();
    const document = createDocument();
    const path = await start(owner, document);
    await owner.post(`${path}/publish`, { revision: '2' });
    const other = createTestDesk(getStore());
    assert.match((await (await other.visitAs('Olga', 'owner')).get(path)).text, /<h2>Published<\/h2>/);
    assert.equal((await createTestServer(getStore(), []).request(`/a/${document.id}`)).status, 404, 'it reads the database only when it refreshes');
  });
});

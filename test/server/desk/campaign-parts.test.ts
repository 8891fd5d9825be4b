/** The forms of the campaign builder, on the desk. How a form becomes a document is tested with the forms themselves. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import { formParts } from '../../../src/server/campaign-forms/parts.ts';
import { getFormData } from '../campaign-forms/browser-form.ts';
import { createFullCampaign } from '../../campaign/support/full-campaign.ts';
import { createLetterCampaign } from '../support/campaigns.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { createTestDesk, type Visitor } from './support.ts';

let count = 0;

describeWithBothStores('the forms of a campaign', (getStore) => {
  /** A campaign of the desk, and the path of its pages. */
  async function open(more: Partial<Campaign> = {}) {
    const store = getStore();
    const document = { ...createFullCampaign(), id: `parts-${++count}`, ...more };
    const text = `${JSON.stringify(document, null, 2)}\n`;
    const version = { text, author: 'Olga', saved_at: '2018-07-01T00:00:00.000Z' };
    assert.ok(await store.campaigns.create(document.id, version, false));
    const desk = createTestDesk(store);
    const path = `/desk/campaigns/${document.id}`;
    const owner = await desk.visitAs('Olga', 'owner');
    const getDocument = async () => JSON.parse((await store.campaigns.find(document.id))!.version.text) as Campaign;
    const getNumber = async () => (await store.campaigns.find(document.id))!.version.number;
    return { store, desk, document, path, owner, getDocument, getNumber };
  }

  async function submit(visitor: Visitor, path: string, changes: Record<string, string> = {}, button = 'save') {
    const data = getFormData((await visitor.get(path)).text);
    for (const [name, value] of Object.entries(changes)) data.set(name, value);
    data.set('do', button);
    return { data, ...(await visitor.post(path, [...data])) };
  }

  it('show every part with what the document has, and save a change as a version', async () => {
    const { owner, path, document, getDocument, getNumber, store } = await open();
    for (const { id } of formParts) {
      const { status, headers } = await submit(owner, `${path}/parts/${id}`);
      assert.deepEqual([status, headers.get('Location')], [303, `${path}/parts/${id}?done=saved`]);
    }
    assert.equal(await getNumber(), 1);
    const { status } = await submit(owner, `${path}/parts/letter`, { '/letter/body': 'Line one.\r\n\r\nLine two.' });
    assert.equal(status, 303);
    assert.deepEqual(await getDocument(), { ...document, letter: { ...document.letter, body: 'Line one.\n\nLine two.' } });
    assert.equal(await getNumber(), 2);
    assert.match((await owner.get(`${path}/parts/letter?done=saved`)).text, /role="status">Saved as a draft\. It can be published now: <a href="[^"]+">go to the campaign/);
    const entries = (await store.audit.find({})).filter(({ campaign }) => campaign === document.id).map(({ command, actor, ids }) => [command, actor, ids]);
    assert.deepEqual(entries, [['campaigns save', 'Olga', '["version 2"]']]);
  });

  it('suggest time zones', async () => {
    const { owner, path } = await open();
    const { text } = await owner.get(`${path}/parts/people`);
    assert.match(text, /value="Asia\/Phnom_Penh" list="time-zones" id="\/people\/0\/timeZone"/);
    assert.match(text, /<datalist id="time-zones">.*<option value="Asia\/Phnom_Penh">/s);
  });

  it('offer the images of the campaign, each with what it shows, and fill in the one that is chosen, without saving it', async () => {
    const { store, owner, path, document, getNumber } = await open();
    assert.match((await owner.get(`${path}/parts/postcard`)).text, new RegExp(`<a href="${path}/images">Add an image</a>`));
    const image = { campaign: document.id, type: 'image/png', width: 4, height: 3, size: 1, bytes: new Uint8Array([0]), added_at: '2018-07-01T00:00:00.000Z' };
    await store.campaignImages.add({ ...image, name: 'a.png', alt: 'A <lotus>' });
    const src = `${document.id}/images/a.png`;
    const { text } = await owner.get(`${path}/parts/postcard`);
    assert.match(text, new RegExp(`<img src="/campaigns/${src}" alt="" width="4" height="3" loading="lazy">\\s*<p dir="auto">A &lt;lotus&gt;</p>`));
    assert.match(text, new RegExp(`<button class="plain" name="do" value="use /postcard/designs/0/src ${src}" aria-label="Use as Address of the image: A &lt;lotus&gt;">`));
    const filledIn = getFormData((await submit(owner, `${path}/parts/postcard`, { '/postcard/designs/0/alt': '' }, `use /postcard/designs/0/src ${src}`)).text);
    assert.deepEqual([filledIn.get('/postcard/designs/0/src'), filledIn.get('/postcard/designs/0/alt')], [src, 'A <lotus>']);
    assert.equal(await getNumber(), 1);
    // A text alternative that somebody has written stays.
    const other = getFormData((await submit(owner, `${path}/parts/postcard`, { '/postcard/designs/0/alt': 'Mine' }, `use /postcard/designs/0/src ${src}`)).text);
    assert.deepEqual([other.get('/postcard/designs/0/src'), other.get('/postcard/designs/0/alt')], [src, 'Mine']);
    for (const edit of [`use /postcard/designs/0/src ${document.id}/images/none.png`, `use /postcard/designs/0/id ${src}`, `use /postcard/designs/9/src ${src}`])
      assert.ok(!getFormData((await submit(owner, `${path}/parts/postcard`, {}, edit)).text).toString().includes('a.png'), edit);
  });

  it('go to the next part', async () => {
    const { owner, path } = await open();
    const { headers } = await submit(owner, `${path}/parts/basics`, {}, 'next');
    assert.equal(headers.get('Location'), `${path}/parts/texts?done=saved`);
    const { text } = await owner.get(`${path}/parts/texts`);
    assert.match(text, new RegExp(`<a href="${path}/parts/texts" aria-current="page">Texts</a>`));
    assert.match(text, /rel="prev">Back: Basics/);
  });

  it('save a draft with errors, and show them at the fields and in a summary', async () => {
    const { owner, path, getDocument } = await open();
    assert.equal((await submit(owner, `${path}/parts/letter`, { '/letter/subject': '', '/letter/maxLength': 'many' })).status, 303);
    assert.equal((await getDocument()).letter!.maxLength, 'many');
    const { text } = await owner.get(`${path}/parts/letter`);
    assert.match(text, /There are 2 errors<\/h2>\s*<p>The campaign can be saved, and be published once they are corrected/);
    assert.match(text, /<a href="#\/letter\/subject">Subject is missing\.<\/a>/);
    assert.match(text, /<div class="field invalid">\s*<label for="\/letter\/maxLength">Longest text<\/label>.*<p class="error">Longest text must be a whole number\.<\/p>/s);
    assert.match(text, /id="\/letter\/maxLength"[^>]* aria-invalid="true" aria-describedby="\/letter\/maxLength-hint \/letter\/maxLength-messages"/);
    assert.match((await owner.get(`${path}/parts/texts`)).text, /Other parts have 2 errors/);
    assert.match((await owner.get(`${path}/parts/letter?done=saved`)).text, new RegExp(`role="status">Saved as a draft\\. It cannot be published yet: <a href="${path}">`));
    await submit(owner, `${path}/parts/letter`, { '/letter/maxLength': '2000' });
    assert.match((await owner.get(`${path}/parts/letter`)).text, /There is an error<\/h2>\s*<p>The campaign can be saved, and be published once it is corrected/);
    assert.match((await owner.get(path)).text, new RegExp(`<li>Letter<ul>.*<a href="${path}/parts/letter#/letter/subject" dir="auto">Subject is missing\\.</a>`, 's'));
  });

  it('call nothing optional that has to be answered, and say what the form asks without any choice', async () => {
    const { target, ...rest } = { target: createFullCampaign().letter!.targets[0]!, ...createFullCampaign().letter! };
    const { owner, path } = await open({ ask: undefined, letter: { ...rest, targets: [{ ...target, countries: ['KH'] }] } });
    const problem = 'so the form must ask where a supporter lives: choose “Has to be answered” for the country.';
    const absent = await owner.get(`${path}/parts/form`);
    assert.match(absent.text, new RegExp(`<legend id="/ask"[^>]*>What the form asks for</legend><p class="hint"[^>]*>Without this, the form asks for a name, which has to be answered, and for nothing else\\.</p>.*${problem}</p>`));
    const added = await submit(owner, `${path}/parts/form`, {}, 'add /ask');
    assert.match(added.text, new RegExp(`<label for="/ask/country">Country</label>.*${problem}</p>`));
    assert.match(added.text, /<label for="\/ask\/email">Email address<\/label>.*<option value="" selected>As usual<\/option>/s);
    assert.match(absent.text, /<legend id="\/fields"[^>]*>More questions \(optional\)<\/legend>/);
  });

  it('add, move and remove without saving, and keep what was typed', async () => {
    const { owner, path, getNumber, getDocument } = await open();
    const partPath = `${path}/parts/letter`;
    const added = await submit(owner, partPath, { '/letter/targets/0/name': 'Typed <name>' }, 'add /letter/targets');
    assert.equal(added.status, 200);
    assert.match(added.text, /Not saved yet/);
    assert.match(added.text, /value="Typed &lt;name&gt;"/);
    assert.match(added.text, /<legend id="\/letter\/targets\/2" tabindex="-1" autofocus>/);
    assert.equal(await getNumber(), 1);
    const data = getFormData(added.text);
    data.set('/letter/targets/2/name', 'Third');
    data.set('/letter/targets/2/office', 'An office');
    data.set('do', 'up /letter/targets/2');
    const moved = getFormData((await owner.post(partPath, [...data])).text);
    assert.equal(moved.get('/letter/targets/1/name'), 'Third');
    moved.set('do', 'remove /letter/targets/0');
    const removed = getFormData((await owner.post(partPath, [...moved])).text);
    removed.set('do', 'save');
    assert.equal((await owner.post(partPath, [...removed])).status, 303);
    assert.deepEqual((await getDocument()).letter!.targets.map(({ name }) => name), ['Third', 'M']);
  });

  it('save beside what others change in other parts, and show what they change in the same part', async () => {
    const { owner, desk, path, getDocument } = await open();
    const other = await desk.visitAs('Petra', 'owner');
    const [texts, letter] = [`${path}/parts/texts`, `${path}/parts/letter`];
    const mine = getFormData((await owner.get(texts)).text);
    await submit(other, letter, { '/letter/subject': 'Of Petra' });
    mine.set('/title', 'Of Olga');
    assert.equal((await owner.post(texts, [...mine])).status, 303);
    assert.deepEqual([(await getDocument()).title, (await getDocument()).letter!.subject], ['Of Olga', 'Of Petra']);

    const late = getFormData((await owner.get(texts)).text);
    await submit(other, texts, { '/title': 'Of Petra' });
    late.set('/title', 'Of Olga again');
    const conflict = await owner.post(texts, [...late]);
    assert.equal(conflict.status, 409);
    assert.match(conflict.text, /Nothing was saved: Petra has saved this part since you opened it/);
    assert.match(conflict.text, /<ins>.*“?title.*Of Petra/);
    assert.match(conflict.text, /value="Of Olga again"/);
    assert.equal((await getDocument()).title, 'Of Petra');
    assert.equal((await owner.post(texts, [...getFormData(conflict.text)])).status, 303);
    assert.equal((await getDocument()).title, 'Of Olga again');
  });

  it('are read-only for others, and for a campaign of the folder', async () => {
    const { desk, path, getNumber } = await open();
    const reader = await desk.visitAs('Rita', 'reader');
    const { text } = await reader.get(`${path}/parts/letter`);
    assert.match(text, /Only an owner can change this.*<fieldset class="field" disabled>/s);
    assert.doesNotMatch(text, /<button[^>]*name="do"/);
    assert.equal((await reader.post(`${path}/parts/letter`, { do: 'save', base: '{}', revision: '1' })).status, 403);
    assert.equal(await getNumber(), 1);
    const file = createLetterCampaign();
    const folder = createTestDesk(getStore(), [file]);
    const owner = await folder.visitAs('Olga', 'owner');
    const page = await owner.get(`/desk/campaigns/${file.id}/parts/letter`);
    assert.match(page.text, /comes from a file.*<fieldset class="field" disabled>/s);
    assert.equal((await owner.post(`/desk/campaigns/${file.id}/parts/letter`, { do: 'save', base: JSON.stringify({ letter: file.letter }), revision: '1' })).status, 404);
  });

  it('are beside the code for a partner, once the campaign is served', async () => {
    const { owner, desk, path } = await open({ partners: ['a-group', 'another-group'] });
    assert.doesNotMatch((await owner.get(path)).text, /Put it on a partner’s site/);
    assert.equal((await owner.post(`${path}/publish`, { revision: '1' })).status, 303);
    const { text } = await owner.get(path);
    assert.match(text, /<datalist id="partners"><option value="a-group">/);
    for (const [, method] of text.matchAll(/<option value="([a-z]+)">(?=[A-Z])/g)) {
      const sent = await owner.get(`${path}/embed-code?${new URLSearchParams({ partner: ' a-group ', method: method! })}`);
      assert.equal(sent.status, 303);
      const page = await desk.server.request(sent.headers.get('Location')!, { headers: { Accept: 'text/html' } });
      assert.match(page.text, new RegExp(`name="method" value="${method}" checked`));
      assert.match(page.text, /<code id="code"[^>]*>[^<]*a-group/);
    }
  });

  it('are beside the code for a partner, which refuses a name that would not count, and offers one that does', async () => {
    const partners = ['free-press', 'another-group'];
    const listed = await open({ partners });
    const unlisted = await open({ partners: undefined });
    for (const { owner, path } of [listed, unlisted]) assert.equal((await owner.post(`${path}/publish`, { revision: '1' })).status, 303);
    const send = async ({ owner, path }: typeof listed, partner: string) => {
      const { status, text } = await owner.get(`${path}/embed-code?${new URLSearchParams({ partner, method: 'link' })}`);
      const [, suggestion] = /<div id="partner-error">.*\?partner=([^&]*)&amp;method=link">Get the code for/s.exec(text) ?? [];
      return { status, text, suggestion };
    };
    for (const campaign of [listed, unlisted])
      for (const partner of ['Free Press', 'Free_Préss', 'FREE PRESS!']) {
        const { status, suggestion, text } = await send(campaign, partner);
        assert.deepEqual([status, suggestion], [422, 'free-press'], partner);
        assert.ok(text.includes(`<input id="partner" name="partner" value="${partner}"`) && text.includes('<option value="link" selected>'), 'what was entered is kept');
        assert.match(text, /aria-describedby="partner-hint partner-error" aria-invalid="true" autofocus/);
      }
    assert.deepEqual(await send(listed, 'fre-press').then(({ status, suggestion }) => [status, suggestion]), [422, 'free-press']);
    assert.equal((await send(unlisted, 'fre-press')).status, 303);
    assert.equal((await send(unlisted, '')).status, 303);
    const unknown = await send(listed, 'somebody-else');
    assert.deepEqual([unknown.status, unknown.suggestion], [422, undefined]);
    assert.match(unknown.text, /“<bdi>somebody-else<\/bdi>” is not a partner of the published campaign/);
    const khmer = await send(unlisted, 'សារព័ត៌មាន');
    assert.deepEqual([khmer.status, khmer.suggestion], [422, undefined]);
    assert.match(khmer.text, /only lowercase letters, digits and hyphens/);
  });

  it('refuse what no page has sent, and what is unknown', async () => {
    const { owner, path, getNumber } = await open();
    for (const fields of [{}, { base: '[]' }, { base: '{' }] as Record<string, string>[]) {
      const { status, text } = await owner.post(`${path}/parts/texts`, { '/title': 'x', ...fields });
      assert.deepEqual([status, /This form is incomplete/.test(text)], [422, true]);
    }
    // Values of other parts are left as they are.
    assert.equal((await owner.post(`${path}/parts/texts`, { base: '{"title":"Five people","id":"other","letter":{}}', revision: '1' })).status, 303);
    assert.equal(await getNumber(), 1);
    for (const address of [`${path}/parts/none`, '/desk/campaigns/none/parts/texts']) assert.equal((await owner.get(address)).status, 404);
  });

  it('say that a document has become too large, and keep what was typed', async () => {
    const { owner, path, getNumber } = await open();
    const letters = 'ក'.repeat(90_000);
    const { status, text } = await submit(owner, `${path}/parts/texts`, { '/description': letters });
    assert.equal(status, 422);
    assert.ok(text.includes(letters) && /Nothing was saved: the document is too large/.test(text));
    assert.equal(await getNumber(), 1);
  });
});

/** Translations on the desk. How a form becomes a translation is tested with the forms themselves. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import { createFullCampaign } from '../../campaign/support/full-campaign.ts';
import { getFormData } from '../campaign-forms/browser-form.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { createTestDesk } from './support.ts';

let count = 0;

describeWithBothStores('the translations of a campaign', (getStore) => {
  async function open() {
    const store = getStore();
    const document: Campaign = { ...createFullCampaign(), id: `translations-${++count}` };
    assert.ok(await store.campaigns.create(document.id, { text: JSON.stringify(document), author: 'Olga', saved_at: '2018-07-01T00:00:00.000Z' }, false));
    const desk = createTestDesk(store);
    const getDocument = async () => JSON.parse((await store.campaigns.find(document.id))!.version.text) as Campaign;
    return { store, desk, document, path: `/desk/campaigns/${document.id}/translations`, owner: await desk.visitAs('Olga', 'owner'), getDocument };
  }

  it('are listed with what is missing', async () => {
    const { owner, path } = await open();
    const { text } = await owner.get(path);
    assert.match(text, /The campaign is written in English \(en\)/);
    assert.match(text, new RegExp(`<a href="${path}/km">Khmer \\(km\\)</a>: \\d+ of \\d+ texts are missing`));
  });

  it('have each text beside its source, in its language and direction, and say what is missing', async () => {
    const { owner, path } = await open();
    await owner.post(path, { language: 'ar' });
    const { text } = await owner.get(`${path}/ar`);
    assert.match(text, /id="\/letter\/body-source" lang="en" dir="ltr">Please release them\.<\/p>/);
    assert.match(text, /<label for="\/letter\/body">Text of the letter<\/label> <span class="missing" id="\/letter\/body-missing">Missing<\/span>/);
    assert.match(text, /<textarea rows="4" id="\/letter\/body" name="\/letter\/body"[^>]* lang="ar" dir="rtl">/);
    assert.match(text, /aria-describedby="\/letter\/body-source \/letter\/body-missing"/);
    assert.match((await owner.get(`${path}/km`)).text, /id="\/letter\/body" name="\/letter\/body"[^>]* lang="km" dir="ltr">\nសូមដោះលែង</);
  });

  it('are saved as a version, with an entry in the audit log', async () => {
    const { owner, path, document, getDocument, store } = await open();
    const data = getFormData((await owner.get(`${path}/km`)).text);
    data.set('/letter/subject', 'ដោះលែង');
    const { status, headers } = await owner.post(`${path}/km`, [...data]);
    assert.deepEqual([status, headers.get('Location')], [303, `${path}/km?done=saved`]);
    assert.equal((await getDocument()).translations!['km']!.letter!.subject, 'ដោះលែង');
    assert.deepEqual((await store.audit.find({})).filter(({ campaign }) => campaign === document.id).map(({ command }) => command), ['campaigns save']);
  });

  it('are added and removed', async () => {
    const { owner, path, getDocument } = await open();
    const added = await owner.post(path, { language: ' pt_BR ' });
    assert.deepEqual([added.status, added.headers.get('Location')], [303, `${path}/pt-BR?done=added`]);
    assert.deepEqual((await getDocument()).translations!['pt-BR'], {});
    for (const [language, message] of [['', 'Enter a language tag'], ['khmer!', 'Enter a language tag'], ['EN', 'is written in this language'], ['KM', 'has this language already']] as const) {
      const { status, text } = await owner.post(path, { language });
      assert.deepEqual([status, text.includes(message)], [422, true], language);
    }
    const data = getFormData((await owner.get(`${path}/pt-BR`)).text);
    const removed = await owner.post(`${path}/pt-BR`, { revision: data.get('revision')!, do: 'remove' });
    assert.deepEqual([removed.status, removed.headers.get('Location')], [303, `${path}?done=removed`]);
    assert.deepEqual(Object.keys((await getDocument()).translations!), ['km']);
    assert.equal((await owner.get(`${path}/pt-BR`)).status, 404);
  });

  it('show what somebody else has saved, and keep what was typed', async () => {
    const { owner, desk, path, getDocument } = await open();
    const other = await desk.visitAs('Petra', 'owner');
    const [mine, theirs] = [getFormData((await owner.get(`${path}/km`)).text), getFormData((await other.get(`${path}/km`)).text)];
    theirs.set('/title', 'ពេត្រា');
    assert.equal((await other.post(`${path}/km`, [...theirs])).status, 303);
    mine.set('/title', 'អូលហ្គា');
    const conflict = await owner.post(`${path}/km`, [...mine]);
    assert.equal(conflict.status, 409);
    assert.ok(conflict.text.includes('Petra has saved this translation') && conflict.text.includes('value="អូលហ្គា"'));
    assert.equal((await owner.post(`${path}/km`, [...getFormData(conflict.text)])).status, 303);
    assert.equal((await getDocument()).translations!['km']!.title, 'អូលហ្គា');
  });

  it('name errors at their texts', async () => {
    const { owner, path } = await open();
    await owner.post(path, { language: 'fr' });
    const data = getFormData((await owner.get(`${path}/fr`)).text);
    data.set('/postcard/guidance/1', 'Deux');
    data.set('/title', 'x'.repeat(301));
    assert.equal((await owner.post(`${path}/fr`, [...data])).status, 303);
    const { text } = await owner.get(`${path}/fr`);
    assert.match(text, /There are 2 errors/);
    assert.match(text, /<a href="#\/title">Texts, Title: is longer than 300 characters\.<\/a>/);
    assert.match(text, /<a href="#\/postcard\/guidance\/0">Postcard, Point 1: is empty\.<\/a>/);
  });

  it('are read-only for others', async () => {
    const { desk, path } = await open();
    const reader = await desk.visitAs('Rita', 'reader');
    const { text } = await reader.get(`${path}/km`);
    assert.match(text, /<fieldset class="field" disabled>/);
    for (const address of [path, `${path}/km`]) assert.equal((await reader.post(address, { language: 'fr', do: 'remove', revision: '1' })).status, 403);
  });
});

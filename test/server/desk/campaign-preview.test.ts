/** The preview of a campaign: what the server sends for it. What it shows is tested in browsers. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { getPhase } from '../../../src/campaign/phase.ts';
import { lintCampaign } from '../../../src/campaign/linter/lint-campaign.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import { createPreviewData, previewStates } from '../../../src/server/campaign-forms/preview-document.ts';
import { createFullCampaign } from '../../campaign/support/full-campaign.ts';
import { getFormData } from '../campaign-forms/browser-form.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { today, type TestResponse } from '../support/test-server.ts';
import { createTestDesk } from './support.ts';

let count = 0;

const getData = ({ text }: TestResponse) => JSON.parse(/id="preview-data">(.*?)<\/script>/s.exec(text)![1]!) as { campaign: Campaign; state: string };

describeWithBothStores('the preview of a campaign', (getStore) => {
  async function open(more: object = {}) {
    const store = getStore();
    const document = { ...createFullCampaign(), id: `preview-${++count}`, ...more };
    assert.ok(await store.campaigns.create(document.id, { text: JSON.stringify(document), author: 'Olga', saved_at: '2018-07-01T00:00:00.000Z' }, false));
    const desk = createTestDesk(store);
    return { desk, document, path: `/desk/campaigns/${document.id}`, owner: await desk.visitAs('Olga', 'owner') };
  }

  it('shows the draft with the element that was chosen, and lets the page connect to nothing', async () => {
    const { desk, path } = await open({ title: '</script><b>' });
    const reader = await desk.visitAs('Rita', 'reader');
    const preview = await reader.get(`${path}/preview?preview-element=postcard&preview-language=km&preview-state=closed&preview-width=desktop`);
    assert.equal(preview.status, 200);
    assert.match(preview.text, /<postcard-form data-preview lang="km">/);
    assert.match(preview.text, /<body class="preview desktop">/);
    assert.equal(getData(preview).campaign.title, '</script><b>');
    assert.equal(getData(preview).state, 'closed');
    const policy = preview.headers.get('Content-Security-Policy')!;
    for (const directive of ["connect-src 'none'", "form-action 'none'", "script-src 'self'", "frame-ancestors 'self'"]) assert.ok(policy.includes(directive), directive);
    assert.match((await reader.get(`${path}/preview?preview-element=none&preview-language=xx`)).text, /<action-letter data-preview lang="en">/);
  });

  it('is beside the forms, whose page alone may frame it', async () => {
    const { owner, path } = await open();
    const { text, headers } = await owner.get(`${path}/parts/postcard`);
    assert.match(text, new RegExp(`<iframe name="preview"[^>]* src="${path}/preview\\?preview-element=postcard">`));
    assert.match(text, new RegExp(`form="builder" formaction="${path}/preview" formtarget="preview"`));
    assert.match(headers.get('Content-Security-Policy')!, /frame-src 'self'$/);
    assert.doesNotMatch((await owner.get(path)).headers.get('Content-Security-Policy')!, /frame-src/);
    assert.match((await owner.get(`${path}/translations/km`)).text, /<option value="km" selected>Khmer<\/option>/);
  });

  it('shows what is not saved, of a part and of a translation, and saves nothing', async () => {
    const { owner, path } = await open();
    const part = getFormData((await owner.get(`${path}/parts/letter`)).text);
    part.set('/letter/body', 'Not saved');
    assert.equal(getData(await owner.post(`${path}/preview`, [...part])).campaign.letter!.body, 'Not saved');
    const translation = getFormData((await owner.get(`${path}/translations/km`)).text);
    translation.set('/title', 'មិនទាន់');
    assert.equal(getData(await owner.post(`${path}/preview`, [...translation])).campaign.translations!['km']!.title, 'មិនទាន់');
    assert.match((await owner.get(`${path}/versions`)).text, /<th scope="row">1<\/th>/);
    assert.doesNotMatch((await owner.get(`${path}/versions`)).text, /<th scope="row">2<\/th>/);
  });

  it('says what is wrong if the document cannot be shown', async () => {
    const { owner, path } = await open({ title: '' });
    const { status, text } = await owner.get(`${path}/preview`);
    assert.deepEqual([status, /The preview appears once these are corrected.*“title” is empty/s.test(text)], [200, true]);
  });
});

for (const state of previewStates)
  it(`the document of a preview is in the state that was chosen, and valid: ${state}`, () => {
    const phase = { open: 'open', sent: 'open', before: 'upcoming', closed: 'closed' }[state];
    const dates: Partial<Campaign>[] = [{}, { opens: '2018-01-01T00:00:00Z' }, { opens: '2019-01-01T00:00:00Z' }, { closes: '2018-01-01T00:00:00Z' }, { closes: '2019-01-01T00:00:00Z' }, { opens: '2018-01-01T00:00:00Z', closed: { at: '2018-02-01T00:00:00Z', text: 'The end.' } }, { closed: { at: '2019-02-01T00:00:00Z', text: 'The end.' } }];
    for (const more of dates) {
      const { opens: _, closes: __, ...campaign } = createFullCampaign();
      const preview = createPreviewData({ ...campaign, ...more }, state, { origin: 'https://campaign.example', now: today }).campaign;
      assert.equal(getPhase(preview, today), phase, JSON.stringify(more));
      // The dates of the draft stay where they lead to the state.
      if (getPhase({ ...more }, today) === phase) assert.deepEqual([preview.opens, preview.closes, preview.closed], [more.opens, more.closes, more.closed]);
      if (state === 'closed' && more.closed) assert.equal(preview.closed!.text, 'The end.');
      assert.ok(lintCampaign(JSON.stringify(preview)).campaign, JSON.stringify(lintCampaign(JSON.stringify(preview)).diagnostics));
      assert.equal(preview.links!.submissions, 'https://campaign.example/campaigns/five/submissions');
    }
  });

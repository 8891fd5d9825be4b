/** The pages that other sites show in an iframe, and the QR code of a campaign. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, it } from 'node:test';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import jsqr from 'jsqr';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { openCampaignFolder } from '../../src/server/campaigns/campaign-folder.ts';
import { combineCampaigns } from '../../src/server/campaigns/campaign-sources.ts';
import { getThanksLocation, parseFormFields } from './forms.ts';
import { createLetterCampaign, createPostcardCampaign } from './support/campaigns.ts';
import { describeWithStores } from './support/stores.ts';
import { createTempFolder } from './support/temp-folder.ts';
import { createTestServer, type TestServer } from './support/test-server.ts';

const getDirective = ({ headers }: { headers: Headers }, directive: string) =>
  new RegExp(`(?:^|; )${directive} ([^;]*)`).exec(headers.get('Content-Security-Policy')!)?.[1];

/** Submits the form of an embedded page as a browser without scripts does. */
async function submitFrom(server: TestServer, path: string, answers: Record<string, string>) {
  const { text } = await server.request(path);
  const [, action, target] = /<form method="post" action="([^"]*)"(?: target="([^"]*)")?/.exec(text)!;
  assert.equal(target, '_self', 'the response stays in the iframe');
  const fields = parseFormFields(text);
  for (const [name, value] of Object.entries(answers)) fields.set(name, value);
  return server.request(action!.replaceAll('&amp;', '&'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'http://localhost' },
    body: fields.toString(),
  });
}
const answers = { 'person/name': 'Anna', 'letter/targets': 'minister' };

describeWithStores(['sqlite'], 'an embedded page', (store) => {
  const open = createLetterCampaign({ translations: { km: { title: 'ដោះលែង' } } });
  const choosy = createLetterCampaign({ origins: ['https://partner.example'] });
  const sandboxed = createLetterCampaign({ origins: ['https://partner.example', 'null'] });
  const cards = createPostcardCampaign();
  const server = () => createTestServer(store(), [open, choosy, sandboxed, cards], { publicOrigin: 'https://actions.example' });

  it('can be embedded by any page, runs only our own files, and sets no cookie', async () => {
    const answer = await server().request(`/embed/${open.id}/letter?lang=km&partner=daily&theme=dark`);
    assert.equal(answer.status, 200);
    assert.equal(getDirective(answer, 'frame-ancestors'), '* file:');
    assert.equal(getDirective(answer, 'script-src'), "'self' https://actions.example");
    for (const name of ['Set-Cookie', 'X-Frame-Options']) assert.equal(answer.headers.get(name), null, name);
    assert.match(answer.text, /<html lang="km" dir="ltr" class="framed dark">/);
    assert.match(answer.text, new RegExp(`<action-letter src="/campaigns/${open.id}.json" lang="km" partner="daily">`));
    const scripts = [...answer.text.matchAll(/<script([^>]*)>([^<]*)/g)].map(([, attributes, code]) => attributes! + code);
    assert.deepEqual(scripts, [' type="module" src="/v1/frame.js"', ' type="module" src="/v1/actions.js"']);
    assert.match(answer.text, /<base target="_blank">/);
    assert.doesNotMatch(answer.text, /<header>|<nav/);
  });

  it('can be embedded only by the origins that its campaign lists, if it lists any', async () => {
    const restricted = await server().request(`/embed/${choosy.id}/letter`);
    assert.equal(getDirective(restricted, 'frame-ancestors'), 'https://actions.example https://partner.example');
    assert.match(restricted.text, /<div id="refused" hidden>[^]*You can’t take part from within this page\.[^]*href="\/a\//);
    const withOpaqueOrigin = await server().request(`/embed/${sandboxed.id}/letter`);
    assert.equal(getDirective(withOpaqueOrigin, 'frame-ancestors'), '* file:', 'a policy cannot name an opaque origin');
    assert.doesNotMatch(withOpaqueOrigin.text, /id="refused"/);
  });

  it('does not exist for a campaign with invalid origins, whose file is reported', async () => {
    const folder = createTempFolder();
    const broken = createPostcardCampaign({ origins: ['https://ខ្មែរ.example', 'https://a.example;sandbox'] });
    writeFileSync(join(folder, 'broken.json'), JSON.stringify(broken));
    const lines: string[] = [];
    const campaigns = openCampaignFolder(folder, { report: (line) => lines.push(line) });
    const { status } = await createTestServer(store(), [], { campaigns: combineCampaigns(campaigns, store(), { report: (line) => assert.fail(line) }) }).request(`/embed/${broken.id}/postcard`);
    assert.equal(status, 404);
    assert.deepEqual(lines.map((line) => /\(at (.*)\)$/.exec(line)?.[1]), ['/origins/0', '/origins/1']);
  });

  it('opens email outside the iframe, because web mail refuses to be shown in one', async () => {
    const { letter } = createLetterCampaign();
    const share = { url: 'https://a.example/', text: 'Share', channels: ['email' as const] };
    const targets = [{ ...letter!.targets[0]!, email: 'minister@example.org' }];
    const campaign = createLetterCampaign({ letter: { ...letter!, delivery: 'mailto', targets }, share });
    const mailServer = createTestServer(store(), [campaign]);
    for (const [path, target] of [[`/embed/${campaign.id}/letter?thanks`, '_blank'], [`/a/${campaign.id}?thanks`, '_self']] as const) {
      const { text } = await mailServer.request(path);
      const linkTargets = [...text.matchAll(/<a href="mailto:[^"]*" target="(\w+)"/g)].map(([, linkTarget]) => linkTarget);
      assert.deepEqual(linkTargets, [target, target], path);
    }
  });

  it('keeps the thank-you page and the errors of its plain form in the iframe', async () => {
    const one = server();
    const path = `/embed/${open.id}/letter?lang=en&partner=daily&theme=light`;
    const invalid = await submitFrom(one, path, { 'letter/targets': 'minister' });
    assert.equal(invalid.status, 422);
    assert.equal(getDirective(invalid, 'frame-ancestors'), '* file:');
    assert.match(invalid.text, /class="framed light"/);
    assert.match(invalid.text, /<a href="#person\/name" target="_self">Enter your name/);

    const before = (await one.fetchCounts(open)).people;
    const accepted = await submitFrom(one, path, answers);
    assert.equal(accepted.status, 303);
    const location = accepted.headers.get('Location')!;
    assert.equal(getThanksLocation(accepted), `/embed/${open.id}/letter?thanks&lang=en&partner=daily&theme=light`);
    const counts = await one.fetchCounts(open);
    assert.deepEqual([counts.people, counts.perPartner], [before + 1, { daily: before + 1 }]);
    const thanks = await one.request(location);
    assert.equal(getDirective(thanks, 'frame-ancestors'), '* file:');
    assert.match(thanks.text, /We’ve received your letter/);
    assert.match(thanks.text, new RegExp(`href="/a/${open.id}\\?lang=en&amp;partner=daily"`), 'and a link to the campaign’s page');
  });

  it('returns the text of a submission from a sandboxed iframe that the campaign does not allow', async () => {
    const { text } = await server().request(`/embed/${choosy.id}/letter`);
    const fields = parseFormFields(text);
    for (const [name, value] of Object.entries(answers)) fields.set(name, value);
    const answer = await server().request(`/campaigns/${choosy.id}/submissions?embed`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'null' },
      body: fields.toString(),
    });
    assert.equal(answer.status, 403);
    assert.match(answer.text, /class="framed auto"[^]*She has harmed nobody[^]*href="\/a\//);
    assert.doesNotMatch(answer.text, /id="refused"/);
  });

  it('shows the day count in the element, and as fallback text until the element has loaded', async () => {
    const now = '2016-10-10T12:00:00%2B07:00';
    const { status, text, headers } = await server().request(`/embed/${cards.id}/counter?person=ny-sokha&unit=clock&now=${now}`);
    assert.equal(status, 200);
    assert.match(text, /<detention-counter src="[^"]*" lang="en" person="ny-sokha" unit="clock" now="2016-10-10T12:00:00\+07:00">/);
    assert.match(text, /Ny Sokha has been held for 165 days\./);
    assert.doesNotMatch(text, /Lim Mony/);
    assert.match(headers.get('Cache-Control')!, /max-age=60/);
    const dark = await server().request(`/embed/${cards.id}/counter?theme=dark`);
    assert.match(dark.text, /<detention-counter [^>]*theme="dark">/, 'so that its share image is dark, too');
  });

  it('says in the iframe if there is no such campaign or action', async () => {
    const paths = ['nobody/letter', `${cards.id}/letter`, `${open.id}/counter`, `${cards.id}/counter?person=who`, `${cards.id}/counter?now=soon`, `${open.id}/wall`];
    for (const path of paths) {
      const answer = await server().request(`/embed/${path}`);
      assert.equal(answer.status, 404, path);
      assert.equal(getDirective(answer, 'frame-ancestors'), '* file:', path);
      assert.match(answer.text, /We couldn’t find this action/);
    }
  });

  it('differs from the campaign’s page, which cannot be embedded', async () => {
    const answer = await server().request(`/a/${open.id}`);
    assert.equal(getDirective(answer, 'frame-ancestors'), "'none'");
    assert.equal(getDirective(answer, 'script-src'), "'self'");
  });
});

/** Decodes a QR code, as a camera does. */
async function scan(image: Uint8Array, background = '#000'): Promise<string | undefined> {
  const code = await loadImage(Buffer.from(image));
  const canvas = createCanvas(code.width + 40, code.height + 40);
  const context = canvas.getContext('2d');
  // A dark background, on which a code without a quiet zone cannot be read.
  context.fillStyle = background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(code, 20, 20);
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  return jsqr.default(data, width, height)?.data;
}

describeWithStores(['sqlite'], 'the QR code of a campaign', (store) => {
  const campaign = createLetterCampaign({ title: 'Free <them>', translations: { km: { title: 'ដោះលែង' } } });
  const both: Campaign = { ...createPostcardCampaign(), letter: campaign.letter };
  let server: TestServer;
  before(() => (server = createTestServer(store(), [campaign, both], { publicOrigin: 'https://actions.example' })));
  const get = (path: string, headers = {}) => server.fetch(path, { headers });

  it('contains the URL of the campaign’s page with the requested partner and language', async () => {
    const cases = [
      [`/a/${campaign.id}/qr`, `/a/${campaign.id}`],
      [`/a/${campaign.id}/qr?lang=km&partner=daily-news`, `/a/${campaign.id}?lang=km&partner=daily-news`],
      [`/a/${both.id}/qr?kind=postcard&lang=xx&partner=${'x'.repeat(99)}`, `/a/${both.id}?lang=en&kind=postcard`],
    ];
    for (const [request, expected] of cases) {
      for (const type of ['svg', 'png']) {
        const answer = await get(request!.replace('/qr', `/qr.${type}`));
        assert.equal(answer.status, 200);
        assert.equal(await scan(new Uint8Array(await answer.arrayBuffer())), `https://actions.example${expected}`, type);
      }
    }
  });

  it('has a title and a description, and can be cached', async () => {
    const answer = await get(`/a/${campaign.id}/qr.svg`);
    assert.match(answer.headers.get('Content-Type')!, /^image\/svg\+xml/);
    assert.equal(answer.headers.get('Cache-Control'), 'public, max-age=3600');
    const text = await answer.text();
    assert.match(text, /<title id="title" xml:lang="en">Free &lt;them&gt;<\/title>/);
    assert.ok(text.includes(`<desc id="desc">https://actions.example/a/${campaign.id}</desc>`));
    assert.equal((await get(`/a/${campaign.id}/qr.svg`, { 'If-None-Match': answer.headers.get('ETag')! })).status, 304);
  });

  for (const type of ['svg', 'png'])
    it(`is drawn once for the same address, and answered with 429 where too many wait, as ${type.toUpperCase()}`, async () => {
      const server = createTestServer(store(), [campaign], { publicOrigin: 'https://actions.example' });
      const ask = (partner: number) => server.fetch(`/a/${campaign.id}/qr.${type}?partner=partner-${partner}`);
      const same = await Promise.all(Array.from({ length: 120 }, () => ask(0)));
      assert.ok(same.every(({ status }) => status === 200));
      const different = await Promise.all(Array.from({ length: 80 }, (_, partner) => ask(1 + partner)));
      const refused = different.filter(({ status }) => status !== 200);
      assert.deepEqual([...new Set(refused.map(({ status, headers }) => `${status} ${headers.get('Retry-After')}`))], ['429 5']);
      assert.equal(refused.length, 30);
      assert.equal((await ask(80)).status, 200);
      assert.deepEqual(server.logLines, []);
    });

  it('is not found for an unknown campaign', async () => {
    const answer = await server.request('/a/nobody/qr.svg');
    assert.deepEqual([answer.status, answer.body.type], [404, '/problems/unknown-campaign']);
  });
});

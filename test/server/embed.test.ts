/** Pages for frames on other people's pages, and the QR code of an action. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import jsqr from 'jsqr';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { openCampaigns } from '../../src/server/campaigns/repository.ts';
import { parseFormFields } from './forms.ts';
import { createTestServer, createLetterCampaign, describeWithStores, createPostcardCampaign, createTempFolder, type TestServer } from './support.ts';

const policyOf = ({ headers }: { headers: Headers }, directive: string) =>
  new RegExp(`(?:^|; )${directive} ([^;]*)`).exec(headers.get('Content-Security-Policy')!)?.[1];

/** Sends the form of a framed page as a browser without scripts does. */
async function sendFrom(server: TestServer, path: string, answers: Record<string, string>) {
  const { text } = await server.request(path);
  const [, action, target] = /<form method="post" action="([^"]*)"(?: target="([^"]*)")?/.exec(text)!;
  assert.equal(target, '_self', 'the answer stays in the frame');
  const fields = parseFormFields(text);
  for (const [name, value] of Object.entries(answers)) fields.set(name, value);
  return server.request(action!.replaceAll('&amp;', '&'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'http://localhost' },
    body: fields.toString(),
  });
}
const answers = { 'person/name': 'Anna', 'letter/targets': 'minister' };

describeWithStores(['sqlite'], 'a page for a frame', (store) => {
  const open = createLetterCampaign({ translations: { km: { title: 'ដោះលែង' } } });
  const choosy = createLetterCampaign({ origins: ['https://partner.example'] });
  const sandboxed = createLetterCampaign({ origins: ['https://partner.example', 'null'] });
  const cards = createPostcardCampaign();
  const server = () => createTestServer(store(), [open, choosy, sandboxed, cards], { publicOrigin: 'https://actions.example' });

  it('may stand on any page, runs nothing but our own files, and sets no cookie', async () => {
    const answer = await server().request(`/embed/${open.id}/letter?lang=km&partner=daily&theme=dark`);
    assert.equal(answer.status, 200);
    assert.equal(policyOf(answer, 'frame-ancestors'), '* file:');
    assert.equal(policyOf(answer, 'script-src'), "'self' https://actions.example");
    for (const name of ['Set-Cookie', 'X-Frame-Options']) assert.equal(answer.headers.get(name), null, name);
    assert.match(answer.text, /<html lang="km" dir="ltr" class="framed dark">/);
    assert.match(answer.text, new RegExp(`<action-letter src="/campaigns/${open.id}.json" lang="km" partner="daily">`));
    const scripts = [...answer.text.matchAll(/<script([^>]*)>([^<]*)/g)].map(([, attributes, code]) => attributes! + code);
    assert.deepEqual(scripts, [' type="module" src="/v1/frame.js"', ' type="module" src="/v1/actions.js"']);
    assert.match(answer.text, /<base target="_blank">/);
    assert.doesNotMatch(answer.text, /<header>|<nav/);
  });

  it('of a campaign that lists origins stands on their pages alone', async () => {
    const listed = await server().request(`/embed/${choosy.id}/letter`);
    assert.equal(policyOf(listed, 'frame-ancestors'), 'https://actions.example https://partner.example');
    assert.match(listed.text, /<div id="refused" hidden>[^]*You can’t take part from within this page\.[^]*href="\/a\//);
    const also = await server().request(`/embed/${sandboxed.id}/letter`);
    assert.equal(policyOf(also, 'frame-ancestors'), '* file:', 'a page without an origin can not be named');
    assert.doesNotMatch(also.text, /id="refused"/);
  });

  it('of a campaign whose origins are none is refused and not broken: the file is reported', async () => {
    const folder = createTempFolder();
    const broken = createPostcardCampaign({ origins: ['https://ខ្មែរ.example', 'https://a.example;sandbox'] });
    writeFileSync(join(folder, 'broken.json'), JSON.stringify(broken));
    const lines: string[] = [];
    const campaigns = openCampaigns(folder, { report: (line) => lines.push(line) });
    const { status } = await createTestServer(store(), [], { campaigns }).request(`/embed/${broken.id}/postcard`);
    assert.equal(status, 404);
    assert.deepEqual(lines.map((line) => /\(at "(.*)"\)$/.exec(line)?.[1]), ['/origins/0', '/origins/1']);
  });

  it('has a plain form whose thanks and whose faults stay in the frame', async () => {
    const one = server();
    const path = `/embed/${open.id}/letter?lang=en&partner=daily&theme=light`;
    const faulty = await sendFrom(one, path, { 'letter/targets': 'minister' });
    assert.equal(faulty.status, 422);
    assert.equal(policyOf(faulty, 'frame-ancestors'), '* file:');
    assert.match(faulty.text, /class="framed light"/);
    assert.match(faulty.text, /<a href="#person\/name" target="_self">Enter your name/);

    const before = (await one.fetchCounts(open)).people;
    const taken = await sendFrom(one, path, answers);
    assert.equal(taken.status, 303);
    const location = taken.headers.get('Location')!;
    assert.equal(location, `/embed/${open.id}/letter?thanks&lang=en&partner=daily&theme=light`);
    const counts = await one.fetchCounts(open);
    assert.deepEqual([counts.people, counts.perPartner], [before + 1, { daily: before + 1 }]);
    const thanks = await one.request(location);
    assert.equal(policyOf(thanks, 'frame-ancestors'), '* file:');
    assert.match(thanks.text, /We’ve received your letter/);
    assert.match(thanks.text, new RegExp(`href="/a/${open.id}\\?lang=en&amp;partner=daily"`), 'and the way to its own page');
  });

  it('that was sent from a sandbox that is not welcome gives the words back', async () => {
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

  it('counts days: in the element, and in words until that is there', async () => {
    const now = '2016-10-10T12:00:00%2B07:00';
    const { status, text, headers } = await server().request(`/embed/${cards.id}/counter?person=ny-sokha&unit=clock&now=${now}`);
    assert.equal(status, 200);
    assert.match(text, /<detention-counter src="[^"]*" lang="en" person="ny-sokha" unit="clock" now="2016-10-10T12:00:00\+07:00">/);
    assert.match(text, /Ny Sokha has been held for 165 days\./);
    assert.doesNotMatch(text, /Lim Mony/);
    assert.match(headers.get('Cache-Control')!, /max-age=60/);
    const dark = await server().request(`/embed/${cards.id}/counter?theme=dark`);
    assert.match(dark.text, /<detention-counter [^>]*theme="dark">/, 'so that its picture is dark, too');
  });

  it('says so in the frame where there is no such action', async () => {
    const paths = ['nobody/letter', `${cards.id}/letter`, `${open.id}/counter`, `${cards.id}/counter?person=who`, `${cards.id}/counter?now=soon`, `${open.id}/wall`];
    for (const path of paths) {
      const answer = await server().request(`/embed/${path}`);
      assert.equal(answer.status, 404, path);
      assert.equal(policyOf(answer, 'frame-ancestors'), '* file:', path);
      assert.match(answer.text, /We couldn’t find this action/);
    }
  });

  it('leaves the action’s own page as it was: in no frame', async () => {
    const answer = await server().request(`/a/${open.id}`);
    assert.equal(policyOf(answer, 'frame-ancestors'), "'none'");
    assert.equal(policyOf(answer, 'script-src'), "'self'");
  });
});

/** What a camera reads. */
async function scan(picture: Uint8Array, background = '#000'): Promise<string | undefined> {
  const image = await loadImage(Buffer.from(picture));
  const canvas = createCanvas(image.width + 40, image.height + 40);
  const context = canvas.getContext('2d');
  // On a dark wall, where a code without its light edge is lost.
  context.fillStyle = background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 20, 20);
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  return jsqr.default(data, width, height)?.data;
}

describe('the QR code of an action', () => {
  const campaign = createLetterCampaign({ title: 'Free <them>', translations: { km: { title: 'ដោះលែង' } } });
  const both: Campaign = { ...createPostcardCampaign(), letter: campaign.letter };
  const server = createTestServer(undefined as never, [campaign, both], { publicOrigin: 'https://actions.example' });
  const get = (path: string, headers = {}) => server.fetch(path, { headers });

  it('leads to its own page, for the partner and in the language that were asked for', async () => {
    const cases = [
      [`/a/${campaign.id}/qr`, `/a/${campaign.id}`],
      [`/a/${campaign.id}/qr?lang=km&partner=daily-news`, `/a/${campaign.id}?lang=km&partner=daily-news`],
      [`/a/${both.id}/qr?kind=postcard&lang=xx&partner=${'x'.repeat(99)}`, `/a/${both.id}?lang=en&kind=postcard`],
    ];
    for (const [asked, wanted] of cases) {
      for (const type of ['svg', 'png']) {
        const answer = await get(asked!.replace('/qr', `/qr.${type}`));
        assert.equal(answer.status, 200);
        assert.equal(await scan(new Uint8Array(await answer.arrayBuffer())), `https://actions.example${wanted}`, type);
      }
    }
  });

  it('says in words what it is, and is kept by caches', async () => {
    const answer = await get(`/a/${campaign.id}/qr.svg`);
    assert.match(answer.headers.get('Content-Type')!, /^image\/svg\+xml/);
    assert.equal(answer.headers.get('Cache-Control'), 'public, max-age=3600');
    const text = await answer.text();
    assert.match(text, /<title id="title" xml:lang="en">Free &lt;them&gt;<\/title>/);
    assert.ok(text.includes(`<desc id="desc">https://actions.example/a/${campaign.id}</desc>`));
    assert.equal((await get(`/a/${campaign.id}/qr.svg`, { 'If-None-Match': answer.headers.get('ETag')! })).status, 304);
  });

  it('is refused for an action that there is not', async () => {
    const answer = await server.request('/a/nobody/qr.svg');
    assert.deepEqual([answer.status, answer.body.type], [404, '/problems/unknown-campaign']);
  });
});

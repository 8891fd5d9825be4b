/** The page that writes snippets, on a server without the demo. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { catalogNames, tagNames } from '../../src/embed-code/snippets.ts';
import { createLetterCampaign, createPostcardCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createTempFolder } from './support/temp-folder.ts';
import { createTestServer } from './support/test-server.ts';

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
const unescape = (text: string) => text.replace(/&(lt|gt|quot|#39|amp);/g, (entity) => entities[entity]!);

describe('the embed code page', () => {
  const letter = createLetterCampaign({ id: 'sam-sokha', title: 'Write a letter', translations: { km: { title: 'សរសេរ' }, nl: { title: 'Schrijf' } } });
  const postcard = createPostcardCampaign({ id: 'cards', title: '</select><script>alert("&")</script>' });
  const empty = { ...createLetterCampaign({ id: 'nothing' }), letter: undefined };
  const options = { publicOrigin: 'https://campaign.example' };
  const server = createTestServer(createMemoryStore(), [letter, postcard, empty], options);

  async function getPage(query: string, from = server) {
    const { status, text, headers } = await from.request(`/embed-code?${query}`);
    assert.equal(status, 200);
    return { text, headers, code: unescape(/<code id="code"[^>]*>([^]*?)<\/code>/.exec(text)![1]!) };
  }

  it('writes the snippet for one action by default', async () => {
    const { code } = await getPage('partner=your-site');
    assert.equal(
      code,
      `<link rel="preload" as="fetch" crossorigin href="https://campaign.example/campaigns/sam-sokha.json">
<script type="module" async src="https://campaign.example/v1/action-letter.js"></script>
<action-letter src="https://campaign.example/campaigns/sam-sokha.json" partner="your-site"
  style="display:block;min-height:100vh"><a href="https://campaign.example/a/sam-sokha?partner=your-site">Write a letter</a></action-letter>`,
    );
  });

  it('preloads the messages of a language that has them', async () => {
    const khmer = await getPage('lang=km');
    assert.ok(khmer.code.includes('<link rel="modulepreload" href="https://campaign.example/v1/letter-km.js">'), khmer.code);
    assert.ok(khmer.code.includes('lang="km"') && khmer.code.includes('>សរសេរ</a>'), khmer.code);
    for (const lang of ['', 'en', 'nl']) assert.doesNotMatch((await getPage(`lang=${lang}`)).code, /modulepreload/, lang);
    assert.deepEqual(Object.keys(catalogNames), Object.keys(tagNames));
  });

  it('lists every campaign that has something to show, and escapes titles', async () => {
    const { text } = await getPage('');
    const [, list] = /<select id="campaign"[^>]*>([^]*?)<\/select>/.exec(text)!;
    assert.deepEqual([...list!.matchAll(/<option value="([^"]*)"/g)].map(([, id]) => id), ['sam-sokha', 'cards']);
    assert.ok(list!.includes('&lt;script&gt;'), list);
    assert.doesNotMatch(text, /<script>/);
    const cards = await getPage('campaign=cards');
    assert.ok(cards.code.includes('>&lt;/select&gt;&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;</a>'), cards.code);
  });

  it('lists closed campaigns last', async () => {
    const closed = { ...letter, id: 'closed', closed: { at: '2001-01-01T00:00:00Z', text: 'Closed.' } };
    const { text } = await getPage('', createTestServer(createMemoryStore(), [closed, letter], options));
    assert.match(text, /<option value="sam-sokha" selected[^>]*>[^<]*<\/option><option value="closed"/);
  });

  it('offers only what the campaign has, whatever the query asks for', async () => {
    const { text, code } = await getPage('campaign=cards&element=letter&lang=xx&theme=pink&method=__proto__&partner="><script>');
    assert.ok(code.includes('<postcard-form src="https://campaign.example/campaigns/cards.json"\n  style='), code);
    const [, list] = /<select id="element"[^>]*>([^]*?)<\/select>/.exec(text)!;
    assert.deepEqual([...list!.matchAll(/<option value="([^"]*)"/g)].map(([, element]) => element), ['postcard', 'counter', 'wall', 'progress']);
    assert.ok(text.includes('value="&quot;&gt;&lt;script&gt;"'), 'the input keeps what was typed');
    assert.match(text, /does not accept this short name/);
  });

  it('writes the other methods, and the policy lines they need', async () => {
    const { code, text } = await getPage('campaign=cards&element=counter&method=image&theme=dark');
    assert.match(code, /^<p><a href="https:\/\/campaign\.example\/a\/cards"><img src="https:\/\/campaign\.example\/campaigns\/cards\/counter\.png\?theme=dark"/);
    assert.match(text, /<code id="policy"[^>]*>img-src https:\/\/campaign\.example;<\/code>/);
  });

  it('writes a script tag with a hash for a fixed version, if the server was built', async () => {
    assert.doesNotMatch((await getPage('pinned=on')).code, /integrity/);
    const web = createTempFolder();
    writeFileSync(join(web, 'integrity.json'), JSON.stringify({ version: '9.9.9', files: { 'action-letter.js': 'sha384-abc' } }));
    const built = createTestServer(createMemoryStore(), [letter], { ...options, files: { web, version: '9.9.9' } });
    const { code } = await getPage('pinned=on&lang=km', built);
    assert.ok(code.includes('src="https://campaign.example/9.9.9/action-letter.js" integrity="sha384-abc" crossorigin>'), code);
    assert.doesNotMatch(code, /modulepreload/);
  });

  it('loads nothing from other sites, and runs no inline script', async () => {
    const { text, headers } = await getPage('');
    const markup = text.replace(/<pre[^]*?<\/pre>/g, '');
    for (const [, url] of markup.matchAll(/\s(?:src|href)="([^"]*)"/g)) assert.match(url!, /^\/(?!\/)/);
    for (const [, attributes, code] of markup.matchAll(/<script([^>]*)>([^<]*)/g)) assert.deepEqual([attributes, code], [' type="module" src="/v1/embed-code.js"', '']);
    const policy = headers.get('Content-Security-Policy')!;
    assert.match(policy, /default-src 'none'; .*script-src 'self'; style-src 'self';/);
    assert.match(policy, /frame-src 'self'/);
    assert.equal(headers.get('Set-Cookie'), null);
    assert.equal((await server.request('/embed-code.css')).headers.get('Content-Type'), 'text/css; charset=utf-8');
  });

  it('shows a preview from the same server, which sends tests', async () => {
    const { status, text, headers } = await server.request('/embed-code/preview?campaign=sam-sokha&method=frame&lang=km&pinned=on');
    assert.equal(status, 200);
    assert.match(text, /<html lang="km">[^]*<action-letter src="\/campaigns\/sam-sokha\.json" lang="km" testing\n/);
    for (const [, url] of text.matchAll(/\s(?:src|href)="([^"]*)"/g)) assert.match(url!, /^\/(?!\/)/);
    assert.match(headers.get('Content-Security-Policy')!, /frame-ancestors 'self'/);
  });

  it('shows a link instead of a preview that the page of the campaign would refuse', async () => {
    const { text } = await getPage('campaign=sam-sokha&method=page&partner=your-site');
    assert.match(text, /<div class="preview"><p><a href="\/a\/sam-sokha\?partner=your-site">Write a letter<\/a><\/p><\/div>/);
    assert.doesNotMatch(text, /<iframe/);
    const qrCode = await server.request('/embed-code/preview?campaign=sam-sokha&method=code');
    assert.match(qrCode.text, /<base target="_blank">[^]*<a href="\/a\/sam-sokha">/);
  });

  it('leads back to the desk if it was opened from there, also after another choice', async () => {
    const { text } = await getPage('campaign=cards&from=sam-sokha');
    assert.match(text, /Back to the desk: <a href="\/desk\/campaigns\/sam-sokha"[^>]*>Write a letter<\/a>/);
    assert.match(text, /<input type="hidden" name="from" value="sam-sokha">/);
    for (const query of ['campaign=cards', 'campaign=cards&from=none', 'from=//example.org']) assert.doesNotMatch((await getPage(query)).text, /the desk|name="from"/, query);
  });

  it('says if there are no campaigns', async () => {
    const { status, text } = await createTestServer(createMemoryStore(), []).request('/embed-code');
    assert.equal(status, 200);
    assert.match(text, /This server has no campaigns yet/);
  });
});

/** What search engines and the previews of links read on a campaign's page. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { createLetterCampaign, createPostcardCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createTestServer, today } from './support/test-server.ts';

const origin = 'https://actions.example';
const translations = { km: { title: 'ដោះលែង', summary: 'រូបថត' }, ar: { title: 'الحرية' } };

/** The tags of a page's head, by `rel` and `hreflang`, `property` or `name`. */
async function readHead(campaign: Campaign, query = '', options = { publicOrigin: origin } as { publicOrigin?: string }) {
  const { status, text } = await createTestServer(createMemoryStore(), [campaign], options).request(`/a/${campaign.id}${query}`);
  assert.equal(status, 200);
  const head = text.slice(0, text.indexOf('</head>'));
  const find = (pattern: RegExp) => [...head.matchAll(pattern)].map(([, key, value]) => [key!, value!] as const);
  const properties = find(/<meta property="([^"]+)" content="([^"]*)">/g);
  return {
    head,
    canonical: /<link rel="canonical" href="([^"]+)">/.exec(head)?.[1],
    alternates: Object.fromEntries(find(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">/g)),
    properties: Object.fromEntries(properties),
    otherLocales: properties.filter(([property]) => property === 'og:locale:alternate').map(([, locale]) => locale),
  };
}

describe('the metadata of a campaign’s page', () => {
  it('names the page in each language, and one for all others', async () => {
    const campaign = createLetterCampaign({ translations });
    const url = `${origin}/a/${campaign.id}`;
    const alternates = { en: url, km: `${url}?lang=km`, ar: `${url}?lang=ar`, 'x-default': url };
    for (const [query, address] of [['', url], ['?lang=en', url], ['?lang=km-KH', `${url}?lang=km`], ['?lang=ar', `${url}?lang=ar`], ['?lang=xx', url]] as const) {
      const { canonical, alternates: actual, properties } = await readHead(campaign, query);
      assert.equal(canonical, address, query);
      assert.equal(properties['og:url'], address, query);
      assert.deepEqual(actual, alternates, query);
    }
  });

  it('describes the campaign in the language of the page', async () => {
    const campaign = createLetterCampaign({ translations, summary: 'Held for\n\na "photograph".' });
    const english = await readHead(campaign);
    assert.equal(english.properties['og:title'], 'Free Sam Sokha');
    assert.equal(english.properties['og:description'], 'Held for a &quot;photograph&quot;.');
    assert.equal(english.properties['og:site_name'], 'A Human Rights Group');
    assert.equal(english.properties['og:type'], 'website');
    assert.equal(english.properties['og:locale'], 'en_US');
    assert.deepEqual(english.otherLocales, ['km_KH', 'ar_EG']);
    assert.match(english.head, /<meta name="twitter:card" content="summary_large_image">/);
    const khmer = await readHead(campaign, '?lang=km');
    assert.equal(khmer.properties['og:title'], 'ដោះលែង');
    assert.equal(khmer.properties['og:description'], 'រូបថត');
    assert.equal(khmer.properties['og:locale'], 'km_KH');
    assert.deepEqual(khmer.otherLocales, ['en_US', 'ar_EG']);
  });

  it('names the image of the page’s language, with its size, and its text in words', async () => {
    const campaign = createPostcardCampaign({ translations });
    const { properties } = await readHead(campaign, '?lang=km');
    assert.match(properties['og:image']!, new RegExp(`^${origin}/campaigns/${campaign.id}/preview\\.png\\?lang=km&amp;v=[\\w-]{12}$`));
    assert.equal(properties['og:image:type'], 'image/png');
    assert.deepEqual([properties['og:image:width'], properties['og:image:height']], ['1200', '630']);
    assert.match((await readHead(campaign)).properties['og:image:alt']!, /^As of July 20, 2018: Ny Sokha and Lim Mony have been held for 813 days\.$/);
    assert.equal((await readHead(createLetterCampaign())).properties['og:image:alt'], 'Free Sam Sokha – A Human Rights Group');
  });

  it('keeps the text of the image short where many people are held', async () => {
    const campaign = createPostcardCampaign();
    const people = Array.from({ length: 100 }, (_, i) => ({ ...campaign.people![0]!, id: `person-${i}`, name: `Person ${i}` }));
    assert.equal((await readHead({ ...campaign, people })).properties['og:image:alt'], 'Free Sam Sokha – A Human Rights Group');
  });

  it('has no alternates and no description where the campaign has none', async () => {
    const { alternates, otherLocales, properties } = await readHead(createLetterCampaign({ summary: undefined }));
    assert.deepEqual(alternates, {});
    assert.deepEqual(otherLocales, []);
    assert.ok(!('og:description' in properties));
  });

  it('leaves out the partner and everything else in the address', async () => {
    const campaign = createLetterCampaign({ translations, partners: ['newspaper'] });
    const { head } = await readHead(campaign, '?lang=km&partner=newspaper&utm_source=x&fbclid=y');
    assert.doesNotMatch(head, /newspaper|utm_source|fbclid/);
  });

  it('tells the postcard from the letter of the same campaign', async () => {
    const { postcard, people } = createPostcardCampaign();
    const campaign = createLetterCampaign({ postcard, people, translations });
    const url = `${origin}/a/${campaign.id}`;
    assert.equal((await readHead(campaign, '?kind=letter')).canonical, url);
    const { canonical, alternates } = await readHead(campaign, '?kind=postcard&lang=ar');
    assert.equal(canonical, `${url}?lang=ar&amp;kind=postcard`);
    assert.equal(alternates['x-default'], `${url}?kind=postcard`);
    const cardsOnly = createPostcardCampaign();
    assert.equal((await readHead(cardsOnly, '?kind=postcard')).canonical, `${origin}/a/${cardsOnly.id}`);
  });

  it('uses the origin of the request where the public one is unknown', async () => {
    const campaign = createLetterCampaign();
    const { canonical, properties } = await readHead(campaign, '', {});
    assert.equal(canonical, `http://localhost/a/${campaign.id}`);
    assert.equal(properties['og:url'], canonical);
  });

  it('is on the pages of campaigns that are closed or sealed', async () => {
    const closed = createLetterCampaign({ closed: { at: new Date(today).toISOString(), text: 'She is free.' } });
    const sealed = createLetterCampaign({ seal: { recipient: `age1${'q'.repeat(58)}` } });
    for (const campaign of [closed, sealed]) assert.equal((await readHead(campaign)).properties['og:title'], campaign.title);
  });

  it('names the campaign’s page on the thank-you page, whose address people copy', async () => {
    const campaign = createLetterCampaign({ translations });
    const { canonical, head, properties } = await readHead(campaign, '?thanks&lang=km&partner=newspaper&receipt=abc&held');
    assert.equal(canonical, `${origin}/a/${campaign.id}?lang=km`);
    assert.equal(properties['og:url'], canonical);
    assert.doesNotMatch(head, /thanks|receipt|abc|newspaper/);
  });

  it('is not on the page in an iframe, nor on the page of an unknown campaign', async () => {
    const campaign = createLetterCampaign();
    const server = createTestServer(createMemoryStore(), [campaign]);
    for (const path of [`/embed/${campaign.id}/letter`, `/embed/${campaign.id}/letter?thanks`, '/a/none']) assert.doesNotMatch((await server.request(path)).text, /canonical|og:/);
  });
});

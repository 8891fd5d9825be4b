/** What oEmbed says about a campaign's page. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { createLetterCampaign, createPostcardCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createTestServer } from './support/test-server.ts';

const origin = 'https://actions.example';
const translations = { km: { title: 'ដោះលែង' } };
const createServer = (...campaigns: Campaign[]) => createTestServer(createMemoryStore(), campaigns, { publicOrigin: origin });

interface Description {
  version: string;
  type: string;
  title: string;
  author_name: string;
  author_url: string;
  html: string;
  width: number;
  height: number;
  thumbnail_url?: string;
}

async function describePage(campaign: Campaign, address = `${origin}/a/${campaign.id}`, more: Record<string, string> = {}): Promise<Description> {
  const { status, body } = await createServer(campaign).request(`/oembed?${new URLSearchParams({ url: address, ...more })}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body as unknown as Description;
}

/** The attributes of the iframe in a description. */
const readFrame = ({ html }: Description) => {
  const [, attributes] = /^<iframe ([^<>]*)><\/iframe>$/.exec(html)!;
  return Object.fromEntries([...attributes!.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!.replaceAll('&amp;', '&')]));
};

describe('oEmbed', () => {
  it('describes the page as an iframe with the form', async () => {
    const campaign = createLetterCampaign({ translations });
    const description = await describePage(campaign);
    assert.deepEqual([description.version, description.type, description.title], ['1.0', 'rich', 'Free Sam Sokha']);
    const { src, title, width, height } = readFrame(description);
    assert.equal(src, `${origin}/embed/${campaign.id}/letter?lang=en`);
    assert.equal(title, 'Free Sam Sokha');
    assert.deepEqual([Number(width), Number(height)], [description.width, description.height]);
    const { pathname, search } = new URL(src);
    assert.equal((await createServer(campaign).request(pathname + search)).status, 200);
  });

  it('keeps the language, the action and the partner of the address, and nothing else', async () => {
    const { postcard, people } = createPostcardCampaign();
    const campaign = createLetterCampaign({ postcard, people, translations });
    const description = await describePage(campaign, `${origin}/a/${campaign.id}?lang=km&kind=postcard&partner=newspaper&utm_source=x#y`);
    assert.equal(description.title, 'ដោះលែង');
    assert.equal(readFrame(description)['src'], `${origin}/embed/${campaign.id}/postcard?lang=km&partner=newspaper`);
  });

  it('shows the day count of a campaign without a form', async () => {
    const { postcard: _, ...campaign } = createPostcardCampaign();
    assert.equal(readFrame(await describePage(campaign))['src'], `${origin}/embed/${campaign.id}/counter?lang=en`);
  });

  it('names the organiser, whose address may be relative in the document', async () => {
    const organiser = { name: 'A Human Rights Group', url: '/about/' };
    const description = await describePage(createLetterCampaign({ organiser }));
    assert.deepEqual([description.author_name, description.author_url], [organiser.name, `${origin}/about/`]);
  });

  it('is never larger than the site has space for', async () => {
    const campaign = createLetterCampaign();
    const address = `${origin}/a/${campaign.id}`;
    const large = await describePage(campaign, address, { maxwidth: '2000', maxheight: '2000' });
    assert.deepEqual([large.width, large.height], [640, 800]);
    assert.match(large.thumbnail_url!, new RegExp(`^${origin}/campaigns/${campaign.id}/preview\\.png\\?lang=en&v=`));
    const small = await describePage(campaign, address, { maxwidth: '320', maxheight: '400' });
    assert.deepEqual([small.width, small.height], [320, 400]);
    assert.ok(!('thumbnail_url' in small));
  });

  it('escapes the texts of the organiser', async () => {
    const campaign = createLetterCampaign({ title: '"><script>alert(1)</script>' });
    assert.equal(readFrame(await describePage(campaign))['title'], '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('can be read by every site and be cached', async () => {
    const campaign = createLetterCampaign();
    const { headers } = await createServer(campaign).request(`/oembed?url=${origin}/a/${campaign.id}`);
    assert.equal(headers.get('Content-Type'), 'application/json');
    assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(headers.get('Cache-Control'), 'public, max-age=300');
  });

  it('knows only the campaigns of its own origin', async () => {
    const campaign = createLetterCampaign();
    const { letter: _, ...empty } = createLetterCampaign();
    const server = createServer(campaign, empty);
    for (const address of [`https://other.example/a/${campaign.id}`, `http://actions.example/a/${campaign.id}`, `${origin}/a/none`, `${origin}/a/${empty.id}`, `${origin}/a/${campaign.id}/qr.svg`, `${origin}/`, 'nothing'])
      assert.equal((await server.request(`/oembed?url=${encodeURIComponent(address)}`)).status, 404, address);
    assert.deepEqual(server.logLines, []);
  });

  it('rejects other formats and invalid parameters', async () => {
    const campaign = createLetterCampaign();
    const server = createServer(campaign);
    const path = `/oembed?url=${origin}/a/${campaign.id}`;
    for (const [query, status, pointer] of [
      [`${path}&format=json`, 200],
      [`${path}&format=xml`, 501],
      [`${path}&maxwidth=wide`, 400, '/maxwidth'],
      [`${path}&maxheight=0`, 400, '/maxheight'],
      ['/oembed', 400, '/url'],
    ] as const) {
      const response = await server.request(query);
      assert.deepEqual([response.status, response.body.errors?.[0]?.pointer], [status, pointer], query);
    }
  });

  it('is named on the page, without the partner', async () => {
    const campaign = createLetterCampaign({ translations });
    const { letter: _, ...empty } = createLetterCampaign();
    const server = createServer(campaign, empty);
    const { text } = await server.request(`/a/${campaign.id}?lang=km&partner=newspaper`);
    const [, href] = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)" title="ដោះលែង">/.exec(text)!;
    const { origin: linked, pathname, search, searchParams } = new URL(href!.replaceAll('&amp;', '&'));
    assert.deepEqual([linked, searchParams.get('url')], [origin, `${origin}/a/${campaign.id}?lang=km`]);
    assert.equal((await server.request(pathname + search)).status, 200);
    assert.doesNotMatch((await server.request(`/a/${empty.id}`)).text, /oembed/);
  });
});

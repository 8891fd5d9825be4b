/** Whatever a site system strips from a published snippet, a link remains that leads to the action's page. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { embedMethods } from '../../src/embed-code/snippets.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { createTestServer, emptyCardStore } from '../server/support.ts';
import { example, published, strip, systemNames } from '../support/snippets.ts';

const campaign = JSON.parse(readFileSync(new URL(`../../demo/campaigns/${example.id}.json`, import.meta.url), 'utf8')) as Campaign;
const store = { numbers: () => Promise.resolve(new Map<string, number>()), cards: emptyCardStore } as never;
const server = createTestServer(store, [campaign], { publicOrigin: example.origin });

/** The one link that can be seen and pressed: it has words. */
async function assertLeads(html: string, what: string): Promise<void> {
  const links = [...html.matchAll(/<a\s[^>]*?href="([^"]*)"[^>]*>([^]*?)<\/a>/g)];
  const [link] = links.filter(([, , content]) => content!.replace(/<[^>]*>/g, '').trim());
  assert.ok(link, `${what}: no link with words in ${html}`);
  const url = new URL(link[1]!.replaceAll('&amp;', '&'));
  assert.equal(url.origin, example.origin, what);
  const { status, text } = await server.request(url.href.slice(url.origin.length));
  assert.equal(status, 200, `${what}: ${url.href}`);
  assert.match(text, /<form method="post"/, what);
}

describe('a published snippet', () => {
  const snippets = published();

  it('is in the docs for every way in', () => {
    assert.deepEqual([...snippets.keys()], ['element', 'elements', 'link', 'classic', 'frame', 'framedLink', 'page', 'code', 'picture']);
    assert.deepEqual([...snippets.keys()].sort(), Object.keys(embedMethods).sort());
  });

  for (const system of systemNames) {
    it(`leaves a link that works after ${system}`, async () => {
      for (const [way, code] of snippets) {
        const left = strip(code, system);
        assert.doesNotMatch(left, /<(script|iframe|postcard-form)/, way);
        await assertLeads(left, way);
      }
    });
  }

  it('leaves a link for every element, language and theme that `/embed-code` offers', async () => {
    const { origin, id } = example;
    for (const [name, { elements, getCode }] of Object.entries(embedMethods)) {
      for (const element of elements) {
        const text = getCode({ origin, id, title: 'Tom & "Jerry" <5>', people: 5, hasBothForms: true, element, lang: 'km', theme: 'dark', partner: 'your-site' });
        await assertLeads(strip(text, 'drupalRestricted'), `${name} ${element}`);
        assert.ok(text.includes('&lt;5&gt;') && !text.includes('<5>'), 'titles are text');
      }
    }
  });

  it('keeps what a site-wide script makes an element or a frame of, with its place, for authors of WordPress', () => {
    const kept = (way: string) => strip(snippets.get(way)!, 'wordPressAuthor');
    assert.match(kept('link'), /<a href="[^"]*" data-action="postcard" data-src="[^"]*\.json" data-partner="your-site" style="display:block;min-height:100vh">/);
    assert.match(kept('framedLink'), /<a href="[^"]*" data-embed="postcard" style="display:block;min-height:100vh">/);
  });
});

/** Whatever a content management system strips from a published snippet, a link to the campaign's page remains. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { embedMethods } from '../../src/embed-code/snippets.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { createMemoryStore } from '../server/support/memory-store.ts';
import { createTestServer } from '../server/support/test-server.ts';
import { example, readPublishedSnippets, strip, systemNames } from '../support/snippets.ts';

const campaign = JSON.parse(readFileSync(new URL(`../../demo/campaigns/${example.id}.json`, import.meta.url), 'utf8')) as Campaign;
const server = createTestServer(createMemoryStore(), [campaign], { publicOrigin: example.origin });

/** Checks the one link that has text, so that people can see and press it. */
async function assertLeadsToForm(html: string, message: string): Promise<void> {
  const links = [...html.matchAll(/<a\s[^>]*?href="([^"]*)"[^>]*>([^]*?)<\/a>/g)];
  const [link] = links.filter(([, , content]) => content!.replace(/<[^>]*>/g, '').trim());
  assert.ok(link, `${message}: no link with text in ${html}`);
  const url = new URL(link[1]!.replaceAll('&amp;', '&'));
  assert.equal(url.origin, example.origin, message);
  const { status, text } = await server.request(url.href.slice(url.origin.length));
  assert.equal(status, 200, `${message}: ${url.href}`);
  assert.match(text, /<form method="post"/, message);
}

describe('a published snippet', () => {
  const snippets = readPublishedSnippets();

  it('is in the docs for every embedding method', () => {
    assert.deepEqual([...snippets.keys()], ['element', 'elements', 'link', 'classic', 'frame', 'framedLink', 'page', 'code', 'image']);
    assert.deepEqual([...snippets.keys()].sort(), Object.keys(embedMethods).sort());
  });

  for (const system of systemNames) {
    it(`leaves a working link after ${system} has filtered it`, async () => {
      for (const [method, code] of snippets) {
        const html = strip(code, system);
        assert.doesNotMatch(html, /<(script|iframe|postcard-form)/, method);
        await assertLeadsToForm(html, method);
      }
    });
  }

  it('leaves a link for every element, language and theme that `/embed-code` offers', async () => {
    const { origin, id } = example;
    for (const [name, { elements, getCode }] of Object.entries(embedMethods)) {
      for (const element of elements) {
        const text = getCode({ origin, id, title: 'Tom & "Jerry" <5>', people: 5, hasBothForms: true, element, lang: 'km', theme: 'dark', partner: 'your-site' });
        await assertLeadsToForm(strip(text, 'drupalRestricted'), `${name} ${element}`);
        assert.ok(text.includes('&lt;5&gt;') && !text.includes('<5>'), 'titles are text');
      }
    }
  });

  it('keeps the attributes and reserved space of a link that a site-wide script upgrades, for authors of WordPress', () => {
    const filter = (method: string) => strip(snippets.get(method)!, 'wordPressAuthor');
    assert.match(filter('link'), /<a href="[^"]*" data-action="postcard" data-src="[^"]*\.json" data-partner="your-site" style="display:block;min-height:100vh">/);
    assert.match(filter('framedLink'), /<a href="[^"]*" data-embed="postcard" style="display:block;min-height:100vh">/);
  });
});

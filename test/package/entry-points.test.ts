/** The options of each entry point are declared in several places, which must agree. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { embedMethods } from '../../src/embed-code/snippets.ts';
import { getScriptOrigin } from '../../src/iframe/script-origin.ts';
import { kinds, options } from '../../src/iframe/options.ts';
import { createOpenApi } from '../../src/server/openapi/openapi.ts';
import { getLinkSelector } from '../../src/autoloader/observe-links.ts';
import { tagByAction } from '../../src/autoloader/tag-by-action.ts';
import { forwardedAttributes } from '../../src/autoloader/upgrade-link.ts';
import { createLetterCampaign, createPostcardCampaign } from '../server/support/campaigns.ts';
import { createMemoryStore } from '../server/support/memory-store.ts';
import { createTestServer } from '../server/support/test-server.ts';
import { elements } from '../support/manifest.ts';
import { example } from '../support/snippets.ts';

describe('a link that becomes an element', () => {
  it('can become every element, and the published snippets use it', () => {
    assert.deepEqual(Object.values(tagByAction).sort(), elements.map(({ tagName }) => tagName).sort());
    const { elements: available, getCode } = embedMethods['element']!;
    assert.deepEqual([...available].sort(), Object.keys(tagByAction).sort());
    for (const element of available) {
      const choice = { ...example, title: 'Free the five', element };
      assert.match(getCode(choice), new RegExp(`<${tagByAction[element]} `));
      assert.match(embedMethods['link']!.getCode(choice), new RegExp(` data-action="${element}"`));
    }
  });

  it('forwards every attribute of every element', () => {
    const all = new Set(elements.flatMap(({ attributes }) => attributes.map(({ name }) => name)));
    assert.deepEqual([...forwardedAttributes].sort(), [...all].sort());
  });

  it('is not matched by the selectors of other libraries', () => {
    assert.doesNotMatch(getLinkSelector(tagByAction), /\[data-action\]|[*^$~|]=/);
  });
});

describe('the iframe loader', () => {
  const { id, ...more } = createPostcardCampaign();
  const campaign = { ...more, id, letter: createLetterCampaign().letter! };
  const server = createTestServer(createMemoryStore(), [campaign], { publicOrigin: 'https://actions.example' });
  const page = (kind: string, query = '') => server.request(`/embed/${id}/${kind}?${query}`);

  it('requests pages that exist, with the parameters of the OpenAPI description', async () => {
    for (const kind of kinds) assert.equal((await page(kind)).status, 200, kind);
    const { paths } = createOpenApi('1.0.0') as { paths: Record<string, { get: { parameters: { name: string; in: string; description: string }[] } }> };
    const { parameters } = paths['/embed/{id}/{kind}']!.get;
    assert.deepEqual(parameters.find(({ name }) => name === 'kind')!.description.match(/(?<=`)\w+(?=`)/g), kinds);
    const queried = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
    assert.deepEqual(queried.filter((name) => name !== 'thanks').sort(), [...options].sort());
  });

  it('passes every attribute of the counter that a campaign does not determine', () => {
    const { attributes } = elements.find(({ tagName }) => tagName === 'detention-counter')!;
    // The names and the detention periods come from the document.
    const open = attributes.map(({ name }) => name).filter((name) => !/^(src|name|since|until|time-zone)$/.test(name));
    assert.deepEqual(options.filter((option) => option !== 'partner').sort(), open.sort());
  });

  it('passes only options that the page in the iframe uses', async () => {
    const values = { lang: 'km', partner: 'daily', theme: 'dark', person: campaign.people![0]!.id, unit: 'clock', now: '2018-01-01T00:00:00Z' };
    assert.deepEqual(Object.keys(values).sort(), [...options].sort());
    const plain = await Promise.all(kinds.map((kind) => page(kind)));
    for (const [name, value] of Object.entries(values)) {
      const changedPages = await Promise.all(kinds.map((kind) => page(kind, `${name}=${value}`)));
      assert.ok(changedPages.some(({ text }, index) => text !== plain[index]!.text), name);
    }
  });

  it('finds its own origin, even among scripts of the same name', () => {
    const findOrigin = (...urls: string[]) => getScriptOrigin(urls);
    const origin = 'https://actions.example';
    for (const path of ['/v1/embed.js', '/v1/embed.js?ver=6.8', '/0.1.0/embed.js', '/1.0.0-rc.1/embed.js#late']) assert.equal(findOrigin(origin + path), origin, path);
    const others = ['', 'https://host.example/cache/all.js', 'https://video.example/embed.js', 'https://host.example/v1/embed.json', 'https://host.example/?/v1/embed.js', 'https://host.example/a/v1/embed.js'];
    for (const other of others) assert.equal(findOrigin(other), undefined, other);
    assert.equal(findOrigin(...others, `${origin}/v1/embed.js`), origin);
  });
});

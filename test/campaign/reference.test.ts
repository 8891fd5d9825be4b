/** docs/campaign-document.md describes the schema as it is. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createCampaignReference } from '../../scripts/campaign-reference.mjs';
import { lintCampaign } from '../../src/campaign/linter/lint-campaign.ts';
import { campaignJsonSchema } from '../../src/campaign/schema/json-schema.ts';

interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema;
}

const page = readFileSync(new URL('../../docs/campaign-document.md', import.meta.url), 'utf8');
const schema = campaignJsonSchema() as Schema;

/** Every key of the document, with its description and the heading of the table that lists it. */
function listKeys({ properties = {}, items, additionalProperties }: Schema, path = ''): { heading: string; key: string; description: string | undefined }[] {
  return [
    ...Object.entries(properties).flatMap(([key, value]) => [
      { heading: path ? `\`${path}\`` : 'The document', key, description: value.description },
      ...listKeys(value, path ? `${path}.${key}` : key),
    ]),
    ...(items ? listKeys(items, `${path}[]`) : []),
    ...(additionalProperties ? listKeys(additionalProperties, `${path}.<key>`) : []),
  ];
}

describe('the reference of the campaign document', () => {
  it('is up to date', () => {
    assert.ok(page.includes(createCampaignReference()), 'run npm run docs');
  });

  it('lists every key of the schema in the table of its object', () => {
    const keys = listKeys(schema);
    assert.ok(keys.length > 120, `only ${keys.length} keys`);
    for (const { heading, key } of keys) {
      const table = page.split(`\n### ${heading}\n`)[1]?.split('\n### ')[0];
      assert.ok(table?.includes(`\n| \`${key}\` |`), `${key} is missing in ${heading}`);
    }
  });

  it('has a description for every key', () => {
    assert.deepEqual(listKeys(schema).filter(({ description }) => !description), []);
  });

  it('starts with an example that the linter accepts', () => {
    const example = /```json\n([^]*?)```/.exec(page)![1]!;
    assert.deepEqual(lintCampaign(example, { name: 'free-the-printers' }).diagnostics, []);
  });
});

/** The examples in docs/webhooks.md. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import * as z from 'zod/mini';
import { webhookSchemas, type WebhookMessage } from '../../src/campaign/schema/webhook.schema.ts';
import { createWebhookHeaders } from '../../src/server/webhooks/sign.ts';

const text = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');
const getBlocks = (language: string) => [...text.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, block]) => block!);

describe('the documentation of webhooks', () => {
  const { WEBHOOK_SECRET } = process.env;
  after(() => {
    if (WEBHOOK_SECRET === undefined) delete process.env['WEBHOOK_SECRET'];
    else process.env['WEBHOOK_SECRET'] = WEBHOOK_SECRET;
  });

  it('has an example of each event, in the format of its schema', () => {
    const examples = getBlocks('json').map((block) => JSON.parse(block) as WebhookMessage);
    assert.deepEqual([...examples.map(({ type }) => type), 'test'].sort(), Object.keys(webhookSchemas).sort());
    for (const example of examples) assert.deepEqual(z.parse(webhookSchemas[example.type], example), example);
  });

  it('checks signatures in Node', async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const body = '{"type":"test","timestamp":"2018-07-20T12:00:00.000Z","data":{}}';
    process.env['WEBHOOK_SECRET'] = secret;
    const code = getBlocks('js')[0]!.replace("'standardwebhooks'", `'${import.meta.resolve('standardwebhooks')}'`);
    const { verify } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { verify: (body: string, headers: Record<string, string>) => unknown };
    const headers = createWebhookHeaders([secret], { id: 'msg_1', timestamp: Math.floor(Date.now() / 1000), body });
    assert.deepEqual(verify(body, headers), JSON.parse(body));
    assert.throws(() => verify(`${body} `, headers));
  });
});

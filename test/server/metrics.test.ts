/** Metrics for monitoring: off by default, only for those who know the token, and without anything that a client sent. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Store } from '../../src/server/db/store.ts';
import { createMetrics } from '../../src/server/middleware/metrics.ts';
import { createLetter, createLetterCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createTestServer, type TestServer } from './support/test-server.ts';

const token = 'a-token-of-the-monitoring';
const campaign = createLetterCampaign();
const key = { id: 'a', kem: 'x25519', publicKey: 'a', expires: '2026-03-04T00:00:00.000Z' } as const;

describe('the metrics', () => {
  let server: TestServer;

  before(() => {
    const memory = createMemoryStore();
    const count = ({ state }: { state?: string | undefined }) => Promise.resolve(state === 'waiting' ? [{ campaign: 'a', state, count: 3 }, { campaign: 'b', state, count: 4 }] : []);
    const store: Store = {
      ...memory,
      letterEmails: { ...memory.letterEmails, count: count as Store['letterEmails']['count'] },
      webhooks: { ...memory.webhooks, count: () => Promise.resolve([{ webhook: 'a', state: 'waiting', count: 2 }, { webhook: 'b', state: 'waiting', count: 3 }, { webhook: 'b', state: 'sent', count: 9 }]) },
      confirmations: { ...memory.confirmations, count: () => Promise.resolve([{ campaign: 'a', state: 'waiting', count: 6 }, { campaign: 'a', state: 'sent', count: 7 }]) },
      held: { ...memory.held, count: () => Promise.resolve([{ held: 'flood', count: 8 }]) },
    };
    const abuse = { countBeyondLimits: () => ({ campaigns: 1, senders: 2 }) };
    server = createTestServer(store, [campaign], { metrics: createMetrics({ store, abuse, outboxKeys: { getCurrent: () => [key] } }, token) });
  });

  const read = (authorization: string) => server.request('/metrics', { headers: { Authorization: authorization } });

  it('do not exist without a token in the configuration', async () => {
    const { status } = await createTestServer(createMemoryStore(), [campaign]).request('/metrics', { headers: { Authorization: `Bearer ${token}` } });
    assert.equal(status, 404);
  });

  it('are refused without the token', async () => {
    assert.equal((await server.request('/metrics')).status, 401);
    for (const value of ['Bearer wrong', `Basic ${token}`, `Bearer ${token}x`]) assert.ok([400, 401].includes((await read(value)).status), value);
    assert.deepEqual(server.logLines, []);
  });

  it('count requests by route, method and status, and what waits for a mail server, a webhook or a moderator', async () => {
    for (let i = 0; i < 3; i++) assert.equal((await server.submit(campaign, createLetter())).status, 201);
    await server.request(`/campaigns/${campaign.id}.json?secret=of-the-client`);
    await server.request('/secret-of-the-client');
    const { status, headers, text } = await read(`Bearer ${token}`);
    assert.deepEqual([status, headers.get('Cache-Control')], [200, 'no-store']);
    assert.match(headers.get('Content-Type')!, /^text\/plain; version=0\.0\.4/);
    const lines = text.split('\n');
    const find = (start: string) => lines.filter((line) => line.startsWith(`action_widgets_${start}`));
    assert.deepEqual(find('http_requests_total{method="POST"'), ['action_widgets_http_requests_total{method="POST",route="/campaigns/:id/submissions",status="201"} 3']);
    assert.deepEqual(find('http_requests_total{method="GET",route="none"'), ['action_widgets_http_requests_total{method="GET",route="none",status="404"} 1']);
    assert.deepEqual(find('http_request_duration_seconds_count{method="POST"'), ['action_widgets_http_request_duration_seconds_count{method="POST",route="/campaigns/:id/submissions"} 3']);
    assert.deepEqual(find('letter_emails{'), ['action_widgets_letter_emails{state="waiting"} 7', 'action_widgets_letter_emails{state="failed"} 0']);
    assert.deepEqual(find('webhook_messages{'), ['action_widgets_webhook_messages{state="waiting"} 5', 'action_widgets_webhook_messages{state="failed"} 0']);
    assert.deepEqual(find('confirmation_emails{'), ['action_widgets_confirmation_emails{state="waiting"} 6', 'action_widgets_confirmation_emails{state="failed"} 0']);
    assert.deepEqual(find('held_submissions{'), ['action_widgets_held_submissions{reason="late"} 0', 'action_widgets_held_submissions{reason="flood"} 8']);
    assert.deepEqual(find('beyond_limits{'), ['action_widgets_beyond_limits{kind="campaign"} 1', 'action_widgets_beyond_limits{kind="sender"} 2']);
    assert.deepEqual(find('outbox_keys_expiry'), [`action_widgets_outbox_keys_expiry_timestamp_seconds ${Date.parse(key.expires) / 1000}`]);
    assert.ok(lines.some((line) => line.startsWith('process_resident_memory_bytes ')));
    assert.ok(!text.includes('of-the-client') && !text.includes(campaign.id));
  });
});

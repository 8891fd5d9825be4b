/** Webhooks on the desk. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { webhookEvents } from '../../../src/server/db/webhook-rows.ts';
import { addWebhook } from '../../../src/server/webhooks/webhooks.ts';
import { createLetterCampaign } from '../support/campaigns.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { today } from '../support/test-server.ts';
import { createTestDesk } from './support.ts';

const url = 'https://crm.example.org/hook?list=<b>';
const href = new URL(url).href;

describeWithBothStores('webhooks on the desk', (getStore) => {
  it('are added by an owner, with a secret that is shown once', async () => {
    const store = getStore();
    const campaign = createLetterCampaign({ title: 'Free <Sam>' });
    const visitor = await createTestDesk(store, [campaign]).visitAs('Olga', 'owner');
    assert.match((await visitor.get('/desk/webhooks')).text, /There are no webhooks yet/);
    const { status, text } = await visitor.post('/desk/webhooks', [['url', url], ['campaign', campaign.id], ['event', 'submission.created'], ['event', 'card.changed']]);
    assert.equal(status, 200);
    const [, secret] = /(whsec_[A-Za-z0-9+/]{43}=)/.exec(text)!;
    assert.doesNotMatch(text, /list=<b>/);
    const page = (await visitor.get('/desk/webhooks')).text;
    assert.ok(page.includes('https://crm.example.org/hook?list=%3Cb%3E') && !page.includes(secret!));
    const [webhook] = await store.webhooks.getAll();
    assert.deepEqual([webhook!.url, webhook!.campaign, webhook!.events, webhook!.internal, webhook!.secret], [href, campaign.id, '["submission.created","card.changed"]', 0, secret]);
    const [entry] = await store.audit.findNewest(undefined, 1);
    assert.deepEqual([entry!.actor, entry!.command, entry!.campaign, entry!.ids], ['Olga', 'webhooks add', campaign.id, JSON.stringify([webhook!.id])]);
    await store.webhooks.remove(webhook!.id);
  });

  it('keep what was typed if something is wrong', async () => {
    const store = getStore();
    const campaign = createLetterCampaign();
    const visitor = await createTestDesk(store, [campaign]).visitAs('Otto', 'owner');
    const cases: [[string, string][], RegExp][] = [
      [[['url', 'http://crm.example.org/?a="b"'], ['event', 'card.changed'], ['campaign', campaign.id]], /it must begin with https:\/\//],
      [[['url', 'https://192.168.0.1/'], ['event', 'card.changed'], ['campaign', campaign.id]], /not on the public internet/],
      [[['url', 'https://crm.example.org/'], ['campaign', campaign.id]], /at least one event/],
      [[['url', 'https://crm.example.org/'], ['event', 'card.changed'], ['campaign', 'none']], /Choose a campaign/],
    ];
    for (const [fields, message] of cases) {
      const { status, text } = await visitor.post('/desk/webhooks', fields);
      assert.equal(status, 422);
      assert.match(text, message);
      assert.ok(text.includes(`value="${fields[0]![1].replaceAll('"', '&quot;')}"`), text);
      assert.equal(text.includes('value="card.changed" checked'), fields.some(([, value]) => value === 'card.changed'));
      assert.equal(text.includes(`<option value="${campaign.id}" selected>`), fields.at(-1)![1] === campaign.id);
    }
    assert.deepEqual(await store.webhooks.getAll(), []);
  });

  it('are tested, tried again, disabled, enabled, rotated and removed, each in the audit log', async () => {
    const store = getStore();
    const desk = createTestDesk(store);
    const visitor = await desk.visitAs('Oona', 'owner');
    const { id, secret } = await addWebhook(store, { url: href, campaign: null, events: webhookEvents, allowsInternal: false, now: today });
    const change = (action: string) => visitor.post('/desk/webhooks/change', { id, action });
    assert.match((await change('test')).text, /A test is on its way/);
    const [message] = await store.webhooks.findDeliveries({ webhook: id }, '', 10);
    assert.deepEqual([message!.event, message!.state], ['test', 'waiting']);
    await store.webhookDeliveries.release(message!.id, { state: 'failed', problem: '503' });
    const failed = (await visitor.get('/desk/webhooks')).text;
    assert.match(failed, /0 waiting, 0 sent and 1 failed within 30 days\. Last problem: 503\. It is not tried again\./);
    assert.match((await change('retry')).text, /1 messages? to .* due now/);
    assert.match((await change('disable')).text, /, disabled</);
    assert.equal((await change('test')).status, 409);
    assert.doesNotMatch((await change('enable')).text, /, disabled</);
    const rotated = /whsec_[A-Za-z0-9+/]{43}=/.exec((await change('rotate')).text)![0];
    const webhook = (await store.webhooks.find(id))!;
    assert.deepEqual([webhook.secret, webhook.previous_secret], [rotated, secret]);
    assert.notEqual(rotated, secret);
    assert.match((await change('remove')).text, /was removed/);
    assert.equal((await change('test')).status, 409);
    assert.deepEqual([await store.webhooks.getAll(), await store.webhooks.findDeliveries({ webhook: id }, '', 10)], [[], []]);
    const commands = (await store.audit.findNewest(undefined, 20)).filter(({ actor, ids }) => actor === 'Oona' && ids.includes(id)).map(({ command }) => command);
    assert.deepEqual(commands.sort(), ['disable', 'enable', 'remove', 'retry', 'rotate', 'test'].map((action) => `webhooks ${action}`));
  });
});

/** Accounts and the audit log on the desk. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeWithBothStores } from '../support/stores.ts';
import { createTestDesk, origin } from './support.ts';

describeWithBothStores('accounts of the desk', (getStore) => {
  it('are invited by an owner, whose name is recorded', async () => {
    const store = getStore();
    const desk = createTestDesk(store);
    const owner = await desk.visitAs('Olga', 'owner');
    const { status, text } = await owner.post('/desk/accounts', { name: '<Dara>', role: 'reader' });
    assert.equal(status, 200);
    const [, code] = new RegExp(`>${origin}/desk/sign-in#([\\w-]{32})<`).exec(text)!;
    assert.match(text, /&lt;Dara&gt;/);
    assert.doesNotMatch((await owner.get('/desk/accounts')).text, new RegExp(code!));
    const [entry] = await store.audit.findNewest(undefined, 1);
    assert.deepEqual([entry!.actor, entry!.command, JSON.parse(entry!.ids)], ['Olga', 'desk invite', ['<Dara>']]);
    assert.equal((await desk.postCode(code!)).status, 303);
    assert.equal((await owner.post('/desk/accounts', { name: '<Dara>', role: 'owner' })).status, 409);
    for (const fields of [{ name: ' ', role: 'reader' }, { name: 'a\u202eb', role: 'reader' }, { name: 'x', role: 'king' }, { name: 'x'.repeat(101), role: 'reader' }])
      assert.equal((await owner.post('/desk/accounts', fields)).status, 422);
  });

  it('get another role at once', async () => {
    const desk = createTestDesk(getStore());
    const owner = await desk.visitAs('Olga', 'owner');
    const visitor = await desk.visitAs('Promoted', 'reader');
    assert.equal((await visitor.get('/desk/audit')).status, 403);
    assert.equal((await owner.post('/desk/accounts/role', { name: 'Promoted', role: 'moderator' })).status, 200);
    assert.equal((await visitor.get('/desk/audit')).status, 200);
    assert.equal((await owner.post('/desk/accounts/role', { name: 'Promoted', role: 'king' })).status, 422);
    assert.equal((await owner.post('/desk/accounts/role', { name: 'Nobody', role: 'reader' })).status, 409);
  });

  it('are renamed by an owner, stay signed in, and keep what they have done under the old name', async () => {
    const store = getStore();
    const desk = createTestDesk(store);
    const owner = await desk.visitAs('owner', 'owner');
    const code = await desk.invite('owner', 'owner');
    const { status, headers } = await owner.post('/desk/accounts/name', { name: 'owner', newName: ' <Olga> ' });
    assert.deepEqual([status, headers.get('Location')], [303, '/desk/accounts']);
    assert.match((await owner.get('/desk/accounts')).text, /<span dir="auto">&lt;Olga&gt;<\/span> <button class="plain">Sign out/);
    assert.equal((await desk.postCode(code)).status, 303);
    const [signIn, entry] = await store.audit.findNewest(undefined, 2);
    assert.deepEqual([entry!.actor, entry!.command, JSON.parse(entry!.ids)], ['owner', 'desk rename', ['owner', '<Olga>']]);
    assert.equal(signIn!.actor, '<Olga>');
    await desk.invite('Renamed', 'reader');
    assert.match((await owner.post('/desk/accounts/name', { name: 'Renamed', newName: 'Rita' })).text, /Renamed is now called Rita\./);
    const refused: [string, string, number][] = [['Rita', '<Olga>', 409], ['Nobody', 'Somebody', 409], ['Rita', ' ', 422]];
    for (const [name, newName, code] of refused) assert.equal((await owner.post('/desk/accounts/name', { name, newName })).status, code, newName);
    const passkey = { id: 'a', account: 'Rita', public_key: '', counter: 0, transports: '[]', name: 'Phone', created_at: '2018-07-01T00:00:00.000Z', last_used_at: null };
    assert.equal(await store.passkeys.add(passkey, 1), 'done');
    assert.match((await owner.post('/desk/accounts/name', { name: 'Rita', newName: 'Renata' })).text, /The passkeys of this account have its name/);
    assert.deepEqual((await store.passkeys.getAll('Rita')).map(({ id }) => id), ['a']);
    for (const name of ['<Olga>', 'Rita']) await store.desk.removeAccount(name);
  });

  it('are signed out when they are removed, and their links no longer work', async () => {
    const desk = createTestDesk(getStore());
    const owner = await desk.visitAs('Olga', 'owner');
    const visitor = await desk.visitAs('Leaving', 'owner');
    const code = await desk.invite('Leaving', 'owner');
    assert.equal((await owner.post('/desk/accounts/remove', { name: 'Leaving' })).status, 200);
    assert.equal((await visitor.get('/desk')).status, 303);
    assert.equal((await desk.postCode(code)).status, 403);
    await desk.invite('Leaving', 'owner');
    assert.equal((await visitor.get('/desk')).status, 303);
    await owner.post('/desk/accounts/remove', { name: 'Leaving' });
  });

  it('always include an owner, even when two remove each other', async () => {
    const store = getStore();
    const desk = createTestDesk(store);
    const names = ['Olga', 'Otto'];
    const [olga, otto] = [await desk.visitAs('Olga', 'owner'), await desk.visitAs('Otto', 'owner')];
    await Promise.all([olga.post('/desk/accounts/remove', { name: 'Otto' }), otto.post('/desk/accounts/role', { name: 'Olga', role: 'reader' })]);
    const owners = (await store.desk.getAccounts()).filter(({ role }) => role === 'owner');
    assert.equal(owners.length, 1);
    const [last] = owners;
    assert.ok(names.includes(last!.name));
    const visitor = last!.name === 'Olga' ? olga : otto;
    for (const [path, fields] of [['/desk/accounts/remove', {}], ['/desk/accounts/role', { role: 'reader' }]] as const) {
      const { status, text } = await visitor.post(path, { name: last!.name, ...fields });
      assert.equal(status, 409);
      assert.match(text, /needs at least one owner/);
    }
  });

  it('see the audit log in pages, newest first, each entry once', async () => {
    const store = getStore();
    const { audit } = store.withAudit({ actor: 'Imported <i>', command: 'test' });
    for (let i = 0; i < 230; i++) await audit.record({ campaign: 'free-sam', ids: [`entry${i}`] });
    const visitor = await createTestDesk(store).visitAs('Auditor', 'moderator');
    const ids: string[] = [];
    let pages = 0;
    for (let path: string | undefined = '/desk/audit'; path; pages++) {
      const { text } = await visitor.get(path);
      ids.push(...[...text.matchAll(/>entry(\d+)</g)].map(([, id]) => id!));
      if (pages === 0) assert.match(text, /Imported &lt;i&gt;/);
      path = /href="(\/desk\/audit\?before=[^"]+)"/.exec(text)?.[1];
    }
    assert.ok(pages >= 3);
    assert.deepEqual([ids.length, new Set(ids).size], [230, 230]);
    assert.equal((await visitor.get('/desk/audit?before=nonsense')).status, 200);
  });
});

/** Passkeys of the desk: adding and removing them, signing in, and what is refused. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Store } from '../../../src/server/db/store.ts';
import { createAuthenticator, type Authenticator, type Claims } from '../../support/authenticator.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { createTestDesk, origin, type TestDesk, type Visitor } from './support.ts';

interface CreationOptions {
  challenge: string;
  rp: { id: string };
  user: { id: string };
  excludeCredentials: { id: string }[];
}

const minute = 60_000;
const getCreationOptions = async (visitor: Visitor) => JSON.parse((await visitor.post('/desk/passkeys/options')).text) as CreationOptions;
const getRequestOptions = async (desk: TestDesk) => JSON.parse((await desk.visit().post('/desk/sign-in/passkey/options')).text) as { challenge: string; rpId: string; allowCredentials?: unknown };
const send = (desk: TestDesk, response: string) => desk.visit().post('/desk/sign-in/passkey', { response });
const getNewest = async (store: Store) => (await store.audit.findNewest(undefined, 1))[0]!;

/** Signs in with a link and adds a passkey. */
async function addPasskey(desk: TestDesk, name: string, claims: Claims = {}): Promise<{ device: Authenticator; visitor: Visitor }> {
  const visitor = await desk.visitAs(name, 'owner');
  const device = createAuthenticator(origin);
  const { status, text } = await visitor.post('/desk/passkeys', { name: `Phone <b>of ${name}`, response: device.register(await getCreationOptions(visitor), claims) });
  assert.equal(status, 200, text);
  return { device, visitor };
}

async function signIn(desk: TestDesk, device: Authenticator, claims?: Claims) {
  return send(desk, device.sign(await getRequestOptions(desk), claims));
}

describeWithBothStores('passkeys', (getStore) => {
  it('are added, listed to their account and its owners, used, and recorded', async () => {
    const store = getStore();
    const desk = createTestDesk(store);
    const { device, visitor } = await addPasskey(desk, 'Paula');
    const added = await getNewest(store);
    assert.deepEqual([added.actor, added.command, added.ids], ['Paula', 'desk passkey add', '["Paula"]']);
    const { status, headers, text: answer } = await signIn(desk, device);
    assert.deepEqual([status, headers.get('Location')], [303, '/desk'], answer);
    const signedIn = desk.visit(headers.get('Set-Cookie')!.split(';')[0]);
    assert.match((await signedIn.get('/desk')).text, /Paula/);
    const used = await getNewest(store);
    assert.deepEqual([used.actor, used.command, used.ids], ['Paula', 'desk sign-in passkey', '["Paula"]']);
    const { text } = await visitor.get('/desk/passkeys');
    assert.match(text, /Phone &lt;b&gt;of Paula/);
    assert.doesNotMatch(text, /not yet/);
    assert.match((await visitor.get('/desk/accounts')).text, />Paula<\/span>.*?<\/th>\s*<td>.*?<\/td>\s*<td>1<\/td>/s);
    const other = await desk.visitAs('Quentin', 'reader');
    assert.doesNotMatch((await other.get('/desk/passkeys')).text, /Paula/);
  });

  it('ask the browser to check the person, to keep the passkey, and not for a name', async () => {
    const desk = createTestDesk(getStore());
    const { device, visitor } = await addPasskey(desk, 'Options');
    const creation = await getCreationOptions(visitor);
    assert.deepEqual(creation.excludeCredentials.map(({ id }) => id), [device.id]);
    assert.partialDeepStrictEqual(creation, { rp: { id: 'localhost' }, attestation: 'none', authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' } });
    const request = await getRequestOptions(desk);
    assert.partialDeepStrictEqual(request, { rpId: 'localhost', userVerification: 'required' });
    assert.equal(request.allowCredentials, undefined);
    assert.notEqual(request.challenge, (await getRequestOptions(desk)).challenge);
  });

  it('are not added from a response that is wrong in any part, nor under a wrong name', async () => {
    const desk = createTestDesk(getStore());
    const visitor = await desk.visitAs('Wrong', 'reader');
    const other = await desk.visitAs('Other', 'reader');
    const wrong: Claims[] = [{ challenge: 'AAAA' }, { origin: 'https://evil.example' }, { rpId: 'evil.example' }, { isUserVerified: false }, { type: 'webauthn.get' }];
    const tryToAdd = (response: string, name = 'Key') => visitor.post('/desk/passkeys', { name, response });
    for (const claims of wrong) {
      const { status, text } = await tryToAdd(createAuthenticator(origin).register(await getCreationOptions(visitor), claims));
      assert.deepEqual([status, text.includes('value="Key"')], [422, true], JSON.stringify(claims));
    }
    for (const response of ['', 'null', '{}', '{"id":"a","response":{"clientDataJSON":"e30"}}', '{"id":1,"response":null}']) assert.equal((await tryToAdd(response)).status, 422, response);
    // The challenge of another account, of a sign-in, an old one, and one that was used.
    const device = createAuthenticator(origin);
    assert.equal((await tryToAdd(device.register(await getCreationOptions(other)))).status, 422);
    assert.equal((await tryToAdd(device.register({ ...(await getRequestOptions(desk)), rp: { id: 'localhost' }, user: { id: 'AAAA' } }))).status, 422);
    const options = await getCreationOptions(visitor);
    assert.equal((await tryToAdd(device.register(options), ' ')).status, 422);
    desk.server.time += 5 * minute;
    assert.equal((await tryToAdd(device.register(options))).status, 422);
    const response = device.register(await getCreationOptions(visitor));
    assert.equal((await tryToAdd(response)).status, 200);
    assert.equal((await tryToAdd(response)).status, 422);
    assert.deepEqual((await getStore().passkeys.getAll('Wrong')).map(({ name }) => name), ['Key']);
    // Another account cannot take it over.
    const taken = await other.post('/desk/passkeys', { name: 'Mine', response: device.register(await getCreationOptions(other)) });
    assert.match(taken.text, /was added before/);
    assert.deepEqual(await getStore().passkeys.getAll('Other'), []);
  });

  it('do not sign in with a response that is wrong in any part, and all are refused in the same words', async () => {
    const desk = createTestDesk(getStore());
    const { device } = await addPasskey(desk, 'Rita');
    const { device: foreign, visitor: foreigner } = await addPasskey(desk, 'Sven');
    const foreignHandle = (await getCreationOptions(foreigner)).user.id;
    const wrong: Record<string, Claims> = {
      challenge: { challenge: 'AAAA' },
      origin: { origin: 'https://evil.example' },
      rpId: { rpId: 'evil.example' },
      'without a check of the person': { isUserVerified: false },
      type: { type: 'webauthn.create' },
      signature: { key: foreign.privateKey },
      'unknown passkey': { id: createAuthenticator(origin).id },
      'passkey of another account': { id: foreign.id },
      'another account': { userHandle: foreignHandle },
    };
    const answers = new Set<string>();
    for (const [part, claims] of Object.entries(wrong)) {
      const { status, headers, text } = await signIn(desk, device, claims);
      assert.deepEqual([status, headers.get('Set-Cookie')], [403, null], part);
      answers.add(text);
    }
    for (const response of ['', 'null', '[]', '{"id":"a","response":{"clientDataJSON":"bnVsbA"}}']) {
      const { status, text } = await send(desk, response);
      assert.equal(status, 403, response);
      answers.add(text);
    }
    assert.equal(answers.size, 1);
    assert.equal((await signIn(desk, device)).status, 303);
  });

  it('answer a challenge once, within five minutes, and not one for adding', async () => {
    const desk = createTestDesk(getStore());
    const { device, visitor } = await addPasskey(desk, 'Once');
    const response = device.sign(await getRequestOptions(desk));
    const statuses = (await Promise.all([send(desk, response), send(desk, response), send(desk, response)])).map(({ status }) => status);
    assert.deepEqual(statuses.sort(), [303, 403, 403]);
    // A wrong answer uses it up as well.
    const options = await getRequestOptions(desk);
    assert.equal((await send(desk, device.sign(options, { origin: 'https://evil.example' }))).status, 403);
    assert.equal((await send(desk, device.sign(options))).status, 403);
    const [inTime, late] = [await getRequestOptions(desk), await getRequestOptions(desk)];
    desk.server.time += 5 * minute - 1;
    assert.equal((await send(desk, device.sign(inTime))).status, 303);
    desk.server.time += 1;
    assert.equal((await send(desk, device.sign(late))).status, 403);
    const { challenge } = await getCreationOptions(visitor);
    assert.equal((await send(desk, device.sign({ challenge, rpId: 'localhost' }))).status, 403);
  });

  it('are refused if the device counts backwards, or has counted the same twice', async () => {
    const desk = createTestDesk(getStore());
    const { device } = await addPasskey(desk, 'Counting', { counter: 5 });
    const tries: [number, number][] = [[6, 303], [6, 403], [5, 403], [0, 403], [9, 303], [8, 403]];
    for (const [counter, expected] of tries) assert.equal((await signIn(desk, device, { counter })).status, expected, String(counter));
    const [first, second] = [await getRequestOptions(desk), await getRequestOptions(desk)];
    const statuses = (await Promise.all([first, second].map((options) => send(desk, device.sign(options, { counter: 10 }))))).map(({ status }) => status);
    assert.deepEqual(statuses.sort(), [303, 403]);
  });

  it('are removed by their account only, and with it', async () => {
    const store = getStore();
    const desk = createTestDesk(store);
    const { device, visitor } = await addPasskey(desk, 'Tara');
    const owner = await desk.visitAs('Uwe', 'owner');
    assert.equal((await owner.post('/desk/passkeys/remove', { id: device.id })).status, 409);
    assert.equal((await visitor.post('/desk/passkeys/remove', { id: device.id })).status, 200);
    const entry = await getNewest(store);
    assert.deepEqual([entry.actor, entry.command, entry.ids], ['Tara', 'desk passkey remove', '["Tara"]']);
    assert.equal((await signIn(desk, device)).status, 403);

    const { device: second, visitor: leaving } = await addPasskey(desk, 'Vera');
    const options = await getCreationOptions(leaving);
    await owner.post('/desk/accounts/remove', { name: 'Vera' });
    assert.equal((await signIn(desk, second)).status, 403);
    // Someone else who gets the name does not inherit them, nor what was begun.
    const successor = await desk.visitAs('Vera', 'reader');
    assert.match((await successor.get('/desk/passkeys')).text, /no passkeys yet/);
    assert.equal((await successor.post('/desk/passkeys', { name: 'Key', response: second.register(options) })).status, 422);
  });

  it('are at most 20 for one account', async () => {
    const store = getStore();
    const desk = createTestDesk(store);
    const visitor = await desk.visitAs('Collector', 'reader');
    for (let i = 0; i < 19; i++)
      await store.passkeys.add({ id: `collected${i}`, account: 'Collector', public_key: '', counter: 0, transports: '[]', name: 'Key', created_at: '2018', last_used_at: null }, 20);
    const add = async () => visitor.post('/desk/passkeys', { name: 'Key', response: createAuthenticator(origin).register(await getCreationOptions(visitor)) });
    assert.equal((await add()).status, 200);
    assert.match((await add()).text, /You have 20 passkeys/);
  });

  it('count in the limit for wrong codes', async () => {
    const desk = createTestDesk(getStore());
    const { device } = await addPasskey(desk, 'Limited');
    desk.server.address = '203.0.113.77';
    const response = device.sign(await getRequestOptions(desk));
    for (let i = 0; i < 15; i++) {
      assert.equal((await send(desk, '{}')).status, 403);
      assert.equal((await desk.postCode('a'.repeat(32))).status, 403);
    }
    assert.equal((await send(desk, response)).status, 429);
    assert.equal((await desk.visit().post('/desk/sign-in/passkey/options')).status, 429);
    desk.server.address = '198.51.100.77';
    assert.equal((await send(desk, response)).status, 303);
  });

  it('limit how many challenges one address gets', async () => {
    const desk = createTestDesk(getStore());
    desk.server.address = '203.0.113.78';
    const statuses: number[] = [];
    for (let i = 0; i < 101; i++) statuses.push((await desk.visit().post('/desk/sign-in/passkey/options')).status);
    assert.deepEqual([statuses.filter((status) => status === 200).length, statuses.at(-1)], [100, 429]);
  });

  it('belong to the host of the public address', async () => {
    const publicOrigin = 'https://actions.example';
    const desk = createTestDesk(getStore(), [], { publicOrigin });
    const visitor = await desk.visitAs('Public', 'reader');
    const device = createAuthenticator(publicOrigin);
    const options = await getCreationOptions(visitor);
    assert.equal(options.rp.id, 'actions.example');
    assert.equal((await visitor.post('/desk/passkeys', { name: 'Key', response: device.register(options) })).status, 200);
    const { status, headers } = await signIn(desk, device);
    assert.equal(status, 303);
    assert.match(headers.get('Set-Cookie')!, /^__Host-desk=/);
    assert.equal((await signIn(desk, device, { origin })).status, 403);
  });

  it('are refused in forms of other sites', async () => {
    const desk = createTestDesk(getStore());
    const { device, visitor } = await addPasskey(desk, 'Crossing');
    const foreign = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
    for (const path of ['/desk/passkeys', '/desk/passkeys/options', '/desk/passkeys/remove', '/desk/sign-in/passkey', '/desk/sign-in/passkey/options'])
      assert.match((await visitor.post(path, { id: device.id }, foreign)).text, /not sent from the desk/, path);
    assert.equal((await signIn(desk, device)).status, 303);
  });
});

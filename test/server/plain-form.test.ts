/** The plain letter form, submitted by a browser without scripts. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { NewSubmission } from '../../src/server/db/store.ts';
import { createDetailedCampaign, parseFormFields, fillForm, submitTwice } from './forms.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTestServer, today } from './support/test-server.ts';

const toIso = (time: number) => new Date(time).toISOString();
const answers = { 'person/name': 'Anna', 'person/country': 'AU', 'fields/adult': 'on', 'consent/news': 'no' };

describeWithBothStores('the plain letter form', (store) => {
  it('stores a valid submission once, and redirects to a thank-you page', async () => {
    const campaign = createDetailedCampaign();
    const server = createTestServer(store(), [campaign]);
    await submitTwice(server, campaign, answers);
    const counts = await server.fetchCounts(campaign);
    assert.deepEqual([counts.people, counts.perPartner], [1, { newspaper: 1 }]);
    const thanks = await server.request(`/a/${campaign.id}?thanks&lang=en`);
    assert.equal(thanks.status, 200);
    assert.match(thanks.text, /We’ve received your letter/);
    assert.match(thanks.text, /<p class="count">1 .*Our goal: 10</);
    assert.doesNotMatch(thanks.text, /Anna/);
  });

  it('stores what a form of another site adds: the source of its visitors, and that it is a test, which is not counted', async () => {
    const campaign = createDetailedCampaign();
    const payloads: string[] = [];
    const real = store();
    const recordingStore = { ...real, insertSubmission: (entry: NewSubmission) => (payloads.push(entry.row.payload!), real.insertSubmission(entry)) };
    const server = createTestServer(recordingStore, [campaign]);
    const fields = await fillForm(server, `/a/${campaign.id}`, { ...answers, testing: 'true', 'tracking/source': ' leaflet ', 'tracking/medium': '' });
    assert.equal((await server.submitForm(campaign, fields)).status, 303);
    const { testing, tracking } = JSON.parse(payloads[0]!) as { testing: boolean; tracking: object };
    assert.deepEqual([testing, tracking], [true, { source: 'leaflet' }]);
    assert.equal((await server.fetchCounts(campaign)).people, 0);
  });

  it('stores the same content as an element would send, including the consent statement that was shown', async () => {
    const campaign = createDetailedCampaign();
    const payloads: string[] = [];
    const real = store();
    const recordingStore = { ...real, insertSubmission: (entry: NewSubmission) => (payloads.push(entry.row.payload!), real.insertSubmission(entry)) };
    const server = createTestServer(recordingStore, [campaign]);
    const fields = await fillForm(server, `/a/${campaign.id}`, { ...answers, 'fields/work': 'study' });
    await server.submitForm(campaign, fields);
    assert.deepEqual(JSON.parse(payloads[0]!), {
      id: fields.get('id'),
      kind: 'letter',
      language: 'en',
      person: { name: 'Anna', country: 'AU' },
      letter: {
        targets: ['minister', 'ambassador'],
        subject: 'Free Sam Sokha',
        body: 'Please let her go.\n\nShe has harmed nobody.',
      },
      fields: { work: 'study', adult: true },
      consent: [{ id: 'news', statement: 'May we write to you?\nOnce a month.', given: false, sha256: '783ccb66460735053db35abeedf3213c2b01905b3bb680b18e4e48685e736fb1' }],
      tracking: {},
    });
  });

  it('stores the email address in ASCII, and needs no postal code in a country that has none', async () => {
    const campaign = { ...createDetailedCampaign(), ask: { country: 'required' as const, email: 'required' as const, postalCode: 'required' as const } };
    const payloads: string[] = [];
    const real = store();
    const recordingStore = { ...real, insertSubmission: (entry: NewSubmission) => (payloads.push(entry.row.payload!), real.insertSubmission(entry)) };
    const server = createTestServer(recordingStore, [campaign]);
    const submitFrom = async (country: string) => {
      const more = { 'person/name': ' Anna\u3000', 'person/country': country, 'person/email': '\u200bmailto:a@müller.example,', 'person/postalCode': '' };
      return server.submitForm(campaign, await fillForm(server, `/a/${campaign.id}`, { ...answers, ...more }));
    };
    assert.equal((await submitFrom('AU')).status, 422);
    assert.equal((await submitFrom('HK')).status, 303);
    assert.deepEqual((JSON.parse(payloads[0]!) as { person: unknown }).person, { name: 'Anna', email: 'a@xn--mller-kva.example', country: 'HK' });
  });

  it('is shown again for a name in which nothing is visible', async () => {
    const campaign = createDetailedCampaign();
    const server = createTestServer(store(), [campaign]);
    const fields = await fillForm(server, `/a/${campaign.id}`, { ...answers, 'person/name': '\u200b\u200f\u3164' });
    const { status, text } = await server.submitForm(campaign, fields);
    assert.equal(status, 422);
    assert.match(text, /Enter your name/);
  });

  it('has the language of the page, whatever separates its subtags, and none that is longer than 35 characters', async () => {
    const campaign = createDetailedCampaign();
    const server = createTestServer(store(), [campaign]);
    assert.match((await server.request(`/a/${campaign.id}?lang=km_KH`)).text, /<html lang="km"/);
    assert.match((await server.request(`/a/${campaign.id}?lang=km-${'a'.repeat(33)}`)).text, /<html lang="en"/);
    const fields = await fillForm(server, `/a/${campaign.id}`, { ...answers, language: 'a-'.repeat(20_000) });
    assert.equal((await server.submitForm(campaign, fields)).status, 422);
  });

  it('has the direction of the page in empty fields', async () => {
    const campaign = createDetailedCampaign();
    const { text } = await createTestServer(store(), [campaign]).request(`/a/${campaign.id}?lang=ar`);
    assert.match(text, /<input id="person\/name"[^>]* dir="auto" placeholder=" "/);
  });

  it('is sent only to the targets for the supporter’s country', async () => {
    const campaign = createDetailedCampaign();
    const recipients: unknown[] = [];
    const real = store();
    const recordingStore = { ...real, insertSubmission: (entry: NewSubmission) => (recipients.push(JSON.parse(entry.row.recipients)), real.insertSubmission(entry)) };
    const server = createTestServer(recordingStore, [campaign]);
    for (const country of ['KH', 'AU']) {
      const fields = await fillForm(server, `/a/${campaign.id}`, { ...answers, 'person/country': country });
      assert.equal((await server.submitForm(campaign, fields)).status, 303);
    }
    assert.deepEqual(recipients, [['minister'], ['minister', 'ambassador']]);
  });

  it('shows errors in a summary and next to the fields, and keeps all values', async () => {
    const campaign = createDetailedCampaign();
    const server = createTestServer(store(), [campaign]);
    const values = { 'person/email': 'no <address>', 'person/country': 'KH', 'letter/body': 'My "own" words.', 'fields/why': '</textarea>' };
    const fields = await fillForm(server, `/a/${campaign.id}`, values);
    const { status, text, headers } = await server.submitForm(campaign, fields);
    assert.equal(status, 422);
    assert.match(headers.get('Content-Type')!, /^text\/html/);
    assert.match(text, /role="alert" tabindex="-1" autofocus/);
    for (const [name, message] of [
      ['person/name', 'Enter your name'],
      ['person/email', 'Enter a valid email address, such as name@example.org'],
      ['fields/adult', 'Please answer: I am an adult'],
      ['consent/news', 'Please answer yes or no: May we write to you?\nOnce a month.'],
    ] as const) {
      assert.ok(text.includes(`<a href="#${name}">${message}</a>`), name);
      assert.ok(text.includes(`id="${name}-error">${message}</p>`), name);
      assert.match(text, new RegExp(`id="${name}"[^>]*aria-describedby="[^"]*${name}-error`));
    }
    const returnedFields = parseFormFields(text);
    returnedFields.sort();
    fields.sort();
    assert.equal(returnedFields.toString(), fields.toString());
    for (const [name, value] of Object.entries(answers)) returnedFields.set(name, value);
    returnedFields.set('person/email', 'anna@example.org');
    assert.equal((await server.submitForm(campaign, returnedFields)).status, 303);
    assert.equal((await server.fetchCounts(campaign)).people, 1);
  });

  it('requires an answer to each consent question, and accepts a no', async () => {
    const campaign = createDetailedCampaign();
    const server = createTestServer(store(), [campaign]);
    const fields = await fillForm(server, `/a/${campaign.id}`, answers);
    fields.delete('consent/news');
    assert.equal((await server.submitForm(campaign, fields)).status, 422);
    fields.set('consent/news', 'no');
    assert.equal((await server.submitForm(campaign, fields)).status, 303);
  });

  it('gets a new id if it was submitted again with other text, so that this can be sent as well', async () => {
    const campaign = createDetailedCampaign();
    const server = createTestServer(store(), [campaign]);
    const fields = await fillForm(server, `/a/${campaign.id}`, answers);
    await server.submitForm(campaign, fields);
    fields.set('letter/body', 'Other words.');
    const { status, text } = await server.submitForm(campaign, fields);
    assert.equal(status, 409);
    assert.match(text, /We’ve already received a letter from this form/);
    const returnedFields = parseFormFields(text);
    assert.notEqual(returnedFields.get('id'), fields.get('id'));
    assert.equal(returnedFields.get('letter/body'), 'Other words.');
    assert.equal((await server.submitForm(campaign, returnedFields)).status, 303);
  });

  it('returns the text if it was submitted too late, too early or from an origin that is not allowed', async () => {
    const closed = createDetailedCampaign({ closes: toIso(today + 1), closed: { at: toIso(today + 1), text: 'She is free.', people: 10_000 } });
    const upcoming = createDetailedCampaign({ opens: toIso(today + 10_000) });
    const strict = createDetailedCampaign({ origins: ['https://partner.example'] });
    const server = createTestServer(store(), [closed, upcoming, strict]);
    const values = { ...answers, id: crypto.randomUUID(), 'letter/subject': 'Mine', 'letter/body': 'My <own> words.' };
    const fields = await fillForm(server, `/a/${closed.id}`, values);
    server.time += 1;
    const late = await server.submitForm(closed, fields);
    assert.equal(late.status, 410);
    assert.match(late.text, /closed before we received your letter/);
    const tooEarly = await server.submitForm(upcoming, values);
    assert.equal(tooEarly.status, 403);
    assert.match(tooEarly.text, /opens on July 20, 2018/);
    const forbidden = await server.request(`/campaigns/${strict.id}/submissions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'https://evil.example' },
      body: new URLSearchParams(values).toString(),
    });
    assert.equal(forbidden.status, 403);
    for (const { text, headers } of [late, tooEarly, forbidden]) {
      assert.match(headers.get('Content-Type')!, /^text\/html/);
      assert.match(text, /My &lt;own&gt; words\./);
    }
  });

  it('returns the text if the campaign no longer exists', async () => {
    const server = createTestServer(store(), []);
    const { status, text } = await server.submitForm(createDetailedCampaign(), { 'letter/body': 'My words.', language: 'en' });
    assert.equal(status, 404);
    assert.match(text, /My words\./);
  });

  it('limits the length of the decoded text, not of the percent-encoded body', async () => {
    const campaign = createDetailedCampaign();
    campaign.letter.maxLength = 3000;
    const server = createTestServer(store(), [campaign]);
    const khmer = await fillForm(server, `/a/${campaign.id}`, { ...answers, 'letter/body': 'ខ្ញុំ'.repeat(1500) });
    assert.ok(khmer.toString().length > 64 * 1024);
    assert.equal((await server.submitForm(campaign, khmer)).status, 303);
    const long = await fillForm(server, `/a/${campaign.id}`, { ...answers, 'letter/body': 'x'.repeat(66_000) });
    const { status, text } = await server.submitForm(campaign, long);
    assert.equal(status, 413);
    assert.match(text, /too long to send/);
    assert.match(text, /x{66000}/);
    const enormous = await server.submitForm(campaign, { 'letter/body': 'x'.repeat(200_000) });
    assert.equal(enormous.status, 413);
    assert.match(enormous.headers.get('Content-Type')!, /^text\/html/);
  });

  for (const [name, value] of [['a Latin-1 letter', 'Ren%E9e'], ['a cut-off character', '%E1%9E'], ['a surrogate', '%ED%A0%80'], ['an unfinished escape', '100%']])
    it(`is refused with a page, and not stored, if its percent-encoding is not UTF-8: ${name}`, async () => {
      const campaign = createDetailedCampaign();
      const server = createTestServer(store(), [campaign]);
      const fields = await fillForm(server, `/a/${campaign.id}`, answers);
      const { status, text, headers } = await server.request(`/campaigns/${campaign.id}/submissions`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: fields.toString().replace('person%2Fname=Anna', `person%2Fname=${value}`),
      });
      assert.equal(status, 400);
      assert.match(headers.get('Content-Type')!, /^text\/html/);
      assert.match(text, /Your letter was not accepted/);
      assert.equal((await server.fetchCounts(campaign)).people, 0);
    });

  it('is shown again with all values if the store is unavailable', async () => {
    const campaign = createDetailedCampaign();
    const server = createTestServer({ ...store(), insertSubmission: () => Promise.reject(new Error('gone')) }, [campaign]);
    const fields = await fillForm(server, `/a/${campaign.id}`, { ...answers, 'letter/body': 'My own words.' });
    const { status, text, headers } = await server.submitForm(campaign, fields);
    assert.equal(status, 503);
    assert.ok(Number(headers.get('Retry-After')) > 0);
    assert.match(text, /Your text is still here/);
    assert.equal(parseFormFields(text).get('letter/body'), 'My own words.');
    assert.equal(parseFormFields(text).get('id'), fields.get('id'));
  });
});

/** A plain form sent by a browser without scripts. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { NewSubmission } from '../../src/server/db/store.ts';
import { createDetailedCampaign, parseFormFields, fillForm, submitTwice } from './forms.ts';
import { createTestServer, describeWithBothStores, today } from './support.ts';

const at = (time: number) => new Date(time).toISOString();
const answers = { 'person/name': 'Anna', 'person/country': 'AU', 'fields/adult': 'on', 'consent/news': 'no' };

describeWithBothStores('a plain form', (store) => {
  it('that is filled in right is stored once, and answered with a page of thanks', async () => {
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

  it('is kept as a page would send it: words, answers and the statement that was shown', async () => {
    const campaign = createDetailedCampaign();
    const kept: string[] = [];
    const real = store();
    const watching = { ...real, insertSubmission: (entry: NewSubmission) => (kept.push(entry.payload!), real.insertSubmission(entry)) };
    const server = createTestServer(watching, [campaign]);
    const fields = await fillForm(server, `/a/${campaign.id}`, { ...answers, 'fields/work': 'study' });
    await server.submitForm(campaign, fields);
    assert.deepEqual(JSON.parse(kept[0]!), {
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
      consent: [{ id: 'news', statement: 'May we write to you?\nOnce a month.', given: false }],
      tracking: {},
    });
  });

  it('goes to those alone who are offered where the supporter lives', async () => {
    const campaign = createDetailedCampaign();
    const written: unknown[] = [];
    const real = store();
    const watching = { ...real, insertSubmission: (entry: NewSubmission) => (written.push(JSON.parse(entry.recipients)), real.insertSubmission(entry)) };
    const server = createTestServer(watching, [campaign]);
    for (const country of ['KH', 'AU']) {
      const fields = await fillForm(server, `/a/${campaign.id}`, { ...answers, 'person/country': country });
      assert.equal((await server.submitForm(campaign, fields)).status, 303);
    }
    assert.deepEqual(written, [['minister'], ['minister', 'ambassador']]);
  });

  it('with faults comes back: each beside its field and above, and nothing typed is lost', async () => {
    const campaign = createDetailedCampaign();
    const server = createTestServer(store(), [campaign]);
    const typed = { 'person/email': 'no <address>', 'person/country': 'KH', 'letter/body': 'My "own" words.', 'fields/why': '</textarea>' };
    const fields = await fillForm(server, `/a/${campaign.id}`, typed);
    const { status, text, headers } = await server.submitForm(campaign, fields);
    assert.equal(status, 422);
    assert.match(headers.get('Content-Type')!, /^text\/html/);
    assert.match(text, /role="alert" tabindex="-1" autofocus/);
    for (const [name, sentence] of [
      ['person/name', 'Enter your name'],
      ['person/email', 'Enter a valid email address, such as name@example.org'],
      ['fields/adult', 'Please answer: I am an adult'],
      ['consent/news', 'Please answer yes or no: May we write to you?\nOnce a month.'],
    ] as const) {
      assert.ok(text.includes(`<a href="#${name}">${sentence}</a>`), name);
      assert.ok(text.includes(`id="${name}-error">${sentence}</p>`), name);
      assert.match(text, new RegExp(`id="${name}"[^>]*aria-describedby="[^"]*${name}-error`));
    }
    const again = parseFormFields(text);
    again.sort();
    fields.sort();
    assert.equal(again.toString(), fields.toString());
    for (const [name, value] of Object.entries(answers)) again.set(name, value);
    again.set('person/email', 'anna@example.org');
    assert.equal((await server.submitForm(campaign, again)).status, 303);
    assert.equal((await server.fetchCounts(campaign)).people, 1);
  });

  it('asks for an answer to each question, and takes a no for a no', async () => {
    const campaign = createDetailedCampaign();
    const server = createTestServer(store(), [campaign]);
    const fields = await fillForm(server, `/a/${campaign.id}`, answers);
    fields.delete('consent/news');
    assert.equal((await server.submitForm(campaign, fields)).status, 422);
    fields.set('consent/news', 'no');
    assert.equal((await server.submitForm(campaign, fields)).status, 303);
  });

  it('sent again with other words comes back under a fresh id, so that it can be sent as well', async () => {
    const campaign = createDetailedCampaign();
    const server = createTestServer(store(), [campaign]);
    const fields = await fillForm(server, `/a/${campaign.id}`, answers);
    await server.submitForm(campaign, fields);
    fields.set('letter/body', 'Other words.');
    const { status, text } = await server.submitForm(campaign, fields);
    assert.equal(status, 409);
    assert.match(text, /We’ve already received a letter from this form/);
    const again = parseFormFields(text);
    assert.notEqual(again.get('id'), fields.get('id'));
    assert.equal(again.get('letter/body'), 'Other words.');
    assert.equal((await server.submitForm(campaign, again)).status, 303);
  });

  it('that comes too late, too early or from a strange site gives the words back', async () => {
    const closed = createDetailedCampaign({ closes: at(today + 1), closed: { at: at(today + 1), text: 'She is free.', people: 10_000 } });
    const early = createDetailedCampaign({ opens: at(today + 10_000) });
    const strict = createDetailedCampaign({ origins: ['https://partner.example'] });
    const server = createTestServer(store(), [closed, early, strict]);
    const words = { ...answers, id: crypto.randomUUID(), 'letter/subject': 'Mine', 'letter/body': 'My <own> words.' };
    const fields = await fillForm(server, `/a/${closed.id}`, words);
    server.time += 1;
    const late = await server.submitForm(closed, fields);
    assert.equal(late.status, 410);
    assert.match(late.text, /closed before we received your letter/);
    const soon = await server.submitForm(early, words);
    assert.equal(soon.status, 403);
    assert.match(soon.text, /opens on July 20, 2018/);
    const strange = await server.request(`/campaigns/${strict.id}/submissions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'https://evil.example' },
      body: new URLSearchParams(words).toString(),
    });
    assert.equal(strange.status, 403);
    for (const { text, headers } of [late, soon, strange]) {
      assert.match(headers.get('Content-Type')!, /^text\/html/);
      assert.match(text, /My &lt;own&gt; words\./);
    }
  });

  it('to a campaign that is gone gives the words back as well', async () => {
    const server = createTestServer(store(), []);
    const { status, text } = await server.submitForm(createDetailedCampaign(), { 'letter/body': 'My words.', language: 'en' });
    assert.equal(status, 404);
    assert.match(text, /My words\./);
  });

  it('may be long in percent signs, not in words', async () => {
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

  it('comes back with everything where nothing can be stored at the moment', async () => {
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

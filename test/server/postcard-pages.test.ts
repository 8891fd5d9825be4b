/** The plain postcard form, submitted by a browser without scripts. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { NewSubmission } from '../../src/server/db/store.ts';
import { setPaths } from '../campaign/support/set-path.ts';
import { createFullCampaign } from '../campaign/support/full-campaign.ts';
import { randomRuns } from '../support/random-runs.ts';
import { parseFormFields, fillForm, getThanksLocation, submitTwice } from './forms.ts';
import { createLetterCampaign, createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { describeWithBothStores, describeWithStores } from './support/stores.ts';
import { createTestServer, today } from './support/test-server.ts';

/** A campaign with every kind of field in its postcard form. */
const createDetailedPostcardCampaign = (more: Partial<Campaign['postcard'] & object> = {}, rest: Partial<Campaign> = {}): Campaign => {
  const { postcard: card, people, ...campaign } = createPostcardCampaign({
    ask: { name: 'optional', email: 'optional', country: 'required' },
    fields: [{ id: 'work', label: 'What do you do?', type: 'select', options: ['study', 'work'] }],
    consent: [{ id: 'news', statement: 'May we write to you?' }],
    retention: { days: 30 },
    goal: { steps: [10], showFrom: 1 },
    translations: { km: { title: 'ដោះលែង', people: { 'ny-sokha': { name: 'នី សុខា' } } } },
  });
  return {
    ...campaign,
    people: [{ ...people![0]!, place: 'Prey Sar' }, people![1]!],
    postcard: {
      ...card!,
      designs: [{ id: 'lotus', src: 'lotus.jpg', alt: 'A lotus' }, { id: 'river', src: '/river.jpg', alt: 'A river' }],
      guidance: ['Be kind.', 'Name nobody <else>.'],
      offices: [{ name: 'An office', address: 'Street 1\n\nPhnom Penh', url: 'https://office.example' }],
      ...more,
    },
    ...rest,
  };
};
const answers = {
  'postcard/to': 'ny-sokha',
  'postcard/message': 'We think of you.',
  'postcard/from': 'A friend',
  'person/country': 'AU',
  'consent/news': 'no',
};

describeWithBothStores('the plain postcard form', (store) => {
  it('stores a valid submission once, counts it for its recipient, and redirects to a thank-you page', async () => {
    const campaign = createDetailedPostcardCampaign();
    const server = createTestServer(store(), [campaign]);
    await submitTwice(server, campaign, answers);
    const { people, letters, postcards, perPerson, perPartner } = await server.fetchCounts(campaign);
    assert.deepEqual([people, letters, postcards.received, perPerson, perPartner], [1, 0, 1, { 'ny-sokha': 1, 'lim-mony': 0 }, { newspaper: 1 }]);
    const { text } = await server.request(`/a/${campaign.id}?thanks&lang=en`);
    assert.match(text, /We’ve received your card.*will read, print and deliver it\./s);
    assert.doesNotMatch(text, /your letter|A friend|We think/i);
  });

  it('stores the same content as an element would send', async () => {
    const campaign = createDetailedPostcardCampaign();
    const payloads: string[] = [];
    const real = store();
    const server = createTestServer({ ...real, insertSubmission: (entry: NewSubmission) => (payloads.push(entry.row.payload!), real.insertSubmission(entry)) }, [campaign]);
    const send = async (more: Record<string, string>) => {
      const fields = await fillForm(server, `/a/${campaign.id}`, { ...answers, ...more });
      fields.append('postcard/to', 'lim-mony');
      assert.equal((await server.submitForm(campaign, fields)).status, 303);
      return [fields.get('id'), JSON.parse(payloads.at(-1)!)] as const;
    };
    const [id, sent] = await send({ 'postcard/publish': 'yes', 'postcard/design': 'river', 'postcard/message': 'One\r\n\r\ntwo ' });
    assert.deepEqual(sent, {
      id,
      kind: 'postcard',
      language: 'en',
      person: { country: 'AU' },
      postcard: { to: ['ny-sokha', 'lim-mony'], design: 'river', message: 'One\n\ntwo', from: 'A friend', publish: true },
      consent: [{ id: 'news', statement: 'May we write to you?', given: false, sha256: '2cb836844f086067fddbadcd8f160cb3c02124ace0522d6ec90773ca815d5323' }],
      tracking: {},
    });
    // Without an answer, the card must not be published.
    assert.equal((await send({}))[1].postcard.publish, undefined);
    assert.equal((await send({ 'postcard/publish': 'no' }))[1].postcard.publish, false);
  });

  it('shows errors in a summary and next to the fields, and keeps all values', async () => {
    const campaign = createDetailedPostcardCampaign();
    const server = createTestServer(store(), [campaign]);
    const values = { 'postcard/message': `</textarea> ${'x'.repeat(120)}`, 'postcard/publish': 'no', 'postcard/design': 'river' };
    const fields = await fillForm(server, `/a/${campaign.id}`, values);
    const { status, text } = await server.submitForm(campaign, fields);
    assert.equal(status, 422);
    assert.match(text, /There are 5 problems with your card/);
    for (const [name, message] of [
      ['postcard/to', 'Choose who you want to write to'],
      ['postcard/message', 'Shorten your message by 32 characters'],
      ['postcard/from', 'Enter a name to sign your card'],
      ['person/country', 'Choose the country you live in'],
      ['consent/news', 'Please answer yes or no: May we write to you?'],
    ] as const) {
      assert.ok(text.includes(`<a href="#${name}">${message}</a>`), name);
      assert.match(text, new RegExp(`id="${name}"[^>]*aria-describedby="[^"]*${name}-error`));
    }
    const returnedFields = parseFormFields(text);
    returnedFields.sort();
    fields.sort();
    assert.equal(returnedFields.toString(), fields.toString());
    for (const [name, value] of Object.entries(answers)) returnedFields.set(name, value);
    assert.equal((await server.submitForm(campaign, returnedFields)).status, 303);
  });

  it('asks for a new choice when no design is chosen or a person is no longer offered', async () => {
    const campaign = createDetailedPostcardCampaign();
    const server = createTestServer(store(), [campaign]);
    const fields = await fillForm(server, `/a/${campaign.id}`, { ...answers, 'postcard/to': 'nobody' });
    fields.delete('postcard/design');
    const { text } = await server.submitForm(campaign, fields);
    assert.match(text, /<a href="#postcard\/design">Choose a design<\/a>/);
    assert.match(text, /<a href="#postcard\/to">Choose who you want to write to<\/a>/);
  });

  it('has its own messages for a conflict, a late submission and an unknown campaign', async () => {
    const campaign = createDetailedPostcardCampaign({}, { closes: new Date(today + 1).toISOString() });
    const server = createTestServer(store(), [campaign]);
    const fields = await fillForm(server, `/a/${campaign.id}`, answers);
    await server.submitForm(campaign, fields);
    fields.set('postcard/message', 'Other words.');
    const conflict = await server.submitForm(campaign, fields);
    assert.equal(conflict.status, 409);
    assert.match(conflict.text, /We’ve already received a card from this form/);
    assert.notEqual(parseFormFields(conflict.text).get('id'), fields.get('id'));
    server.time += 1;
    const late = await server.submitForm(campaign, parseFormFields(conflict.text));
    assert.equal(late.status, 410);
    assert.match(late.text, /closed before we received your card.*Other words\./s);
    const unknown = await createTestServer(store(), []).submitForm(campaign, { kind: 'postcard', language: 'en', 'postcard/message': 'My words.' });
    assert.match(unknown.text, /Copy your message.*My words\./s);
  });
});

describeWithStores(['sqlite'], 'the page of a postcard campaign', (store) => {
  const page = async (campaign: Campaign, query = '') => (await createTestServer(store(), [campaign]).request(`/a/${campaign.id}${query}`)).text;

  it('shows guidance before the message, designs with their descriptions, and the offices with paper cards', async () => {
    const text = await page(createDetailedPostcardCampaign());
    assert.match(text, /<form .*Be kind\..*Name nobody &lt;else&gt;\..*<textarea id="postcard\/message".*<\/form>.*An office.*Phnom Penh/s);
    assert.match(text, /<input type="radio" name="postcard\/design" value="river" required><span><img src="http:\/\/localhost\/river.jpg" alt="A river">/);
    assert.match(text, /Up to 100 characters/);
    assert.match(text, /<strong>Ny Sokha<\/strong> <span class="muted">Prey Sar<\/span>/);
    assert.match(text, /go to the people you are writing to.*will see the other details.*after 30 days/s);
    assert.match(await page(createDetailedPostcardCampaign(), '?lang=km'), /<strong>នី សុខា<\/strong>/);
    assert.doesNotMatch(text, / style=| on\w+=|<script>/);
  });

  it('preselects neither a recipient nor an answer about publication', async () => {
    const text = await page(createDetailedPostcardCampaign());
    assert.deepEqual(parseFormFields(text).getAll('postcard/to'), []);
    assert.equal(parseFormFields(text).has('postcard/publish'), false);
    assert.match(text, /<input type="radio" name="postcard\/publish" value="yes">/);
    assert.match(text, /<fieldset[^>]*id="postcard\/publish"[^>]*aria-describedby="postcard\/publish-hint"/);
    assert.doesNotMatch(await page(createDetailedPostcardCampaign({ publish: 'never' })), /postcard\/publish/);
  });

  it('suggests the person with the fewest cards, if the campaign enables that', async () => {
    const campaign = createDetailedPostcardCampaign({ suggest: 'fewest', choose: 'one' });
    const server = createTestServer(store(), [campaign]);
    const fetchSuggestion = async () => parseFormFields((await server.request(`/a/${campaign.id}`)).text).getAll('postcard/to');
    const suggestions = new Set<string>();
    for (let i = 0; i < 60 && suggestions.size < 2; i++) suggestions.add((await fetchSuggestion()).join());
    assert.deepEqual([...suggestions].sort(), ['lim-mony', 'ny-sokha']);
    const card = { to: ['ny-sokha'], design: 'lotus', message: 'Hello', from: 'A' };
    assert.equal((await server.submit(campaign, createPostcard({ person: { country: 'AU' }, postcard: card }))).status, 201);
    for (let i = 0; i < 5; i++) assert.deepEqual(await fetchSuggestion(), ['lim-mony']);
    assert.match((await server.request(`/a/${campaign.id}`)).text, /Lim Mony<\/strong><\/span> <em class="muted">Fewest cards so far/);
    // A supporter who removed the suggestion does not get it again.
    const fields = await fillForm(server, `/a/${campaign.id}`, {});
    fields.delete('postcard/to');
    assert.deepEqual(parseFormFields((await server.submitForm(campaign, fields)).text).getAll('postcard/to'), []);
  });

  it('offers recipients as checkboxes, as radio buttons or not at all', async () => {
    assert.match(await page(createDetailedPostcardCampaign({ choose: 'some' })), /<input type="checkbox" name="postcard\/to" value="lim-mony">/);
    assert.match(await page(createDetailedPostcardCampaign({ choose: 'one' })), /<input type="radio" name="postcard\/to" value="lim-mony" required>/);
    assert.deepEqual(parseFormFields(await page(createDetailedPostcardCampaign({ choose: 'all' }))).getAll('postcard/to'), ['ny-sokha', 'lim-mony']);
    const [lotus] = createDetailedPostcardCampaign().postcard!.designs;
    assert.equal(parseFormFields(await page(createDetailedPostcardCampaign({ designs: [lotus!] }))).get('postcard/design'), 'lotus');
  });

  it('shows the letter or the postcard of a campaign with both, depending on the query', async () => {
    const both = { ...createDetailedPostcardCampaign(), letter: createLetterCampaign().letter };
    for (const kind of ['letter', 'postcard']) {
      const text = await page(both, `?kind=${kind}`);
      assert.equal(parseFormFields(text).get('kind'), kind);
      assert.match(text, kind === 'letter' ? /<action-letter / : /<postcard-form /);
    }
    const server = createTestServer(store(), [both]);
    const answer = await server.submitForm(both, await fillForm(server, `/a/${both.id}?kind=postcard`, answers));
    assert.equal(getThanksLocation(answer), `/a/${both.id}?thanks&lang=en&kind=postcard`);
    assert.match(await page(both, '?thanks&kind=postcard'), /We’ve received your card/);
    assert.match(await page(both, '?thanks&kind=letter'), /We’ve received your letter/);
  });

  it('is available for any valid campaign, and accepts or rejects any submission without a failure', async () => {
    const changes: fc.Arbitrary<Record<string, unknown>> = fc.record(
      {
        '/language': fc.constantFrom('en', 'km', 'ar', 'pt-BR'),
        '/letter/choose': fc.constantFrom('all', 'some', 'one'),
        '/letter/editable': fc.constantFrom('all', 'body', 'none'),
        '/postcard/choose': fc.constantFrom('all', 'some', 'one'),
        '/postcard/suggest': fc.constantFrom('fewest', 'none'),
        '/postcard/publish': fc.constantFrom('ask', 'never'),
        '/postcard/to': fc.constantFrom(['lim-mony'], ['lim-mony', 'ny-sokha'], ['nobody']),
        '/postcard/guidance': fc.constantFrom([], ['']),
        '/postcard/offices': fc.constant(undefined),
        '/postcard': fc.constant(undefined),
        '/letter': fc.constant(undefined),
        '/people': fc.constantFrom(undefined, []),
        '/ask': fc.constantFrom(undefined, {}, { name: 'no' }, { email: 'required', postalCode: 'required' }),
        '/closes': fc.constant(undefined),
        '/goal': fc.constant(undefined),
        '/translations/km/people': fc.constant({ 'lim-mony': { place: 'ភ្នំពេញ' } }),
      },
      { requiredKeys: [] },
    );
    const textPaths = ['/title', '/summary', '/organiser/name', '/people/1/name', '/people/1/place', '/postcard/designs/0/alt', '/postcard/offices/0/address', '/fields/0/label', '/consent/0/statement', '/letter/body', '/translations/km/title'];
    const texts = fc.dictionary(fc.constantFrom(...textPaths), fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), fc.constantFrom('<b>', '"', '</textarea>', '\0', '\ud800', ' ')));
    const campaigns = fc.tuple(texts, changes).map(([some, more]) => setPaths(setPaths(createFullCampaign(), some), more) as Campaign);
    const formValues = fc.dictionary(
      fc.constantFrom('kind', 'language', 'postcard/to', 'postcard/design', 'postcard/message', 'postcard/from', 'postcard/publish', 'letter/body', 'letter/targets', 'person/name', 'person/country'),
      fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('postcard', 'letter', 'yes', 'lim-mony', 'lotus', 'AU', 'km')),
    );
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(campaigns, fc.constantFrom('letter', 'postcard', 'x'), formValues, async (campaign, kind, answers) => {
        const server = createTestServer(store(), [campaign]);
        server.time = Date.parse('2016-10-10T12:00:00Z');
        const response = await server.request(`/a/${campaign.id}?kind=${kind}`);
        assert.equal(response.status, 200, response.text);
        const fields = parseFormFields(response.text);
        for (const [name, value] of Object.entries(answers)) fields.set(name, value);
        const { status, text } = await server.submitForm(campaign, fields);
        assert.ok([303, 403, 410, 422].includes(status), `${status} ${text}`);
        statuses.add(status);
        assert.equal((await server.request(`/a/${campaign.id}?thanks&kind=${kind}`)).status, 200);
        assert.deepEqual(server.logLines, []);
      }),
      { numRuns: randomRuns(100) },
    );
    assert.ok(statuses.has(422), [...statuses].join());
  });
});

/** The plain form of a card, sent by a browser without scripts. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { NewSubmission } from '../../src/server/db/store.ts';
import { setPaths } from '../campaign/support/set-path.ts';
import { createFullCampaign } from '../campaign/support/full-campaign.ts';
import { parseFormFields, fillForm, submitTwice } from './forms.ts';
import { createTestServer, createLetterCampaign, describeWithBothStores, describeWithStores, createPostcard, createPostcardCampaign, today } from './support.ts';

/** One with all that a card's form can ask. */
const asking = (more: Partial<Campaign['postcard'] & object> = {}, rest: Partial<Campaign> = {}): Campaign => {
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

describeWithBothStores('a plain form of a card', (store) => {
  it('that is filled in right is stored once, counted for whom it is, and answered with thanks', async () => {
    const campaign = asking();
    const server = createTestServer(store(), [campaign]);
    await submitTwice(server, campaign, answers);
    const { people, letters, postcards, perPerson, perPartner } = await server.fetchCounts(campaign);
    assert.deepEqual([people, letters, postcards.received, perPerson, perPartner], [1, 0, 1, { 'ny-sokha': 1, 'lim-mony': 0 }, { newspaper: 1 }]);
    const { text } = await server.request(`/a/${campaign.id}?thanks&lang=en`);
    assert.match(text, /We’ve received your card.*will read, print and deliver it\./s);
    assert.doesNotMatch(text, /your letter|A friend|We think/i);
  });

  it('is kept as a page would send it', async () => {
    const campaign = asking();
    const kept: string[] = [];
    const real = store();
    const server = createTestServer({ ...real, insertSubmission: (entry: NewSubmission) => (kept.push(entry.payload!), real.insertSubmission(entry)) }, [campaign]);
    const send = async (more: Record<string, string>) => {
      const fields = await fillForm(server, `/a/${campaign.id}`, { ...answers, ...more });
      fields.append('postcard/to', 'lim-mony');
      assert.equal((await server.submitForm(campaign, fields)).status, 303);
      return [fields.get('id'), JSON.parse(kept.at(-1)!)] as const;
    };
    const [id, sent] = await send({ 'postcard/publish': 'yes', 'postcard/design': 'river', 'postcard/message': 'One\r\n\r\ntwo ' });
    assert.deepEqual(sent, {
      id,
      kind: 'postcard',
      language: 'en',
      person: { country: 'AU' },
      postcard: { to: ['ny-sokha', 'lim-mony'], design: 'river', message: 'One\n\ntwo', from: 'A friend', publish: true },
      consent: [{ id: 'news', statement: 'May we write to you?', given: false }],
      tracking: {},
    });
    // Who says nothing is not shown.
    assert.equal((await send({}))[1].postcard.publish, undefined);
    assert.equal((await send({ 'postcard/publish': 'no' }))[1].postcard.publish, false);
  });

  it('with faults comes back: each beside its field and above, and nothing typed is lost', async () => {
    const campaign = asking();
    const server = createTestServer(store(), [campaign]);
    const typed = { 'postcard/message': `</textarea> ${'x'.repeat(120)}`, 'postcard/publish': 'no', 'postcard/design': 'river' };
    const fields = await fillForm(server, `/a/${campaign.id}`, typed);
    const { status, text } = await server.submitForm(campaign, fields);
    assert.equal(status, 422);
    assert.match(text, /There are 5 problems with your card/);
    for (const [name, sentence] of [
      ['postcard/to', 'Choose who you want to write to'],
      ['postcard/message', 'Shorten your message by 32 characters'],
      ['postcard/from', 'Enter a name to sign your card'],
      ['person/country', 'Choose the country you live in'],
      ['consent/news', 'Please answer yes or no: May we write to you?'],
    ] as const) {
      assert.ok(text.includes(`<a href="#${name}">${sentence}</a>`), name);
      assert.match(text, new RegExp(`id="${name}"[^>]*aria-describedby="[^"]*${name}-error`));
    }
    const again = parseFormFields(text);
    again.sort();
    fields.sort();
    assert.equal(again.toString(), fields.toString());
    for (const [name, value] of Object.entries(answers)) again.set(name, value);
    assert.equal((await server.submitForm(campaign, again)).status, 303);
  });

  it('asks for a new choice when no design is chosen or a person is no longer offered', async () => {
    const campaign = asking();
    const server = createTestServer(store(), [campaign]);
    const fields = await fillForm(server, `/a/${campaign.id}`, { ...answers, 'postcard/to': 'nobody' });
    fields.delete('postcard/design');
    const { text } = await server.submitForm(campaign, fields);
    assert.match(text, /<a href="#postcard\/design">Choose a design<\/a>/);
    assert.match(text, /<a href="#postcard\/to">Choose who you want to write to<\/a>/);
  });

  it('that is sent again with other words, comes too late or is refused says so of a card', async () => {
    const campaign = asking({}, { closes: new Date(today + 1).toISOString() });
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
    const gone = await createTestServer(store(), []).submitForm(campaign, { kind: 'postcard', language: 'en', 'postcard/message': 'My words.' });
    assert.match(gone.text, /Copy your message.*My words\./s);
  });
});

describeWithStores(['sqlite'], 'the page of a card', (store) => {
  const page = async (campaign: Campaign, query = '') => (await createTestServer(store(), [campaign]).request(`/a/${campaign.id}${query}`)).text;

  it('shows guidance before the words, fronts with what is on them, and where paper cards are', async () => {
    const text = await page(asking());
    assert.match(text, /<form .*Be kind\..*Name nobody &lt;else&gt;\..*<textarea id="postcard\/message".*<\/form>.*An office.*Phnom Penh/s);
    assert.match(text, /<input type="radio" name="postcard\/design" value="river" required><span><img src="http:\/\/localhost\/river.jpg" alt="A river">/);
    assert.match(text, /Up to 100 characters/);
    assert.match(text, /<strong>Ny Sokha<\/strong> <span class="muted">Prey Sar<\/span>/);
    assert.match(text, /go to the people you are writing to.*will see the other details.*after 30 days/s);
    assert.match(await page(asking(), '?lang=km'), /<strong>នី សុខា<\/strong>/);
    assert.doesNotMatch(text, / style=| on\w+=|<script>/);
  });

  it('leaves showing the card in public to its sender, and chooses nobody', async () => {
    const text = await page(asking());
    assert.deepEqual(parseFormFields(text).getAll('postcard/to'), []);
    assert.equal(parseFormFields(text).has('postcard/publish'), false);
    assert.match(text, /<input type="radio" name="postcard\/publish" value="yes">/);
    assert.match(text, /<fieldset[^>]*id="postcard\/publish"[^>]*aria-describedby="postcard\/publish-hint"/);
    assert.doesNotMatch(await page(asking({ publish: 'never' })), /postcard\/publish/);
  });

  it('suggests whoever has got the fewest cards, where the campaign wants that', async () => {
    const campaign = asking({ suggest: 'fewest', choose: 'one' });
    const server = createTestServer(store(), [campaign]);
    const suggested = async () => parseFormFields((await server.request(`/a/${campaign.id}`)).text).getAll('postcard/to');
    const first = new Set<string>();
    for (let i = 0; i < 60 && first.size < 2; i++) first.add((await suggested()).join());
    assert.deepEqual([...first].sort(), ['lim-mony', 'ny-sokha']);
    const card = { to: ['ny-sokha'], design: 'lotus', message: 'Hello', from: 'A' };
    assert.equal((await server.submit(campaign, createPostcard({ person: { country: 'AU' }, postcard: card }))).status, 201);
    for (let i = 0; i < 5; i++) assert.deepEqual(await suggested(), ['lim-mony']);
    assert.match((await server.request(`/a/${campaign.id}`)).text, /Lim Mony<\/strong><\/span> <em class="muted">Fewest cards so far/);
    // Whoever took the choice back is not talked into it again.
    const fields = await fillForm(server, `/a/${campaign.id}`, {});
    fields.delete('postcard/to');
    assert.deepEqual(parseFormFields((await server.submitForm(campaign, fields)).text).getAll('postcard/to'), []);
  });

  it('asks who it is for by boxes, by one choice, or not at all', async () => {
    assert.match(await page(asking({ choose: 'some' })), /<input type="checkbox" name="postcard\/to" value="lim-mony">/);
    assert.match(await page(asking({ choose: 'one' })), /<input type="radio" name="postcard\/to" value="lim-mony" required>/);
    assert.deepEqual(parseFormFields(await page(asking({ choose: 'all' }))).getAll('postcard/to'), ['ny-sokha', 'lim-mony']);
    const [lotus] = asking().postcard!.designs;
    assert.equal(parseFormFields(await page(asking({ designs: [lotus!] }))).get('postcard/design'), 'lotus');
  });

  it('of a campaign with both is the letter’s or the card’s, as the address says', async () => {
    const both = { ...asking(), letter: createLetterCampaign().letter };
    for (const kind of ['letter', 'postcard']) {
      const text = await page(both, `?kind=${kind}`);
      assert.equal(parseFormFields(text).get('kind'), kind);
      assert.match(text, kind === 'letter' ? /<action-letter / : /<postcard-form /);
    }
    const server = createTestServer(store(), [both]);
    const { headers } = await server.submitForm(both, await fillForm(server, `/a/${both.id}?kind=postcard`, answers));
    assert.equal(headers.get('Location'), `/a/${both.id}?thanks&lang=en&kind=postcard`);
    assert.match(await page(both, '?thanks&kind=postcard'), /We’ve received your card/);
    assert.match(await page(both, '?thanks&kind=letter'), /We’ve received your letter/);
  });

  it('of any campaign that is served is there, and takes what is written into it or says why not', async () => {
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
    const places = ['/title', '/summary', '/organiser/name', '/people/1/name', '/people/1/place', '/postcard/designs/0/alt', '/postcard/offices/0/address', '/fields/0/label', '/consent/0/statement', '/letter/body', '/translations/km/title'];
    const texts = fc.dictionary(fc.constantFrom(...places), fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), fc.constantFrom('<b>', '"', '</textarea>', '\0', '\ud800', ' ')));
    const campaigns = fc.tuple(texts, changes).map(([some, more]) => setPaths(setPaths(createFullCampaign(), some), more) as Campaign);
    const typed = fc.dictionary(
      fc.constantFrom('kind', 'language', 'postcard/to', 'postcard/design', 'postcard/message', 'postcard/from', 'postcard/publish', 'letter/body', 'letter/targets', 'person/name', 'person/country'),
      fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('postcard', 'letter', 'yes', 'lim-mony', 'lotus', 'AU', 'km')),
    );
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(campaigns, fc.constantFrom('letter', 'postcard', 'x'), typed, async (campaign, kind, answers) => {
        const server = createTestServer(store(), [campaign]);
        server.time = Date.parse('2016-10-10T12:00:00Z');
        const shown = await server.request(`/a/${campaign.id}?kind=${kind}`);
        assert.equal(shown.status, 200, shown.text);
        const fields = parseFormFields(shown.text);
        for (const [name, value] of Object.entries(answers)) fields.set(name, value);
        const { status, text } = await server.submitForm(campaign, fields);
        assert.ok([303, 403, 410, 422].includes(status), `${status} ${text}`);
        seen.add(status);
        assert.equal((await server.request(`/a/${campaign.id}?thanks&kind=${kind}`)).status, 200);
        assert.deepEqual(server.logLines, []);
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 300) },
    );
    assert.ok(seen.has(422), [...seen].join());
  });
});

/** The campaign's page. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createDetailedCampaign, parseFormFields } from './forms.ts';
import { createPostcardCampaign } from './support/campaigns.ts';
import { describeWithStores } from './support/stores.ts';
import { createTestServer, today } from './support/test-server.ts';

const toIso = (time: number) => new Date(time).toISOString();

describeWithStores(['sqlite'], 'the page of a campaign', (store) => {
  const page = async (campaign: ReturnType<typeof createDetailedCampaign>, query = '') =>
    (await createTestServer(store(), [campaign]).request(`/a/${campaign.id}${query}`)).text;

  it('shows the title, the summary, the updates, the description, and the element around a plain form', async () => {
    const campaign = createDetailedCampaign();
    const text = await page(campaign, '?partner=newspaper');
    assert.match(text, /<html lang="en" dir="ltr">/);
    assert.match(text, /<h1>Free Sam Sokha<\/h1>.*Held for a photograph.*newer update.*older update.*<p dir="auto">The story begins.<\/p><p dir="auto">The story ends.<\/p>/s);
    assert.match(text, /<script type="module" src="\/v1\/actions.js"><\/script>/);
    assert.ok(text.includes(`<action-letter src="/campaigns/${campaign.id}.json" lang="en" partner="newspaper">`));
    assert.match(text, /<form method="post" action="\/campaigns\/[\w-]+\/submissions"[^>]*>.*<\/form>\s*<\/action-letter>/s);
    assert.match(text, /A Human Rights Group will delete your personal data after 30 days/);
    assert.match(text, /Only for people living in Australia/);
  });

  it('uses the requested language, with its direction and its country names', async () => {
    const campaign = createDetailedCampaign();
    const khmer = await page(campaign, '?lang=km-KH');
    assert.match(khmer, /<html lang="km" dir="ltr">.*<h1>ដោះលែង<\/h1>.*<option value="KH">កម្ពុជា<\/option>/s);
    assert.match(khmer, /<option value="study">រៀន<\/option>/);
    assert.match(await page(campaign, '?lang=ar'), /<html lang="ar" dir="rtl">/);
    assert.match(await page(campaign, '?lang=xx'), /<html lang="en" dir="ltr">/);
  });

  it('has a new id for each request, is not cached, and has a strict policy', async () => {
    const server = createTestServer(store(), [createDetailedCampaign()]);
    const campaign = createDetailedCampaign();
    const { headers } = await createTestServer(store(), [campaign]).request(`/a/${campaign.id}`);
    assert.equal(headers.get('Cache-Control'), 'no-store');
    assert.match(headers.get('Content-Security-Policy')!, /default-src 'none'; .*script-src 'self'; style-src 'self'/);
    assert.equal(headers.get('Referrer-Policy'), 'same-origin');
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
    assert.notEqual(parseFormFields(await page(campaign)).get('id'), parseFormFields(await page(campaign)).get('id'));
    assert.equal((await server.request('/page.css')).headers.get('Content-Type'), 'text/css; charset=utf-8');
  });

  it('is cached for its reader alone where the public origin is known, so that typed text is still there after Back', async () => {
    const campaign = createDetailedCampaign();
    const server = createTestServer(store(), [campaign], { publicOrigin: 'https://actions.example' });
    for (const path of [`/a/${campaign.id}`, `/embed/${campaign.id}/letter`])
      assert.equal((await server.request(path)).headers.get('Cache-Control'), 'private, no-cache', path);
    assert.equal((await server.request(`/a/${campaign.id}?thanks`)).headers.get('Cache-Control'), 'no-store');
  });

  it('preselects nothing, and connects hints and labels to their fields', async () => {
    const text = await page(createDetailedCampaign());
    assert.doesNotMatch(text, /\bchecked\b|<option[^>]*selected/);
    assert.match(text, /<label for="person\/name">Your name<\/label>/);
    assert.match(text, /<label for="person\/email">Your email address \(optional\)<\/label>/);
    assert.match(text, /<p class="hint" id="fields\/why-hint">In a few words<\/p><textarea id="fields\/why"[^>]*aria-describedby="fields\/why-hint"/);
    assert.match(text, /autocomplete="email"/);
    assert.match(text, /<fieldset[^>]*id="consent\/news".*<legend>May we write to you\?\nOnce a month\.<\/legend>/s);
    assert.doesNotMatch(text, / style=| on\w+=|<script>/);
  });

  it('escapes the texts of the organiser', async () => {
    const text = await page(createDetailedCampaign({ title: '<script>alert(1)</script>', organiser: { name: '"&<b>', url: 'https://group.example' } }));
    assert.doesNotMatch(text, /<script>alert|<b>/);
    assert.match(text, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  });

  it('offers a choice of targets if the campaign has one', async () => {
    const campaign = createDetailedCampaign();
    const one = await page({ ...campaign, letter: { ...campaign.letter, choose: 'one' as never } });
    assert.match(one, /<input type="radio" name="letter\/targets" value="minister" required>/);
    const some = await page({ ...campaign, letter: { ...campaign.letter, choose: 'some' as never } });
    assert.match(some, /<input type="checkbox" name="letter\/targets" value="minister">/);
  });

  it('starts with the closing statement and the final number once it is closed, and has no form', async () => {
    const text = await page(createDetailedCampaign({ closed: { at: toIso(today), text: 'She is free.', people: 10_000 } }));
    assert.match(text, /This action closed on July 20, 2018.*She is free\..*10,000 people took part/s);
    assert.doesNotMatch(text, /<form/);
  });

  it('names the day on which it opens or closed in the time zone that the organiser wrote, not in that of the server', async () => {
    // Still the day before in UTC, so the zone is named.
    assert.match(await page(createDetailedCampaign({ opens: '2018-08-01T00:00:00+07:00' })), /This action opens on August 1, 2018 \(UTC\+07:00\)\./);
    assert.match(await page(createDetailedCampaign({ closes: '2018-07-01T00:00:00+07:00' })), /July 1, 2018 \(UTC\+07:00\)/);
    assert.match(await page(createDetailedCampaign({ opens: '2018-08-01T12:00:00+07:00' })), /This action opens on August 1, 2018\./);
  });

  it('says when the campaign opens, if it is not open yet', async () => {
    const text = await page(createDetailedCampaign({ opens: toIso(today + 1) }));
    assert.match(text, /This action opens on July 20, 2018\./);
    assert.doesNotMatch(text, /<form/);
  });

  it('shows email addresses only on the thank-you page, and only if supporters send the letter themselves', async () => {
    const withMail = (delivery: 'mailto' | 'collect') => {
      const campaign = createDetailedCampaign();
      const [minister] = campaign.letter.targets;
      return { ...campaign, letter: { ...campaign.letter, delivery, targets: [{ ...minister!, email: 'minister@example.org' }] } };
    };
    assert.match(await page(withMail('mailto'), '?thanks'), /href="mailto:minister@example\.org" target="_self"/);
    assert.doesNotMatch(await page(withMail('collect'), '?thanks'), /minister@example/);
    assert.doesNotMatch(await page(withMail('collect')), /minister@example/);
  });

  it('contains the postcard form of a postcard campaign', async () => {
    const campaign = createPostcardCampaign();
    const { text } = await createTestServer(store(), [campaign]).request(`/a/${campaign.id}`);
    assert.match(text, /<postcard-form src=/);
  });

  it('says that the action was not found for an unknown campaign', async () => {
    const { status, text } = await createTestServer(store(), []).request('/a/nobody?lang=en');
    assert.equal(status, 404);
    assert.match(text, /<h1>We couldn’t find this action\.<\/h1>/);
  });

  it('allows the element to send requests to the links of the document', async () => {
    const campaign = createDetailedCampaign({ links: { submissions: 'https://elsewhere.example/in', counts: 'counts.json' } });
    const { headers } = await createTestServer(store(), [campaign]).request(`/a/${campaign.id}`);
    assert.match(headers.get('Content-Security-Policy')!, /connect-src 'self' https:\/\/elsewhere\.example$/);
  });
});

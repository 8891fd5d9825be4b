/** The action's own page, and a plain form sent by a browser without scripts. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Entry } from '../../src/endpoint/store/store.ts';
import { fieldsOf, fill } from './forms.ts';
import { endpointFor, letterCampaign, onBothStores, onStores, postcardCampaign, today } from './support.ts';

const at = (time: number) => new Date(time).toISOString();

/** One with everything that a form can ask. */
const asking = (more = {}) => {
  const { letter, ...campaign } = letterCampaign({
    ask: { email: 'optional', country: 'required', postalCode: 'optional' },
    fields: [
      { id: 'work', label: 'What do you do?', type: 'select', options: ['study', 'work'] },
      { id: 'adult', label: 'I am an adult', type: 'checkbox', required: true },
      { id: 'why', label: 'Why?', hint: 'In a few words', type: 'textarea' },
    ],
    consent: [{ id: 'news', statement: 'May we write to you?\nOnce a month.' }],
    retention: { days: 30 },
    goal: { steps: [10], showFrom: 1 },
    updates: [{ date: '2018-07-01', text: 'The older update' }, { date: '2018-07-18', text: 'The newer update' }],
    description: 'The story begins.\n\nThe story ends.',
    translations: { km: { title: 'ដោះលែង', fields: { work: { options: ['រៀន', 'ធ្វើការ'] } } }, ar: { title: 'الحرية' } },
  });
  return { ...campaign, letter: { ...letter!, choose: 'all' as const }, ...more };
};
const answers = { 'person/name': 'Anna', 'person/country': 'AU', 'fields/adult': 'on', 'consent/news': 'no' };

onBothStores('a plain form', (store) => {
  it('that is filled in right is stored once, and answered with a page of thanks', async () => {
    const campaign = asking();
    const endpoint = endpointFor(store(), [campaign]);
    const fields = await fill(endpoint, `/a/${campaign.id}?lang=km&partner=newspaper`, answers);
    for (let times = 0; times < 2; times++) {
      const answer = await endpoint.sendForm(campaign, fields);
      assert.equal(answer.status, 303, answer.text);
      assert.equal(answer.headers.get('Location'), `/a/${campaign.id}?thanks&lang=km&partner=newspaper`);
      assert.equal(answer.headers.get('Set-Cookie'), null);
    }
    const counts = await endpoint.counts(campaign);
    assert.deepEqual([counts.people, counts.perPartner], [1, { newspaper: 1 }]);
    const thanks = await endpoint.request(`/a/${campaign.id}?thanks&lang=en`);
    assert.equal(thanks.status, 200);
    assert.match(thanks.text, /Your letter has been received/);
    assert.match(thanks.text, /<p class="count">1 .*10 /);
    assert.doesNotMatch(thanks.text, /Anna/);
  });

  it('is kept as a page would send it: words, answers and the statement that was shown', async () => {
    const campaign = asking();
    const kept: string[] = [];
    const real = store();
    const watching = { ...real, append: (entry: Entry) => (kept.push(entry.payload!), real.append(entry)) };
    const endpoint = endpointFor(watching, [campaign]);
    const fields = await fill(endpoint, `/a/${campaign.id}`, { ...answers, 'fields/work': 'study' });
    await endpoint.sendForm(campaign, fields);
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
    const campaign = asking();
    const written: unknown[] = [];
    const real = store();
    const watching = { ...real, append: (entry: Entry) => (written.push(JSON.parse(entry.recipients)), real.append(entry)) };
    const endpoint = endpointFor(watching, [campaign]);
    for (const country of ['KH', 'AU']) {
      const fields = await fill(endpoint, `/a/${campaign.id}`, { ...answers, 'person/country': country });
      assert.equal((await endpoint.sendForm(campaign, fields)).status, 303);
    }
    assert.deepEqual(written, [['minister'], ['minister', 'ambassador']]);
  });

  it('with faults comes back: each beside its field and above, and nothing typed is lost', async () => {
    const campaign = asking();
    const endpoint = endpointFor(store(), [campaign]);
    const typed = { 'person/email': 'no <address>', 'person/country': 'KH', 'letter/body': 'My "own" words.', 'fields/why': '</textarea>' };
    const fields = await fill(endpoint, `/a/${campaign.id}`, typed);
    const { status, text, headers } = await endpoint.sendForm(campaign, fields);
    assert.equal(status, 422);
    assert.match(headers.get('Content-Type')!, /^text\/html/);
    assert.match(text, /role="alert" tabindex="-1" autofocus/);
    for (const [name, sentence] of [
      ['person/name', 'Enter your name'],
      ['person/email', 'Enter an email address like name@example.org'],
      ['fields/adult', 'Answer “I am an adult”'],
      ['consent/news', 'Answer yes or no: “May we write to you?\nOnce a month.”'],
    ] as const) {
      assert.ok(text.includes(`<a href="#${name}">${sentence}</a>`), name);
      assert.ok(text.includes(`id="${name}-error">${sentence}</p>`), name);
      assert.match(text, new RegExp(`id="${name}"[^>]*aria-describedby="[^"]*${name}-error`));
    }
    const again = fieldsOf(text);
    again.sort();
    fields.sort();
    assert.equal(again.toString(), fields.toString());
    for (const [name, value] of Object.entries(answers)) again.set(name, value);
    again.set('person/email', 'anna@example.org');
    assert.equal((await endpoint.sendForm(campaign, again)).status, 303);
    assert.equal((await endpoint.counts(campaign)).people, 1);
  });

  it('asks for an answer to each question, and takes a no for a no', async () => {
    const campaign = asking();
    const endpoint = endpointFor(store(), [campaign]);
    const fields = await fill(endpoint, `/a/${campaign.id}`, answers);
    fields.delete('consent/news');
    assert.equal((await endpoint.sendForm(campaign, fields)).status, 422);
    fields.set('consent/news', 'no');
    assert.equal((await endpoint.sendForm(campaign, fields)).status, 303);
  });

  it('sent again with other words comes back under a fresh id, so that it can be sent as well', async () => {
    const campaign = asking();
    const endpoint = endpointFor(store(), [campaign]);
    const fields = await fill(endpoint, `/a/${campaign.id}`, answers);
    await endpoint.sendForm(campaign, fields);
    fields.set('letter/body', 'Other words.');
    const { status, text } = await endpoint.sendForm(campaign, fields);
    assert.equal(status, 409);
    assert.match(text, /has been received already/);
    const again = fieldsOf(text);
    assert.notEqual(again.get('id'), fields.get('id'));
    assert.equal(again.get('letter/body'), 'Other words.');
    assert.equal((await endpoint.sendForm(campaign, again)).status, 303);
  });

  it('that comes too late, too early or from a strange site gives the words back', async () => {
    const closed = asking({ closes: at(today + 1), closed: { at: at(today + 1), text: 'She is free.', people: 10_000 } });
    const early = asking({ opens: at(today + 10_000) });
    const strict = asking({ origins: ['https://partner.example'] });
    const endpoint = endpointFor(store(), [closed, early, strict]);
    const words = { ...answers, id: crypto.randomUUID(), 'letter/subject': 'Mine', 'letter/body': 'My <own> words.' };
    const fields = await fill(endpoint, `/a/${closed.id}`, words);
    endpoint.time += 1;
    const late = await endpoint.sendForm(closed, fields);
    assert.equal(late.status, 410);
    assert.match(late.text, /closed before your letter arrived/);
    const soon = await endpoint.sendForm(early, words);
    assert.equal(soon.status, 403);
    assert.match(soon.text, /opens on July 20, 2018/);
    const strange = await endpoint.request(`/campaigns/${strict.id}/submissions`, {
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
    const endpoint = endpointFor(store(), []);
    const { status, text } = await endpoint.sendForm(asking(), { 'letter/body': 'My words.', language: 'en' });
    assert.equal(status, 404);
    assert.match(text, /My words\./);
  });

  it('may be long in percent signs, not in words', async () => {
    const campaign = asking();
    campaign.letter.maxLength = 3000;
    const endpoint = endpointFor(store(), [campaign]);
    const khmer = await fill(endpoint, `/a/${campaign.id}`, { ...answers, 'letter/body': 'ខ្ញុំ'.repeat(1500) });
    assert.ok(khmer.toString().length > 64 * 1024);
    assert.equal((await endpoint.sendForm(campaign, khmer)).status, 303);
    const long = await fill(endpoint, `/a/${campaign.id}`, { ...answers, 'letter/body': 'x'.repeat(66_000) });
    const { status, text } = await endpoint.sendForm(campaign, long);
    assert.equal(status, 413);
    assert.match(text, /too long to be sent/);
    assert.match(text, /x{66000}/);
    const enormous = await endpoint.sendForm(campaign, { 'letter/body': 'x'.repeat(200_000) });
    assert.equal(enormous.status, 413);
    assert.match(enormous.headers.get('Content-Type')!, /^text\/html/);
  });

  it('comes back with everything where nothing can be stored at the moment', async () => {
    const campaign = asking();
    const endpoint = endpointFor({ ...store(), append: () => Promise.reject(new Error('gone')) }, [campaign]);
    const fields = await fill(endpoint, `/a/${campaign.id}`, { ...answers, 'letter/body': 'My own words.' });
    const { status, text, headers } = await endpoint.sendForm(campaign, fields);
    assert.equal(status, 503);
    assert.ok(Number(headers.get('Retry-After')) > 0);
    assert.match(text, /Nothing of what you wrote is lost/);
    assert.equal(fieldsOf(text).get('letter/body'), 'My own words.');
    assert.equal(fieldsOf(text).get('id'), fields.get('id'));
  });
});

onStores(['sqlite'], 'the page of an action', (store) => {
  const page = async (campaign: ReturnType<typeof asking>, query = '') =>
    (await endpointFor(store(), [campaign]).request(`/a/${campaign.id}${query}`)).text;

  it('shows title, summary, updates newest first, story, and the widget around a form', async () => {
    const campaign = asking();
    const text = await page(campaign, '?partner=newspaper');
    assert.match(text, /<html lang="en" dir="ltr">/);
    assert.match(text, /<h1>Free Sam Sokha<\/h1>.*Held for a photograph.*newer update.*older update.*<p dir="auto">The story begins.<\/p><p dir="auto">The story ends.<\/p>/s);
    assert.match(text, /<script type="module" src="\/v1\/actions.js"><\/script>/);
    assert.ok(text.includes(`<action-letter src="/campaigns/${campaign.id}.json" lang="en" partner="newspaper">`));
    assert.match(text, /<form method="post" action="\/campaigns\/[\w-]+\/submissions"[^>]*>.*<\/form>\s*<\/action-letter>/s);
    assert.match(text, /After 30 days, A Human Rights Group deletes/);
    assert.match(text, /Only if you live here: Australia/);
  });

  it('is in the language that is asked for, with its direction, its digits and its countries', async () => {
    const campaign = asking();
    const khmer = await page(campaign, '?lang=km-KH');
    assert.match(khmer, /<html lang="km" dir="ltr">.*<h1>ដោះលែង<\/h1>.*<option value="KH">កម្ពុជា<\/option>/s);
    assert.match(khmer, /<option value="study">រៀន<\/option>/);
    assert.match(await page(campaign, '?lang=ar'), /<html lang="ar" dir="rtl">/);
    assert.match(await page(campaign, '?lang=xx'), /<html lang="en" dir="ltr">/);
  });

  it('has a fresh id each time, is never kept, and lets nothing strange in', async () => {
    const endpoint = endpointFor(store(), [asking()]);
    const campaign = asking();
    const { headers } = await endpointFor(store(), [campaign]).request(`/a/${campaign.id}`);
    assert.equal(headers.get('Cache-Control'), 'no-store');
    assert.match(headers.get('Content-Security-Policy')!, /default-src 'none'; script-src 'self'; style-src 'self'/);
    assert.equal(headers.get('Referrer-Policy'), 'same-origin');
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
    assert.notEqual(fieldsOf(await page(campaign)).get('id'), fieldsOf(await page(campaign)).get('id'));
    assert.equal((await endpoint.request('/page.css')).headers.get('Content-Type'), 'text/css; charset=utf-8');
  });

  it('chooses nothing for anybody, and ties hints and labels to their fields', async () => {
    const text = await page(asking());
    assert.doesNotMatch(text, /\bchecked\b|<option[^>]*selected/);
    assert.match(text, /<label for="person\/name">Your name<\/label>/);
    assert.match(text, /<label for="person\/email">Your email address \(optional\)<\/label>/);
    assert.match(text, /<p class="hint" id="fields\/why-hint">In a few words<\/p><textarea id="fields\/why"[^>]*aria-describedby="fields\/why-hint"/);
    assert.match(text, /autocomplete="email"/);
    assert.match(text, /<fieldset[^>]*id="consent\/news".*<legend>May we write to you\?\nOnce a month\.<\/legend>/s);
    assert.doesNotMatch(text, / style=| on\w+=|<script>/);
  });

  it('escapes what an organiser writes', async () => {
    const text = await page(asking({ title: '<script>alert(1)</script>', organiser: { name: '"&<b>', url: 'https://group.example' } }));
    assert.doesNotMatch(text, /<script>alert|<b>/);
    assert.match(text, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  });

  it('offers a choice of targets where there is one', async () => {
    const campaign = asking();
    const one = await page({ ...campaign, letter: { ...campaign.letter, choose: 'one' as never } });
    assert.match(one, /<input type="radio" name="letter\/targets" value="minister" required>/);
    const some = await page({ ...campaign, letter: { ...campaign.letter, choose: 'some' as never } });
    assert.match(some, /<input type="checkbox" name="letter\/targets" value="minister">/);
  });

  it('that is closed leads with the last word and the final number, and has no form', async () => {
    const text = await page(asking({ closed: { at: at(today), text: 'She is free.', people: 10_000 } }));
    assert.match(text, /Closed on July 20, 2018.*She is free\..*10,000 people took part/s);
    assert.doesNotMatch(text, /<form/);
  });

  it('that is early says when it opens', async () => {
    const text = await page(asking({ opens: at(today + 1) }));
    assert.match(text, /This action opens on July 20, 2018\./);
    assert.doesNotMatch(text, /<form/);
  });

  it('that is sealed has no plain form, and says why', async () => {
    const text = await page(asking({ seal: { recipient: `age1${'q'.repeat(58)}` } }));
    assert.match(text, /encrypted before it leaves your browser/);
    assert.doesNotMatch(text, /<form/);
  });

  it('shows addresses only where a supporter has to send the letter, once it is counted', async () => {
    const withMail = (delivery: 'mailto' | 'collect') => {
      const campaign = asking();
      const [minister] = campaign.letter.targets;
      return { ...campaign, letter: { ...campaign.letter, delivery, targets: [{ ...minister!, email: 'minister@example.org' }] } };
    };
    assert.match(await page(withMail('mailto'), '?thanks'), /href="mailto:minister@example\.org" target="_self"/);
    assert.doesNotMatch(await page(withMail('collect'), '?thanks'), /minister@example/);
    assert.doesNotMatch(await page(withMail('collect')), /minister@example/);
  });

  it('of a campaign with cards holds their widget', async () => {
    const campaign = postcardCampaign();
    const { text } = await endpointFor(store(), [campaign]).request(`/a/${campaign.id}`);
    assert.match(text, /<postcard-form src=/);
  });

  it('of no campaign says so', async () => {
    const { status, text } = await endpointFor(store(), []).request('/a/nobody?lang=en');
    assert.equal(status, 404);
    assert.match(text, /<h1>There is no action at this address\.<\/h1>/);
  });

  it('allows the widget to talk to where the document sends it', async () => {
    const campaign = asking({ links: { submissions: 'https://elsewhere.example/in', counts: 'counts.json' } });
    const { headers } = await endpointFor(store(), [campaign]).request(`/a/${campaign.id}`);
    assert.match(headers.get('Content-Security-Policy')!, /connect-src 'self' https:\/\/elsewhere\.example;/);
  });
});

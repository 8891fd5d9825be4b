import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import * as z from 'zod/mini';
import { campaignSchema } from '../../src/campaign/schema/campaign.schema.ts';
import { createLineTable } from '../../src/campaign/linter/line-table.ts';
import { lintCampaign, maxDiagnostics, type Diagnostic } from '../../src/campaign/linter/lint-campaign.ts';
import { randomRuns } from '../support/random-runs.ts';
import { createDocuments, type Schema } from './support/documents.ts';
import { setPaths } from './support/set-path.ts';
import { createFullCampaign } from './support/full-campaign.ts';

const format = ({ severity, pointer, message }: Diagnostic) => `${severity} ${pointer}: ${message}`;
const lint = (document: unknown) => lintCampaign(JSON.stringify(document)).diagnostics.map(format);

const withChanges = (changes: Record<string, unknown>) => setPaths(createFullCampaign(), changes);

const recipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
const notARecipient = '“recipient” is not an X25519 recipient of age: the public key, 62 characters that begin with age1';

const cases: [name: string, changes: Record<string, unknown>, ...diagnostics: string[]][] = [
  ['a missing text', { '/title': undefined }, 'error /title: “title” is missing'],
  ['an empty text', { '/title': '' }, 'error /title: “title” is empty; enter a text or leave it out'],
  ['a long title', { '/title': 'x'.repeat(301) }, 'error /title: “title” is longer than 300 characters'],
  ['a number instead of a text', { '/title': 5 }, 'error /title: “title” must be text in "double quotes"'],
  ['null', { '/summary': null }, 'error /summary: “summary” must not be null; leave it out instead'],
  ['an unsupported version', { '/version': 2 }, 'error /version: “version” must be 1'],
  ['a time without offset', { '/opens': '2018-07-01T00:00:00' }, 'error /opens: “opens” is not a date and time with an offset; write it as 2018-08-01T00:00:00+07:00'],
  ['a date that does not exist', { '/updates/0/date': '2018-02-30' }, 'error /updates/0/date: “date” is not a valid date; write it as 2018-08-01'],
  ['a script as a link', { '/organiser/url': 'javascript:x' }, 'error /organiser/url: “url” is not a web address; write https://… or a path relative to this document'],
  ['an unknown choice', { '/letter/choose': 'any' }, 'error /letter/choose: “choose” must be one of all, some, one'],
  ['an unknown entry', { '/share/channels/1': 'fax' }, 'error /share/channels/1: entry 2 of “channels” must be one of native, copy, email, whatsapp, telegram, facebook, x, bluesky, mastodon, line'],
  ['a list instead of an object', { '/organiser': [] }, 'error /organiser: “organiser” must be an object in { } with “name” and “url”'],
  ['a number as the goal', { '/goal': 1000 }, 'error /goal: “goal” must be an object in { } with “steps” and “showFrom”'],
  ['a text as the photo', { '/people/0/photo': 'a.jpg' }, 'error /people/0/photo: “photo” must be an object in { } with “src” and “alt”'],
  ['a text as a translation', { '/translations/km': 'ក' }, 'error /translations/km: “km” must be an object in { }'],
  ['an object instead of a list', { '/people': {} }, 'error /people: “people” must be a list in [ ]'],
  ['a list without entries', { '/letter/targets': [] }, 'error /letter/targets: “targets” needs at least one entry'],
  ['a fraction of a day', { '/retention/days': 1.5 }, 'error /retention/days: “days” must be a whole number without quotes'],
  ['a letter that may be too long', { '/letter/maxLength': 5000 }, 'error /letter/maxLength: “maxLength” must be at most 3000'],
  ['an invalid language tag', { '/translations/khmer!': {} }, 'error /translations/khmer!: “khmer!” is not a language tag; write it as en, km or pt-BR'],

  ['a duplicate person', { '/people/1/id': 'ny-sokha', '/postcard/to': ['ny-sokha'] }, 'error /people/1/id: “ny-sokha” appears twice in “people”'],
  ['a duplicate target', { '/letter/targets/0/id': 'minister' }, 'error /letter/targets/1/id: “minister” appears twice in “targets”'],
  ['a duplicate design', { '/postcard/designs/1': { id: 'lotus', src: 'a.jpg', alt: 'A' } }, 'error /postcard/designs/1/id: “lotus” appears twice in “designs”'],
  ['a duplicate field', { '/fields/1/id': 'job' }, 'error /fields/1/id: “job” appears twice in “fields”'],
  ['a duplicate consent', { '/consent/1': { id: 'news', statement: 'A' } }, 'error /consent/1/id: “news” appears twice in “consent”'],
  ['a duplicate recipient', { '/postcard/to/2': 'lim-mony' }, 'error /postcard/to/2: “lim-mony” appears twice in “to”'],
  ['a duplicate channel', { '/share/channels/2': 'copy' }, 'error /share/channels/2: “copy” appears twice in “channels”'],
  ['a duplicate partner', { '/partners/2': 'one' }, 'error /partners/2: “one” appears twice in “partners”'],
  ...['https://ខ្មែរ.example', 'https://a.example;sandbox', 'https://*.example', 'https://A.example', 'https://a.example/', "https://a.example 'self'"].map(
    (origin): [string, Record<string, unknown>, string] => [
      `the origin ${origin}`,
      { '/origins': [origin] },
      'error /origins/0: entry 1 of “origins” is not an origin; write it in lower case as https://partner.example, other scripts as xn--…, without a path or *',
    ],
  ),
  ['an origin with its default port', { '/origins': ['https://a.example:443'] }, 'error /origins/0: the origin “https://a.example:443” must be written as https://a.example'],
  ['an origin with an invalid port', { '/origins': ['https://a.example:99999'] }, 'error /origins/0: “https://a.example:99999” is not a valid origin'],
  ['a duplicate origin', { '/origins': ['null', 'null'] }, 'error /origins/1: “null” appears twice in “origins”'],
  ['an action that closes before it opens', { '/closes': '2016-04-27T17:00Z' }, 'error /closes: “closes” must be after “opens”; otherwise the action is never open'],
  ['an action closed by hand before it opens', { '/closed': { at: '2016-01-01T00:00Z', text: 'Over.' } }, 'warning /closed/at: the action is closed before it opens'],
  ['an unknown time zone', { '/people/0/timeZone': 'Asia/Pnom_Penh' }, 'error /people/0/timeZone: unknown time zone “Asia/Pnom_Penh” (did you mean “Asia/Phnom_Penh”?)'],
  ['a website without https://', { '/organiser/url': 'friends.example' }, 'warning /organiser/url: “friends.example” is a path relative to this document, not the address of a website; write https://friends.example'],
  ['a privacy policy without https://', { '/organiser/privacyUrl': 'www.müller.example/about.html' }, 'warning /organiser/privacyUrl: “www.müller.example/about.html” is a path relative to this document, not the address of a website; write https://www.müller.example/about.html'],
  ['a page of an office without https://', { '/postcard/offices/0/url': 'court.gov.kh?a=b' }, 'warning /postcard/offices/0/url: “court.gov.kh?a=b” is a path relative to this document, not the address of a website; write https://court.gov.kh?a=b'],
  ['a translated page without https://', { '/translations/km/organiser': { url: 'friends.example/km' } }, 'warning /translations/km/organiser/url: “friends.example/km” is a path relative to this document, not the address of a website; write https://friends.example/km'],
  ['a release before the arrest', { '/people/0/held/0/to': '2016-04-27' }, 'error /people/0/held/0/to: “to” is before “from”'],
  ['overlapping periods', { '/people/0/held/1': { from: '2017-06-28', to: '2018-01-01' } }, 'warning /people/0/held/1: this period overlaps another; days in both are counted once'],
  ['a period inside an open one', { '/people/1/held/1': { from: '2017-01-01' } }, 'warning /people/1/held/1: an earlier period has no “to”, so this one adds nothing'],
  ['a card to an unknown person', { '/postcard/to/0': 'ny-soka' }, 'error /postcard/to/0: “ny-soka” is not the id of a person in “people” (did you mean “ny-sokha”?)'],
  ['steps in descending order', { '/goal/steps/2': 500 }, 'error /goal/steps/2: each step must be higher than the one before it'],
  ['a number that is never shown', { '/goal/showFrom': 1001 }, 'warning /goal/showFrom: “showFrom” is higher than the last step, so no number is shown until every step is reached'],
  ['a select without options', { '/fields/0/options': undefined, '/translations/km/fields': undefined }, 'error /fields/0: a select field needs “options”'],
  ['options without a select', { '/fields/1/options': ['a'] }, 'error /fields/1/options: only a select field can have “options”; this is a checkbox field'],
  ['a duplicate option', { '/fields/0/options': ['a', 'a'] }, 'error /fields/0/options/1: “a” appears twice in “options”'],
  ['an unknown country', { '/letter/targets/0/countries/1': 'UK' }, 'error /letter/targets/0/countries/1: unknown country code “UK”'],
  ['countries without asking for the country', { '/ask': {} }, 'error /ask/country: a target has “countries”, so the form must ask where a supporter lives: write "ask": {"country": "required"}'],
  ['countries for every target', { '/letter/targets/1/countries': ['NZ'] }, 'warning /letter/targets: supporters who live in none of these “countries” have no one to write to'],
  ['a postal code that is required without the country', { '/ask': { country: 'required', postalCode: 'required' }, '/ask/country': 'optional', '/letter/targets/0/countries': undefined }, 'warning /ask/postalCode: a postal code is required, but some countries have none: write "country": "required" as well, so that it is optional for them'],
  ['too many questions of consent', { '/consent': Array.from({ length: 101 }, (_, i) => ({ id: `c${i}`, statement: 'A' })) }, 'error /consent: “consent” has more than 100 entries'],
  ['too many fields', { '/fields': Array.from({ length: 101 }, (_, i) => ({ id: `f${i}`, label: 'A', type: 'text' })), '/translations/km/fields': undefined }, 'error /fields: “fields” has more than 100 entries'],
  ['long answers that do not fit into one submission', { '/fields': ['a', 'b', 'c', 'd'].map((id) => ({ id, label: 'Why?', type: 'textarea' })), '/translations/km/fields': undefined, '/letter/maxLength': 3000 }, 'warning /letter/maxLength: a supporter who fills in the whole form cannot send it: it can have 100 KiB, and the limit is 64 KiB; lower “maxLength”, or ask for less', 'warning /postcard/maxLength: a supporter who fills in the whole form cannot send it: it can have 68 KiB, and the limit is 64 KiB; lower “maxLength”, or ask for less'],
  ['too many targets', { '/letter/targets': Array.from({ length: 1001 }, (_, i) => ({ id: `t${i}`, name: 'A', office: 'A' })), '/translations/km/letter/targets': undefined }, 'error /letter/targets: “targets” has more than 1000 entries'],
  ['too many recipients', { '/people': Array.from({ length: 201 }, (_, i) => ({ id: `p${i}`, name: 'A', timeZone: 'UTC', held: [{ from: '2018-01-01' }] })), '/postcard/to': Array.from({ length: 201 }, (_, i) => `p${i}`), '/translations/km/people': undefined }, 'error /postcard/to: “to” has more than 200 entries'],
  ['an unknown purpose of consent', { '/consent/0/purpose': 'news' }, 'error /consent/0/purpose: “purpose” must be one of contact, reply, other'],
  ['half an emoji', { '/title': 'A \ud83d' }, 'error /title: “title” contains half a character; write all of it, an emoji as \\ud83d\\ude00 or as itself'],
  ['half an emoji in a translated list', { '/translations/km/postcard/guidance/1': '\ude00' }, 'error /translations/km/postcard/guidance/1: entry 2 of “guidance” contains half a character; write all of it, an emoji as \\ud83d\\ude00 or as itself'],
  ['a NUL', { '/letter/targets/1/name': 'M\0' }, 'error /letter/targets/1/name: “name” contains the character NUL, \\u0000; delete it'],
  ['a NUL in a link', { '/organiser/url': '/a\0' }, 'error /organiser/url: “url” is not a web address; write https://… or a path relative to this document', 'error /organiser/url: “url” contains the character NUL, \\u0000; delete it'],
  ['a NUL in a key', { '/a\0': 'x' }, 'error /a\0: this key contains the character NUL, \\u0000; delete it', 'warning /a\0: unknown key “a\0”'],
  ['a text in which nothing is visible', { '/letter/closing': '\u200b' }, 'warning /letter/closing: “closing” has no visible character'],
  ['a missing email address', { '/letter/delivery': 'mailto', '/letter/targets/0/email': 'a@example.org' }, 'error /letter/targets/1/email: “email” is missing, but the delivery is “mailto”'],
  [
    'a letter sent by email',
    {
      '/letter/delivery': 'email',
      '/letter/targets/0/email': 'a@example.org',
      '/letter/targets/1/email': 'b@example.org',
    },
    'warning /letter/delivery: “delivery” is “email”, so the server needs SMTP_URL; without it, letters are only collected',
  ],
  ['letters that have to be confirmed', { '/letter/confirm': true, '/ask/email': 'required' }, 'warning /letter/confirm: “confirm” is true, so the server needs SMTP_URL; without it, letters are counted at once'],
  ['letters that have to be confirmed, without an address', { '/letter/confirm': true, '/ask/email': 'optional' }, 'error /letter/confirm: “confirm” is true, so the form must ask for an email address: write "ask": {"email": "required"}'],
  [
    'letters that have to be confirmed, but that supporters send',
    { '/letter/confirm': true, '/ask/email': 'required', '/letter/delivery': 'mailto', '/letter/targets/0/email': 'a@example.org', '/letter/targets/1/email': 'b@example.org' },
    'error /letter/confirm: supporters send these letters from their own address, so there is nothing to confirm: remove “confirm”',
  ],
  [
    'sealed letters that have to be confirmed',
    { '/letter/confirm': true, '/seal': { recipient }, '/postcard/publish': 'never' },
    'error /letter/confirm: the campaign is sealed, so the server cannot read the address that it would have to write to: remove “confirm”',
  ],
  ['a sealed campaign with a message wall', { '/seal': { recipient } }, 'warning /postcard/publish: the server cannot read sealed cards, so the message wall stays empty unless you publish the messages yourself; to stop asking, write “never”'],
  ['a recipient with a typing error', { '/seal': { recipient: recipient.replace('q', 'p') }, '/postcard/publish': 'never' }, 'error /seal/recipient: “recipient” has a typing error: its checksum is wrong; copy the public key again'],
  ['a secret key as the recipient', { '/seal': { recipient: `AGE-SECRET-KEY-1${'Q'.repeat(58)}` } }, `error /seal/recipient: ${notARecipient}`],
  ['a recipient of another kind', { '/seal': { recipient: `age1pq1${'q'.repeat(1900)}` } }, `error /seal/recipient: ${notARecipient}`],
  [
    'a sealed letter sent by email',
    { '/seal': { recipient }, '/postcard/publish': 'never', '/letter/delivery': 'email', '/letter/targets/0/email': 'a@example.org', '/letter/targets/1/email': 'b@example.org' },
    'error /letter/delivery: “delivery” cannot be “email” in a sealed campaign, because the server cannot read the letters; write “collect” or “mailto”',
  ],
  [
    'a sealed letter that supporters send',
    { '/seal': { recipient }, '/postcard/publish': 'never', '/letter/delivery': 'mailto', '/letter/targets/0/email': 'a@example.org', '/letter/targets/1/email': 'b@example.org' },
    'warning /letter/delivery: only your copy of the letter is sealed: with “mailto”, supporters also send it unencrypted from their own email app',
  ],
  [
    'a sealed form that asks for more than can be sent',
    { '/seal': { recipient }, '/postcard/publish': 'never', '/letter/maxLength': 3000, '/fields/2': { id: 'story', label: 'Your story', type: 'textarea' } },
    'warning /letter/maxLength: a supporter who fills in the whole form cannot send it: sealed, it can have 79 KiB, and the limit is 64 KiB; lower “maxLength”, or ask for less',
  ],
  ['a body over its own limit', { '/letter/maxLength': 19 }, 'error /letter/body: “body” has 20 characters; the limit is 19'],
  ['a long subject', { '/letter/subject': '👋'.repeat(201) }, 'error /letter/subject: “subject” has 201 characters; the limit is 200'],
  ['a long translated body', { '/translations/km/letter/body': 'ក'.repeat(1001) }, 'error /translations/km/letter/body: “body” has 1001 characters; the limit is 1000'],
  ['an unknown placeholder', { '/letter/targets/1/salutation': 'Dear {title}' }, 'warning /letter/targets/1/salutation: {title} is not replaced; only {honours}, {name} and {office} are'],
  ['a placeholder in the body', { '/translations/km/letter/body': '{name}' }, 'warning /translations/km/letter/body: {name} is replaced only in a salutation; “body” keeps it as written'],
  ['a translation into the language of the document', { '/translations/EN': {} }, 'warning /translations/EN: the document itself is in “EN”, so this translation is never shown'],
  ['a translation into the language of the document, with an underscore', { '/language': 'pt-BR', '/translations/pt_br': {} }, 'warning /translations/pt_br: the document itself is in “pt_br”, so this translation is never shown'],
  ['two translations into one language', { '/translations/pt-BR': {}, '/translations/pt_BR': {} }, 'warning /translations/pt_BR: “pt-BR” is the same language, so this translation is never shown'],
  ['a translation of an unknown person', { '/translations/km/people/ny-soka': {} }, 'error /translations/km/people/ny-soka: “ny-soka” is not an id in “people” of the document (did you mean “ny-sokha”?)'],
  ['too few translated options', { '/translations/km/fields/job/options': ['គ្រូ'] }, 'error /translations/km/fields/job/options: “options” has 1 entry here but 2 entries in the document; they are matched by their order'],
  ['too many translated guidance texts', { '/translations/km/postcard/guidance/2': 'គ' }, 'error /translations/km/postcard/guidance: “guidance” has 3 entries here but 2 entries in the document; they are matched by their order'],
  ['a translation of a missing update', { '/translations/km/updates/0/date': '2016-10-11' }, 'error /translations/km/updates/0: the document has no update dated 2016-10-11 to translate'],
  ['a translation of a missing text', { '/translations/km/summary': 'ក' }, 'warning /translations/km/summary: “summary” is translated here, but the document has no such text'],
  ['an unknown key', { '/organiser/privacyurl': '/p' }, 'warning /organiser/privacyurl: unknown key “privacyurl” (did you mean “privacyUrl”?)'],
  ['what a server has added', { '/outbox': { keys: [] } }, 'warning /outbox: the server adds “outbox” itself, and replaces this one; delete it'],
  ['an unknown key without a similar one', { '/colour': 'red' }, 'warning /colour: unknown key “colour”'],
  ['a link without encryption', { '/postcard/designs/0/src': 'HTTP://example.org/a.jpg' }, 'warning /postcard/designs/0/src: “src” is not encrypted, and browsers may refuse it; use https:// if the site supports it'],
  ['a proof that is always needed', { '/abuse': { proof: 'always' } }, 'warning /abuse/proof: “proof” is “always”, so what arrives from browsers without scripts is held, and not counted until you release it'],
  ['missing retention', { '/retention': undefined }, 'warning /retention: “retention” is missing, so the form says: “Example decides how long to keep your data.”'],
  ['cards that are deleted before they can be printed', { '/retention/days': 29 }, 'warning /retention/days: the text of a card is deleted after 29 days, printed or not; if you cannot read and print cards that soon, write 30 or more'],
  ['a missing privacy policy', { '/organiser/privacyUrl': undefined }, 'warning /organiser/privacyUrl: “privacyUrl” is missing, so the form has no link to your privacy policy'],
];

describe('the linter', () => {
  it('accepts a document that uses every feature', () => {
    const { campaign, diagnostics } = lintCampaign(JSON.stringify(createFullCampaign()));
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(campaign, createFullCampaign());
  });

  it('accepts a document with only updates', () => {
    const { version, id, language, title, organiser, updates } = createFullCampaign();
    assert.deepEqual(lint({ version, id, language, title, organiser: { ...organiser, privacyUrl: undefined }, updates }), []);
  });

  for (const url of ['privacy.html', 'about/privacy', '/privacy', '../friends.example/', './friends.example', '?page=privacy', '#privacy', 'https://friends.example'])
    it(`accepts the address ${url}`, () => assert.deepEqual(lint(withChanges({ '/organiser/privacyUrl': url })), []));

  for (const [name, changes, ...diagnostics] of cases)
    it(`reports ${name}`, () => assert.deepEqual(lint(withChanges(changes)), diagnostics));

  it('accepts consent with a purpose, and language tags with an underscore', () => {
    const changes = { '/consent/0/purpose': 'contact', '/consent/1': { id: 'press', statement: 'B', purpose: 'other' }, '/language': 'en_GB', '/translations/pt_BR': {} };
    assert.deepEqual(lint(withChanges(changes)), []);
  });

  it('reports images that do not exist beside the document', () => {
    const document = withChanges({
      '/people/0/photo': { src: 'photos/ny%20sokha.jpg?v=2#top', alt: 'A' },
      '/people/1/photo': { src: 'https://example.org/b.jpg', alt: 'B' },
      '/postcard/designs/1': { id: 'river', src: '/images/river.jpg', alt: 'R' },
      '/translations/km/postcard/designs': { lotus: { src: 'lotus-km.jpg' } },
    });
    const files: string[] = [];
    const { campaign, diagnostics } = lintCampaign(JSON.stringify(document), { fileExists: (path) => (files.push(path), path.startsWith('photos/')) });
    assert.deepEqual(files, ['photos/ny sokha.jpg', 'lotus.jpg', 'lotus-km.jpg']);
    assert.deepEqual(diagnostics.map(format), [
      'warning /postcard/designs/0/src: “src” names the file “lotus.jpg”, which does not exist beside this document',
      'warning /translations/km/postcard/designs/lotus/src: “src” names the file “lotus-km.jpg”, which does not exist beside this document',
    ]);
    assert.ok(campaign);
    assert.deepEqual(lint(document), []);
  });

  it('reports a document that is too large in bytes', () => {
    const document = { ...createFullCampaign(), updates: Array.from({ length: 8 }, () => ({ date: '2016-10-10', text: 'ក'.repeat(12_000) })) };
    assert.deepEqual(lint(document), ['error : the document has 284 KiB; the limit is 256 KiB']);
  });

  it('reports the errors of each part even if another part is broken', () => {
    const diagnostics = lint(withChanges({ '/people/0/timeZone': 'Asia/X', '/letter/choose': 'any', '/goal/steps/1': 1 }));
    assert.deepEqual(diagnostics.map((one) => one.split(':')[0]), [
      'error /people/0/timeZone',
      'error /letter/choose',
      'error /goal/steps/1',
    ]);
  });

  it('returns the campaign if there are only warnings', () => {
    const { campaign, diagnostics } = lintCampaign(JSON.stringify({ ...createFullCampaign(), colour: 'red' }));
    assert.equal(diagnostics.length, 1);
    assert.deepEqual(campaign, createFullCampaign());
  });
});

describe('the line and column of a diagnostic', () => {
  const getPositions = (text: string) => lintCampaign(text).diagnostics.map((one) => `${one.line}:${one.column} ${one.message}`);

  for (const [text, ...expected] of [
    ['', '1:1 the document is empty'],
    ['{\n  "a": 1,\n}', '3:1 delete the comma before this }'],
    ['{"a": 1 // no\n, "b": [1,]}', '1:9 JSON does not allow comments; delete this one', '2:11 delete the comma before this ]'],
    ['{"a": 1\r\n"b": 2}', '2:1 expected a comma'],
    ['{"a" 1}', '1:6 expected a colon'],
    ['{"a": “x”}', '1:7 names and texts need straight double quotes: "…"'],
    ['{"a": 1', '1:8 the closing } is missing'],
    ['{"a": 1}}', '1:9 the document ends before this; delete the rest, or an extra bracket'],
    ['{"a": "x\ny"}', '1:7 this text is not closed; end it with a straight double quote on the same line, and write \\n for a new line'],
    ['{"a": "\\x"}', '1:7 this text contains an invalid backslash; write \\\\ for a backslash and \\n for a new line'],
    ['{"a": tru}', '1:7 this is not JSON; a text needs "double quotes", and anything else must be a number, true, false or null'],
    ['{"a":', '1:6 the document ends too early'],
    ['['.repeat(100_000), '1:1 the document is nested too deeply'],
  ] as const)
    it(`point to the error in ${JSON.stringify(text.slice(0, 40))}`, () => assert.deepEqual(getPositions(text), expected));

  it('point to a value, the object of a missing value, an unknown key and a duplicate key', () => {
    const text = `{"version": 1, "id": "a", "language": "en",
  "title": "",
  "organiser": {"name": "A", "name": "B"},
  "titel": "x"}`;
    assert.deepEqual(getPositions(text), [
      '2:12 “title” is empty; enter a text or leave it out',
      '3:16 “url” is missing',
      '3:30 “name” appears twice in this object',
      '4:3 unknown key “titel” (did you mean “title”?)',
    ]);
  });

  it('do not count a byte order mark, as in an editor', () => {
    assert.deepEqual(getPositions('\ufeff{"a": x}').map((one) => one.split(' ')[0]), ['1:7']);
  });
});

describe('the linter, given many problems,', () => {
  const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, i]));

  it('returns at most a hundred diagnostics, and a note that there are more', () => {
    const { campaign, diagnostics } = lintCampaign(JSON.stringify({ ...createFullCampaign(), ...keys(150) }));
    assert.ok(campaign);
    assert.equal(diagnostics.length, maxDiagnostics + 1);
    assert.match(diagnostics.at(-1)!.message, /^there are more problems; only 100 are listed$/);
    assert.equal(lintCampaign(JSON.stringify({ ...createFullCampaign(), ...keys(100) })).diagnostics.length, 100);
  });

  it('rejects a document for an error that comes after many warnings', () => {
    const { campaign, diagnostics } = lintCampaign(JSON.stringify({ ...keys(150), ...createFullCampaign(), seal: { recipient: `age1${'q'.repeat(58)}` } }));
    assert.equal(campaign, undefined);
    assert.deepEqual(diagnostics.filter(({ severity }) => severity === 'error').map(({ pointer }) => pointer), ['/seal/recipient']);
  });

  it('takes linear time', () => {
    const measure = (count: number) => {
      const text = JSON.stringify({ ...createFullCampaign(), ...keys(count) });
      const times = Array.from({ length: 5 }, () => {
        const start = process.cpuUsage();
        lintCampaign(text);
        const { user, system } = process.cpuUsage(start);
        return user + system;
      });
      return Math.min(...times);
    };
    measure(1000);
    // Four times the keys took sixteen times as long when each diagnostic read the text again.
    assert.ok(measure(16_000) < 8 * measure(4000));
  });
});

describe('the line table', () => {
  it('counts lines and columns from 1, with any kind of line break', () => {
    const toPosition = createLineTable('a\nb\r\nc\rd');
    const positions = [0, 1, 2, 3, 5, 6, 7, 8].map((offset) => Object.values(toPosition(offset)).join(':'));
    assert.deepEqual(positions, ['1:1', '1:2', '2:1', '2:2', '3:1', '3:2', '4:1', '4:2']);
  });
});

describe('the linter, given any document,', () => {
  const schema = z.toJSONSchema(campaignSchema, { io: 'input' }) as unknown as Schema;

  it('returns a campaign if and only if there is no error, and it matches the schema', () => {
    fc.assert(
      fc.property(createDocuments(schema), (document) => {
        const { campaign, diagnostics } = lintCampaign(JSON.stringify(document));
        assert.equal(campaign !== undefined, !diagnostics.some(({ severity }) => severity === 'error'));
        if (campaign) assert.ok(campaignSchema.safeParse(document).success);
      }),
      { numRuns: randomRuns(150) },
    );
  });

  it('never throws, and accepts as JSON only what a browser accepts', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '"a"', '1', 'null', '//', '/*', '\\', '\0', '\n', 'ក', '.');
    const isRefused = (text: string) => {
      try {
        JSON.parse(text);
        return false;
      } catch {
        return true;
      }
    };
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (text) => {
        const { diagnostics } = lintCampaign(text.join(''));
        assert.ok(diagnostics.length);
        const isSchemaError = diagnostics.some(({ message }) => /^“|^the document must be/.test(message));
        assert.equal(isSchemaError, !isRefused(text.join('')));
      }),
    );
  });
});

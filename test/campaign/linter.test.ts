import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import * as z from 'zod/mini';
import { campaignSchema } from '../../src/campaign/schema/campaign.schema.ts';
import { lintCampaign, type Diagnostic } from '../../src/campaign/linter/lint-campaign.ts';
import { documents, type Schema } from './support/documents.ts';
import { put } from './support/set-path.ts';
import { whole } from './support/full-campaign.ts';

const brief = ({ level, pointer, message }: Diagnostic) => `${level} ${pointer}: ${message}`;
const check = (document: unknown) => lintCampaign(JSON.stringify(document)).findings.map(brief);

const changed = (changes: Record<string, unknown>) => put(whole(), changes);

const cases: [promise: string, changes: Record<string, unknown>, ...findings: string[]][] = [
  ['a missing text', { '/title': undefined }, 'error /title: “title” is missing'],
  ['an empty text', { '/title': '' }, 'error /title: “title” is empty; write something, or leave it out'],
  ['a long title', { '/title': 'x'.repeat(301) }, 'error /title: “title” is longer than 300 characters'],
  ['a number for a text', { '/title': 5 }, 'error /title: “title” must be a text, in "double quotes"'],
  ['null', { '/summary': null }, 'error /summary: “summary” is null; where there is nothing to say, leave it out'],
  ['another version', { '/version': 2 }, 'error /version: “version” must be 1'],
  ['a time without offset', { '/opens': '2018-07-01T00:00:00' }, 'error /opens: “opens” is not a time with an offset; write it as 2018-08-01T00:00:00+07:00'],
  ['a day that is none', { '/updates/0/date': '2018-02-30' }, 'error /updates/0/date: “date” is not a day that exists; write it as 2018-08-01'],
  ['a script for a link', { '/organiser/url': 'javascript:x' }, 'error /organiser/url: “url” is not a web address; write https://… or a path relative to this document'],
  ['a choice that is none', { '/letter/choose': 'any' }, 'error /letter/choose: “choose” must be one of all, some, one'],
  ['an entry that is none', { '/share/channels/1': 'fax' }, 'error /share/channels/1: entry 2 of “channels” must be one of native, copy, email, whatsapp, telegram, facebook, x, bluesky, mastodon, line'],
  ['a list for an object', { '/organiser': [] }, 'error /organiser: “organiser” must be an object, in { }'],
  ['an object for a list', { '/people': {} }, 'error /people: “people” must be a list, in [ ]'],
  ['no entry', { '/letter/targets': [] }, 'error /letter/targets: “targets” needs at least one entry'],
  ['half a day', { '/retention/days': 1.5 }, 'error /retention/days: “days” must be a whole number, without quotes'],
  ['too long a letter', { '/letter/maxLength': 5000 }, 'error /letter/maxLength: “maxLength” must be at most 3000'],
  ['a language that is none', { '/translations/khmer!': {} }, 'error /translations/khmer!: “khmer!” is not a language tag; write en, km or pt-BR'],

  ['a person twice', { '/people/1/id': 'ny-sokha', '/postcard/to': ['ny-sokha'] }, 'error /people/1/id: “ny-sokha” stands twice in “people”'],
  ['a target twice', { '/letter/targets/0/id': 'minister' }, 'error /letter/targets/1/id: “minister” stands twice in “targets”'],
  ['a design twice', { '/postcard/designs/1': { id: 'lotus', src: 'a.jpg', alt: 'A' } }, 'error /postcard/designs/1/id: “lotus” stands twice in “designs”'],
  ['a field twice', { '/fields/1/id': 'job' }, 'error /fields/1/id: “job” stands twice in “fields”'],
  ['a consent twice', { '/consent/1': { id: 'news', statement: 'A' } }, 'error /consent/1/id: “news” stands twice in “consent”'],
  ['a recipient twice', { '/postcard/to/2': 'lim-mony' }, 'error /postcard/to/2: “lim-mony” stands twice in “to”'],
  ['a channel twice', { '/share/channels/2': 'copy' }, 'error /share/channels/2: “copy” stands twice in “channels”'],
  ['a partner twice', { '/partners/2': 'one' }, 'error /partners/2: “one” stands twice in “partners”'],
  ...['https://ខ្មែរ.example', 'https://a.example;sandbox', 'https://*.example', 'https://A.example', 'https://a.example/', "https://a.example 'self'"].map(
    (origin): [string, Record<string, unknown>, string] => [
      `the origin ${origin}`,
      { '/origins': [origin] },
      'error /origins/0: entry 1 of “origins” is not an origin; write https://partner.example in small letters, other scripts as xn--…, with no path behind it and no *',
    ],
  ),
  ['an origin with the port that goes without saying', { '/origins': ['https://a.example:443'] }, 'error /origins/0: no page’s origin is “https://a.example:443”; write https://a.example, as browsers do'],
  ['an origin with a port that is none', { '/origins': ['https://a.example:99999'] }, 'error /origins/0: “https://a.example:99999” is the origin of no page'],
  ['an origin twice', { '/origins': ['null', 'null'] }, 'error /origins/1: “null” stands twice in “origins”'],
  ['closing before opening', { '/closes': '2016-04-27T17:00Z' }, 'error /closes: “closes” is not after “opens”, so the action would never be open'],
  ['closed before opening', { '/closed': { at: '2016-01-01T00:00Z', text: 'Over.' } }, 'warning /closed/at: the action is closed before it opens'],
  ['an unknown time zone', { '/people/0/timeZone': 'Asia/Pnom_Penh' }, 'error /people/0/timeZone: there is no time zone “Asia/Pnom_Penh” (did you mean “Asia/Phnom_Penh”?)'],
  ['freed before arrest', { '/people/0/held/0/to': '2016-04-27' }, 'error /people/0/held/0/to: “to” is before “from”'],
  ['overlapping spells', { '/people/0/held/1': { from: '2017-06-28', to: '2018-01-01' } }, 'warning /people/0/held/1: this spell overlaps another; a day in both is counted once'],
  ['a spell inside an open one', { '/people/1/held/1': { from: '2017-01-01' } }, 'warning /people/1/held/1: an earlier spell has no “to”, so this one adds nothing'],
  ['a card to nobody', { '/postcard/to/0': 'ny-soka' }, 'error /postcard/to/0: “ny-soka” is the id of none of the people (did you mean “ny-sokha”?)'],
  ['steps that fall', { '/goal/steps/2': 500 }, 'error /goal/steps/2: each step is higher than the one before it'],
  ['a number that is never shown', { '/goal/showFrom': 1001 }, 'warning /goal/showFrom: no number is shown before the last step is behind'],
  ['a select without options', { '/fields/0/options': undefined, '/translations/km/fields': undefined }, 'error /fields/0: a select needs “options”'],
  ['options without a select', { '/fields/1/options': ['a'] }, 'error /fields/1/options: only a select has “options”, not a checkbox'],
  ['an option twice', { '/fields/0/options': ['a', 'a'] }, 'error /fields/0/options/1: “a” stands twice in “options”'],
  ['a country that is none', { '/letter/targets/0/countries/1': 'UK' }, 'error /letter/targets/0/countries/1: there is no country “UK”'],
  ['countries, and nobody asks', { '/ask': {} }, 'error /ask/country: a target has “countries”, so the form must know where a supporter lives: write "ask": {"country": "required"}'],
  ['countries of everybody', { '/letter/targets/1/countries': ['NZ'] }, 'warning /letter/targets: supporters who live in none of these “countries” have nobody to write to'],
  ['a mail to nowhere', { '/letter/delivery': 'mailto', '/letter/targets/0/email': 'a@example.org' }, 'error /letter/targets/1/email: “email” is missing, and the letter is to be delivered by mailto'],
  [
    'a letter sent by email',
    {
      '/letter/delivery': 'email',
      '/letter/targets/0/email': 'a@example.org',
      '/letter/targets/1/email': 'b@example.org',
    },
    'warning /letter/delivery: a server that cannot send mail treats “email” as “collect”',
  ],
  ['a sealed campaign', { '/seal': { recipient: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p' } }, 'error /seal: sealed campaigns are not supported yet'],
  ['a body over its own limit', { '/letter/maxLength': 19 }, 'error /letter/body: “body” has 20 characters, and 19 are allowed'],
  ['a long subject', { '/letter/subject': '👋'.repeat(201) }, 'error /letter/subject: “subject” has 201 characters, and 200 are allowed'],
  ['a long translated body', { '/translations/km/letter/body': 'ក'.repeat(1001) }, 'error /translations/km/letter/body: “body” has 1001 characters, and 1000 are allowed'],
  ['an unknown placeholder', { '/letter/targets/1/salutation': 'Dear {title}' }, 'warning /letter/targets/1/salutation: {title} is not filled in; only {honours}, {name} and {office} are'],
  ['a placeholder in the body', { '/translations/km/letter/body': '{name}' }, 'warning /translations/km/letter/body: {name} is filled in only in a salutation, and stays as it is in “body”'],
  ['a translation into its own language', { '/translations/EN': {} }, 'warning /translations/EN: the texts in “EN” stand in the document itself, so these are never shown'],
  ['a translated stranger', { '/translations/km/people/ny-soka': {} }, 'error /translations/km/people/ny-soka: “ny-soka” is none of the ids in “people” of the document (did you mean “ny-sokha”?)'],
  ['too few options', { '/translations/km/fields/job/options': ['គ្រូ'] }, 'error /translations/km/fields/job/options: “options” has 1 entries here, and 2 in the document: they are matched by their order'],
  ['too many hints', { '/translations/km/postcard/guidance/2': 'គ' }, 'error /translations/km/postcard/guidance: “guidance” has 3 entries here, and 2 in the document: they are matched by their order'],
  ['an update that is not there', { '/translations/km/updates/0/date': '2016-10-11' }, 'error /translations/km/updates/0: the document has no update of 2016-10-11 that this could translate'],
  ['a text that is not there', { '/translations/km/summary': 'ក' }, 'warning /translations/km/summary: “summary” is translated here, but the document itself has none'],
  ['an unknown key', { '/organiser/privacyurl': '/p' }, 'warning /organiser/privacyurl: “privacyurl” is not a key that is read here (did you mean “privacyUrl”?)'],
  ['an unknown key like no other', { '/colour': 'red' }, 'warning /colour: “colour” is not a key that is read here'],
  ['a link without encryption', { '/postcard/designs/0/src': 'HTTP://example.org/a.jpg' }, 'warning /postcard/designs/0/src: “src” is not encrypted, and browsers may refuse it; write https:// if the site has it'],
  ['no retention', { '/retention': undefined }, 'warning /retention: “retention” is missing, so the form will say: “Example decides how long to keep your data.”'],
  ['cards that lose their words before they are printed', { '/retention/days': 29 }, 'warning /retention/days: after 29 days the words of a card are deleted, printed or not; where it is not read and printed that soon, write 30 or more'],
  ['no privacy page', { '/organiser/privacyUrl': undefined }, 'warning /organiser/privacyUrl: “privacyUrl” is missing, so the form has no link to how you handle personal data'],
];

describe('the checker', () => {
  it('has nothing to say about a whole document', () => {
    const { campaign: read, findings } = lintCampaign(JSON.stringify(whole()));
    assert.deepEqual(findings, []);
    assert.deepEqual(read, whole());
  });

  it('takes a document of updates alone', () => {
    const { version, id, language, title, organiser, updates } = whole();
    assert.deepEqual(check({ version, id, language, title, organiser: { ...organiser, privacyUrl: undefined }, updates }), []);
  });

  for (const [promise, changes, ...findings] of cases)
    it(`finds ${promise}`, () => assert.deepEqual(check(changed(changes)), findings));

  it('finds a document that is too large, in bytes', () => {
    const document = { ...whole(), updates: Array.from({ length: 8 }, () => ({ date: '2016-10-10', text: 'ក'.repeat(12_000) })) };
    assert.deepEqual(check(document), ['error : the document has 284 KiB, and at most 256 are read']);
  });

  it('names the fault of each part although another is broken', () => {
    const found = check(changed({ '/people/0/timeZone': 'Asia/X', '/letter/choose': 'any', '/goal/steps/1': 1 }));
    assert.deepEqual(found.map((one) => one.split(':')[0]), [
      'error /people/0/timeZone',
      'error /letter/choose',
      'error /goal/steps/1',
    ]);
  });

  it('returns a campaign where there are only warnings', () => {
    const { campaign: read, findings } = lintCampaign(JSON.stringify({ ...whole(), colour: 'red' }));
    assert.equal(findings.length, 1);
    assert.deepEqual(read, whole());
  });
});

describe('the checker points to the place', () => {
  const places = (text: string) => lintCampaign(text).findings.map((one) => `${one.line}:${one.column} ${one.message}`);

  for (const [text, ...expected] of [
    ['', '1:1 the document is empty'],
    ['{\n  "a": 1,\n}', '3:1 delete the comma before this }'],
    ['{"a": 1 // no\n, "b": [1,]}', '1:9 JSON takes no comments; delete this one', '2:11 delete the comma before this ]'],
    ['{"a": 1\r\n"b": 2}', '2:1 a comma is missing here'],
    ['{"a" 1}', '1:6 a colon is missing here'],
    ['{"a": “x”}', '1:7 names and texts stand in straight double quotes: "…"'],
    ['{"a": 1', '1:8 the closing } is missing'],
    ['{"a": 1}}', '1:9 the document has ended before this; delete what follows, or a bracket too many'],
    ['{"a": "x\ny"}', '1:7 this text is not closed; it ends with a straight double quote in the same line, and \\n stands for a new line'],
    ['{"a": "\\x"}', '1:7 this text holds a backslash that JSON does not know; write \\\\ for a backslash and \\n for a new line'],
    ['{"a": tru}', '1:7 this is not JSON; texts stand in "double quotes", else only numbers, true, false and null'],
    ['{"a":', '1:6 the document ends too early'],
    ['['.repeat(100_000), '1:1 the document is nested too deeply'],
  ] as const)
    it(`in ${JSON.stringify(text.slice(0, 40))}`, () => assert.deepEqual(places(text), expected));

  it('of a value, of a missing one, of an unknown key, of a key that stands twice', () => {
    const text = `{"version": 1, "id": "a", "language": "en",
  "title": "",
  "organiser": {"name": "A", "name": "B"},
  "titel": "x"}`;
    assert.deepEqual(places(text), [
      '2:12 “title” is empty; write something, or leave it out',
      '3:16 “url” is missing',
      '3:30 “name” stands here a second time',
      '4:3 “titel” is not a key that is read here (did you mean “title”?)',
    ]);
  });

  it('behind a byte order mark as an editor shows it', () => {
    assert.deepEqual(places('\ufeff{"a": x}').map((one) => one.split(' ')[0]), ['1:7']);
  });
});

describe('whatever it is given, the checker', () => {
  const schema = z.toJSONSchema(campaignSchema, { io: 'input' }) as unknown as Schema;

  it('gives a campaign exactly if there is no error, and only one that has its shape', () => {
    fc.assert(
      fc.property(documents(schema), (document) => {
        const { campaign: read, findings } = lintCampaign(JSON.stringify(document));
        assert.equal(read !== undefined, !findings.some(({ level }) => level === 'error'));
        if (read) assert.ok(campaignSchema.safeParse(document).success);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, and takes nothing for JSON that a browser refuses', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '"a"', '1', 'null', '//', '/*', '\\', '\0', '\n', 'ក', '.');
    const refused = (text: string) => {
      try {
        JSON.parse(text);
        return false;
      } catch {
        return true;
      }
    };
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (some) => {
        const { findings } = lintCampaign(some.join(''));
        assert.ok(findings.length);
        const shape = findings.some(({ message }) => /^“|^the document must be/.test(message));
        assert.equal(shape, !refused(some.join('')));
      }),
    );
  });
});

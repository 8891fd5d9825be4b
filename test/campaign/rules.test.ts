import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { countries, needsPostalCode } from '../../src/campaign/countries.ts';
import { countGraphemes, isIsoDate, isEmail, isIsoDateTime } from '../../src/campaign/formats.ts';
import { getGoalProgress } from '../../src/campaign/goal.ts';
import { resolveLink } from '../../src/campaign/links.ts';
import { safeUrl } from '../../src/campaign/url.ts';
import { toJsonPointer, parseJsonPointer } from '../../src/campaign/json-pointer.ts';
import { getNextPhaseChange, getPhase } from '../../src/campaign/phase.ts';
import { randomRuns } from '../support/random-runs.ts';
import { createFullCampaign } from './support/full-campaign.ts';

describe('the phase of a campaign', () => {
  const opens = '2018-07-01T00:00:00+07:00';
  const closes = '2018-08-01T00:00:00+07:00';
  const [opensAt, closesAt] = [Date.parse(opens), Date.parse(closes)];
  const closed = { at: '2018-07-15T00:00:00Z', text: 'Over.' };

  it('is always open without dates', () => {
    assert.equal(getPhase({}, 0), 'open');
    assert.equal(getNextPhaseChange({}, 0), Infinity);
  });

  it('is upcoming before opens, open from then on, and closed from closes on', () => {
    const phases = [opensAt - 1, opensAt, closesAt - 1, closesAt].map((now) => getPhase({ opens, closes }, now));
    assert.deepEqual(phases, ['upcoming', 'open', 'open', 'closed']);
  });

  it('is closed once the campaign is closed by hand, even before it would have opened', () => {
    assert.equal(getPhase({ opens, closes, closed }, Date.parse(closed.at)), 'closed');
    assert.equal(getPhase({ opens: closes, closed }, Date.parse(closed.at)), 'closed');
    assert.equal(getPhase({ opens, closes, closed }, Date.parse(closed.at) - 1), 'open');
  });

  it('changes next exactly at the next of its dates', () => {
    const dates = { opens, closes, closed };
    assert.equal(getNextPhaseChange(dates, opensAt - 1), opensAt);
    assert.equal(getNextPhaseChange(dates, opensAt), Date.parse(closed.at));
    assert.equal(getNextPhaseChange(dates, Date.parse(closed.at)), closesAt);
    assert.equal(getNextPhaseChange(dates, closesAt), Infinity);
  });
});

describe('getGoalProgress', () => {
  const goal = { steps: [100, 500, 1000], showFrom: 20 };

  for (const [people, progress] of [
    [0, undefined],
    [19, undefined],
    [20, { people: 20, goal: 100 }],
    [89, { people: 89, goal: 100 }],
    [90, { people: 90, goal: 500 }],
    [449, { people: 449, goal: 500 }],
    [450, { people: 450, goal: 1000 }],
    [5000, { people: 5000, goal: 1000 }],
  ] as const)
    it(`returns ${progress ? `the goal ${progress.goal}` : 'nothing'} for ${people} people`, () => assert.deepEqual(getGoalProgress(people, goal), progress));

  it('returns nothing for zero people, and the number of people if there is no goal', () => {
    assert.equal(getGoalProgress(0, { steps: [10], showFrom: 0 }), undefined);
    assert.equal(getGoalProgress(0, undefined), undefined);
    assert.deepEqual(getGoalProgress(3, undefined), { people: 3 });
  });
});

const base = 'https://example.org/campaigns/five.json';

describe('resolveLink', () => {
  it('returns addresses next to the document by default', () => {
    const links = (['submissions', 'counts', 'messages', 'page'] as const).map((link) => resolveLink(createFullCampaign(), link, base));
    assert.deepEqual(links, [
      'https://example.org/campaigns/five/submissions',
      'https://example.org/campaigns/five/counts.json',
      'https://example.org/campaigns/five/messages.json',
      'https://example.org/a/five',
    ]);
  });

  it('returns the addresses of the document if it has links', () => {
    const campaign = { ...createFullCampaign(), links: { submissions: 'https://api.example.net/x', counts: '../numbers.json' } };
    assert.equal(resolveLink(campaign, 'submissions', base), 'https://api.example.net/x');
    assert.equal(resolveLink(campaign, 'counts', base), 'https://example.org/numbers.json');
    assert.equal(resolveLink(campaign, 'page', base), 'https://example.org/a/five');
  });
});

describe('safeUrl', () => {
  for (const [url, safe] of [
    ['https://a.example/x', 'https://a.example/x'],
    ['HTTP://a.example', 'http://a.example/'],
    ['b/c.jpg?d#e', 'https://example.org/campaigns/b/c.jpg?d#e'],
    ['javascript:alert(1)', undefined],
    ['JaVaScRiPt:alert(1)', undefined],
    ['java\nscript:alert(1)', undefined],
    ['java\tscript:alert(1)', undefined],
    ['\u0001javascript:alert(1)', undefined],
    [' javascript:alert(1)', undefined],
    ['data:text/html,<script>', undefined],
    ['vbscript:x', undefined],
    ['blob:https://a.example/1', undefined],
    ['file:///etc/passwd', undefined],
    ['mailto:a@example.org', undefined],
    ['https://', undefined],
    ['', undefined],
    [undefined, undefined],
  ] as const)
    it(`returns ${safe ?? 'nothing'} for ${JSON.stringify(url)}`, () => assert.equal(safeUrl(url, base), safe));

  it('returns nothing for a document that was opened as a file', () => assert.equal(safeUrl('b.jpg', 'file:///a.json'), undefined));

  it('returns only http and https addresses for any input', () => {
    const text = fc.array(fc.constantFrom('javascript', 'data', 'http', 'https', ':', '/', '\\', '?', '#', '@', '\t', '\n', ' ', 'a', '%3a', '\u0000', '：'));
    fc.assert(
      fc.property(fc.oneof(text.map((parts) => parts.join('')), fc.string()), (url) => {
        const safe = safeUrl(url, base);
        if (safe !== undefined) assert.match(safe, /^https?:\/\//);
      }),
      { numRuns: randomRuns(500) },
    );
  });
});

describe('isIsoDate', () => {
  it('accepts only days that exist', () => {
    for (const day of ['2016-02-29', '2018-12-31', '0001-01-01']) assert.ok(isIsoDate(day), day);
    for (const day of ['2018-02-29', '2018-04-31', '2018-13-01', '2018-00-01', '2018-1-1', '18-01-01', '2018-01-01T00:00Z', ''])
      assert.ok(!isIsoDate(day), day);
  });
});

describe('isIsoDateTime', () => {
  it('accepts only existing times with an offset', () => {
    for (const instant of ['2018-08-01T00:00Z', '2018-08-01T00:00:00+07:00', '2018-08-01T23:59:59.999-09:30']) {
      assert.ok(isIsoDateTime(instant), instant);
      assert.ok(!Number.isNaN(Date.parse(instant)), instant);
    }
    for (const instant of ['2018-08-01', '2018-08-01T00:00', '2018-08-01T24:00Z', '2018-02-30T00:00Z', '2018-08-01T00:00+7', '2018-08-01 00:00Z'])
      assert.ok(!isIsoDateTime(instant), instant);
  });
});

describe('isEmail', () => {
  it('accepts what a browser accepts as an email address', () => {
    for (const address of ['a@example.org', "o'neil+x@mail.example.org", 'a@b']) assert.ok(isEmail(address), address);
    for (const address of ['a', 'a@', '@b', 'a@b@c', 'a b@c', 'a@b..c', 'a@-b', 'a@b-', `${'a'.repeat(250)}@b.org`])
      assert.ok(!isEmail(address), address);
  });
});

describe('countGraphemes', () => {
  for (const [text, length] of [
    ['', 0],
    ['abc\n', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['👩‍👩‍👧', 1],
    ['🇰🇭', 1],
    ['ស្រី', 1],
    ['ខ្មែរ', 2],
    ['नमस्ते', 3],
    ['\r\n', 1],
  ] as const)
    it(`counts ${length} in ${JSON.stringify(text)}`, () => assert.equal(countGraphemes(text), length));
});

describe('the list of countries', () => {
  it('contains countries with a name in CLDR, in alphabetical order and without duplicates', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    assert.equal(countries.length, 250);
    assert.deepEqual([...new Set(countries)].sort(), countries);
    for (const code of countries) assert.ok(names.of(code), code);
  });
});

describe('needsPostalCode', () => {
  it('is false for countries whose mail needs none, and true for any other and for none', () => {
    for (const country of ['AE', 'AO', 'FJ', 'HK', 'IE', 'MO', 'QA', 'ZW']) assert.equal(needsPostalCode(country), false, country);
    for (const country of ['AU', 'GB', 'KE', 'KH', 'SA', 'US', 'XK', 'XX', '', undefined]) assert.equal(needsPostalCode(country), true, country);
    assert.equal(countries.filter((country) => !needsPostalCode(country)).length, 71);
  });
});

describe('a JSON pointer', () => {
  it('is formatted and parsed as RFC 6901 requires', () => {
    assert.equal(toJsonPointer(['fields', 'a/b', 'm~n', 0, '']), '/fields/a~1b/m~0n/0/');
    assert.equal(toJsonPointer([]), '');
    assert.deepEqual(parseJsonPointer('/a~1b/~01'), ['a/b', '~1']);
  });

  it('is parsed to the keys it was made from', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a') })), (keys) => assert.deepEqual(parseJsonPointer(toJsonPointer(keys)), keys)));
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { countries } from '../../src/campaign/countries.ts';
import { countGraphemes, isIsoDate, isEmail, isIsoDateTime } from '../../src/campaign/formats.ts';
import { getGoalProgress } from '../../src/campaign/goal.ts';
import { resolveLink } from '../../src/campaign/links.ts';
import { safeUrl } from '../../src/campaign/url.ts';
import { toJsonPointer, parseJsonPointer } from '../../src/campaign/json-pointer.ts';
import { getNextPhaseChange, getPhase } from '../../src/campaign/phase.ts';
import { whole } from './support/full-campaign.ts';

describe('an action', () => {
  const opens = '2018-07-01T00:00:00+07:00';
  const closes = '2018-08-01T00:00:00+07:00';
  const [first, last] = [Date.parse(opens), Date.parse(closes)];
  const closed = { at: '2018-07-15T00:00:00Z', text: 'Over.' };

  it('without dates is open, and stays so', () => {
    assert.equal(getPhase({}, 0), 'open');
    assert.equal(getNextPhaseChange({}, 0), Infinity);
  });

  it('is early, open from its first millisecond on, and closed from its last', () => {
    const phases = [first - 1, first, last - 1, last].map((now) => getPhase({ opens, closes }, now));
    assert.deepEqual(phases, ['upcoming', 'open', 'open', 'closed']);
  });

  it('closed by hand is closed, also before it would have opened', () => {
    assert.equal(getPhase({ opens, closes, closed }, Date.parse(closed.at)), 'closed');
    assert.equal(getPhase({ opens: closes, closed }, Date.parse(closed.at)), 'closed');
    assert.equal(getPhase({ opens, closes, closed }, Date.parse(closed.at) - 1), 'open');
  });

  it('changes next at the next of its instants, and exactly then', () => {
    const dates = { opens, closes, closed };
    assert.equal(getNextPhaseChange(dates, first - 1), first);
    assert.equal(getNextPhaseChange(dates, first), Date.parse(closed.at));
    assert.equal(getNextPhaseChange(dates, Date.parse(closed.at)), last);
    assert.equal(getNextPhaseChange(dates, last), Infinity);
  });
});

describe('the goal', () => {
  const goal = { steps: [100, 500, 1000], showFrom: 20 };

  for (const [people, shown] of [
    [0, undefined],
    [19, undefined],
    [20, { people: 20, goal: 100 }],
    [89, { people: 89, goal: 100 }],
    [90, { people: 90, goal: 500 }],
    [449, { people: 449, goal: 500 }],
    [450, { people: 450, goal: 1000 }],
    [5000, { people: 5000, goal: 1000 }],
  ] as const)
    it(`of ${people} people is ${shown?.goal ?? 'not shown'}`, () => assert.deepEqual(getGoalProgress(people, goal), shown));

  it('never shows a nought, and none is needed to show people', () => {
    assert.equal(getGoalProgress(0, { steps: [10], showFrom: 0 }), undefined);
    assert.equal(getGoalProgress(0, undefined), undefined);
    assert.deepEqual(getGoalProgress(3, undefined), { people: 3 });
  });
});

describe('a link', () => {
  const base = 'https://example.org/campaigns/five.json';

  it('of a campaign stands beside its document', () => {
    const links = (['submissions', 'counts', 'messages', 'page'] as const).map((link) => resolveLink(whole(), link, base));
    assert.deepEqual(links, [
      'https://example.org/campaigns/five/submissions',
      'https://example.org/campaigns/five/counts.json',
      'https://example.org/campaigns/five/messages.json',
      'https://example.org/a/five',
    ]);
  });

  it('of a campaign can stand elsewhere', () => {
    const campaign = { ...whole(), links: { submissions: 'https://api.example.net/x', counts: '../numbers.json' } };
    assert.equal(resolveLink(campaign, 'submissions', base), 'https://api.example.net/x');
    assert.equal(resolveLink(campaign, 'counts', base), 'https://example.org/numbers.json');
    assert.equal(resolveLink(campaign, 'page', base), 'https://example.org/a/five');
  });

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
    it(`${JSON.stringify(url)} becomes ${safe ?? 'nothing'}`, () => assert.equal(safeUrl(url, base), safe));

  it('of a document that was opened as a file leads nowhere', () => assert.equal(safeUrl('b.jpg', 'file:///a.json'), undefined));

  it('that is let through leads to http or https, whatever was written', () => {
    const text = fc.array(fc.constantFrom('javascript', 'data', 'http', 'https', ':', '/', '\\', '?', '#', '@', '\t', '\n', ' ', 'a', '%3a', '\u0000', '：'));
    fc.assert(
      fc.property(fc.oneof(text.map((parts) => parts.join('')), fc.string()), (url) => {
        const safe = safeUrl(url, base);
        if (safe !== undefined) assert.match(safe, /^https?:\/\//);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a form of a value', () => {
  it('is a day only if the day exists', () => {
    for (const day of ['2016-02-29', '2018-12-31', '0001-01-01']) assert.ok(isIsoDate(day), day);
    for (const day of ['2018-02-29', '2018-04-31', '2018-13-01', '2018-00-01', '2018-1-1', '18-01-01', '2018-01-01T00:00Z', ''])
      assert.ok(!isIsoDate(day), day);
  });

  it('is an instant only with an offset', () => {
    for (const instant of ['2018-08-01T00:00Z', '2018-08-01T00:00:00+07:00', '2018-08-01T23:59:59.999-09:30']) {
      assert.ok(isIsoDateTime(instant), instant);
      assert.ok(!Number.isNaN(Date.parse(instant)), instant);
    }
    for (const instant of ['2018-08-01', '2018-08-01T00:00', '2018-08-01T24:00Z', '2018-02-30T00:00Z', '2018-08-01T00:00+7', '2018-08-01 00:00Z'])
      assert.ok(!isIsoDateTime(instant), instant);
  });

  it('is an address as a browser takes it', () => {
    for (const address of ['a@example.org', "o'neil+x@mail.example.org", 'a@b']) assert.ok(isEmail(address), address);
    for (const address of ['a', 'a@', '@b', 'a@b@c', 'a b@c', 'a@b..c', 'a@-b', 'a@b-', `${'a'.repeat(250)}@b.org`])
      assert.ok(!isEmail(address), address);
  });
});

describe('the length of a text', () => {
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
    it(`${JSON.stringify(text)} is ${length}, as a reader counts`, () => assert.equal(countGraphemes(text), length));
});

describe('the countries', () => {
  it('are each named by CLDR and stand once, in order', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    assert.equal(countries.length, 250);
    assert.deepEqual([...new Set(countries)].sort(), countries);
    for (const code of countries) assert.ok(names.of(code), code);
  });
});

describe('a pointer', () => {
  it('is written and read as RFC 6901 says', () => {
    assert.equal(toJsonPointer(['fields', 'a/b', 'm~n', 0, '']), '/fields/a~1b/m~0n/0/');
    assert.equal(toJsonPointer([]), '');
    assert.deepEqual(parseJsonPointer('/a~1b/~01'), ['a/b', '~1']);
  });

  it('leads back to its keys', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a') })), (keys) => assert.deepEqual(parseJsonPointer(toJsonPointer(keys)), keys)));
  });
});

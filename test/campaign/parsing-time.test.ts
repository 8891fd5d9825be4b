/** Whatever reads input from outside takes linear time, so that no text can block a server or a page. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isIsoDate, isIsoDateTime } from '../../src/campaign/dates.ts';
import { normalizeEmail } from '../../src/campaign/email.ts';
import { parseFormData } from '../../src/campaign/form-data.ts';
import { countGraphemes, isEmail, slugPattern } from '../../src/campaign/formats.ts';
import { parseJsonPointer } from '../../src/campaign/json-pointer.ts';
import { getLanguageFallbacks } from '../../src/campaign/language-fallbacks.ts';
import { interpolateTarget } from '../../src/campaign/letter.ts';
import { lintCampaign } from '../../src/campaign/linter/lint-campaign.ts';
import { negotiateLanguage } from '../../src/campaign/localize.ts';
import { buildMailtoUrl, formatLetter } from '../../src/campaign/mailto.ts';
import { languageTagSchema, originSchema, timeZoneSchema } from '../../src/campaign/schema/values.schema.ts';
import { isUuid } from '../../src/campaign/schema/submission.schema.ts';
import { hasVisibleText, normalizeText } from '../../src/campaign/text.ts';
import { isUrl } from '../../src/campaign/url.ts';
import { validateSubmissionBody } from '../../src/campaign/validation/validate-submission.ts';
import { createFullCampaign } from './support/full-campaign.ts';

const campaign = createFullCampaign();
const target = campaign.letter!.targets[0]!;
const submission = {
  id: '0b1e7a52-5a8c-4f6e-9d53-6f3f0a1b2c3d',
  kind: 'letter',
  language: 'en',
  letter: { targets: ['minister'], subject: 'A', body: 'A' },
};

const readers: Record<string, (text: string) => unknown> = {
  'a text for visible characters': hasVisibleText,
  'a text to normalize': normalizeText,
  'the length of a text': countGraphemes,
  'an email address': (text) => isEmail(normalizeEmail(text)),
  'the domain of an email address': (text) => normalizeEmail(`a@ü${text}.org`),
  'a URL': isUrl,
  'a day': isIsoDate,
  'a point in time': isIsoDateTime,
  'a slug': (text) => slugPattern.test(text),
  'an id': isUuid,
  'a language tag': (text) => languageTagSchema.safeParse(text),
  'the fallbacks of a language tag': getLanguageFallbacks,
  'the requested language': (text) => negotiateLanguage(campaign, text),
  'an origin': (text) => originSchema.safeParse(text),
  'a time zone': (text) => timeZoneSchema.safeParse(text),
  'a JSON pointer': parseJsonPointer,
  'a salutation': (text) => interpolateTarget(text, target),
  'a mailto link': (text) => buildMailtoUrl({ to: ['a@example.org'], subject: 'A', body: formatLetter('A', text, 'A') }),
  'the texts of a submission': (text) =>
    validateSubmissionBody(campaign, {
      ...submission,
      language: text,
      person: { name: text, email: text, country: text, postalCode: text },
      letter: { targets: [text], subject: text, body: text },
      fields: { job: text, [text]: text },
      consent: [{ id: text, statement: text, given: true }],
      tracking: { partner: text, origin: text },
    }),
  'the body of a letter': (text) => validateSubmissionBody(campaign, { ...submission, letter: { ...submission.letter, body: text } }),
  'a form': (text) => parseFormData(campaign, 'letter', new URLSearchParams({ 'person/name': text, 'person/email': text, 'letter/body': text, 'consent/news': text })),
  'a document': (text) => lintCampaign(text),
  'the texts of a document': (text) =>
    lintCampaign(JSON.stringify({ ...campaign, id: text, language: text, title: text, opens: text, origins: [text], [text]: text, letter: { ...campaign.letter, body: text, salutation: text }, translations: { [text]: { title: text } } })),
};

const createItems = <T>(count: number, create: (i: number) => T) => Array.from({ length: count }, (_, i) => create(i));
const createRecord = (count: number, value: unknown) => Object.fromEntries(createItems(count, (i) => [`key${i}`, value]));
const lists: Record<string, (count: number) => object> = {
  'unknown keys': (count) => createRecord(count, 1),
  partners: (count) => ({ partners: createItems(count, (i) => `partner-${i}`) }),
  'equal partners': (count) => ({ partners: createItems(count, () => 'partner') }),
  origins: (count) => ({ origins: createItems(count, (i) => `https://a${i}.example`) }),
  people: (count) => ({ people: createItems(count, (i) => ({ id: `person-${i}`, name: 'A', timeZone: 'Asia/Phnom_Penh', held: [{ from: '2016-04-28' }] })) }),
  targets: (count) => ({ letter: { ...campaign.letter, targets: createItems(count, (i) => ({ ...target, id: `target-${i}` })) } }),
  'equal targets': (count) => ({ letter: { ...campaign.letter, targets: createItems(count, () => target) } }),
  fields: (count) => ({ fields: createItems(count, (i) => ({ id: `field-${i}`, label: 'A', type: 'text' })) }),
  consents: (count) => ({ consent: createItems(count, (i) => ({ id: `consent-${i}`, statement: 'A' })) }),
  updates: (count) => ({ updates: createItems(count, () => ({ date: '2018-01-01', text: 'A' })) }),
  translations: (count) => ({ translations: createRecord(count, { title: 'A' }) }),
  'goal steps': (count) => ({ goal: { steps: createItems(count, (i) => i + 1) } }),
};

/** The repeated part of a long text. */
const fillings = ['a', ' ', '.', ',', '-', 'a-', 'a_', '@', 'a.', '<', '{', '{a', '"', '\\', '[', '\n', '\n ', '\r', '/', '~', '%', 'ü', 'ü.', '\u200b', 'ក', '👋', '\ud83d', '1', '+07:00'];

/** Of the longer text; the shorter one has a quarter of it. */
const length = 40_000;

/** Of the longer list. */
const listLength = 4000;

/** The minimum of several runs, in microseconds of processor time, which a busy machine affects less than elapsed time. */
function measure(read: (text: string) => unknown, text: string, runs: number): number {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = process.cpuUsage();
    read(text);
    const { user, system } = process.cpuUsage(start);
    times.push(user + system);
  }
  return Math.min(...times);
}

function assertLinear(read: (text: string) => unknown, short: string, long: string, what: string): void {
  const shortTime = measure(read, short, 4);
  // Four times the length takes four times as long, or 16 times if reading is quadratic; shorter times are too inexact.
  const limit = 10 * Math.max(shortTime, 2000);
  let longTime = measure(read, long, 1);
  if (longTime > limit) longTime = measure(read, long, 8);
  assert.ok(longTime <= limit, `${what}: ${shortTime} µs, and ${longTime} µs for four times as much`);
}

describe('the time to read', () => {
  for (const [name, read] of Object.entries(readers))
    it(`${name} grows at most in proportion to its length`, () => {
      for (const filling of fillings) {
        // The last character makes a pattern fail that matches the rest.
        const [short, long] = [length / 4, length].map((size) => `${filling.repeat(size / filling.length)}\u0001`);
        assertLinear(read, short!, long!, `filled with ${JSON.stringify(filling)}`);
      }
    });

  for (const [name, create] of Object.entries(lists))
    it(`the ${name} of a document grows at most in proportion to their number`, () => {
      const [short, long] = [listLength / 4, listLength].map((count) => JSON.stringify({ ...campaign, ...create(count) }));
      assertLinear(lintCampaign, short!, long!, name);
    });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { findFieldErrors, findUnansweredConsents } from '../../src/campaign/validation/submission-rules.ts';
import { fieldErrorCodes } from '../../src/campaign/schema/problem.schema.ts';
import { validateSubmission } from '../../src/campaign/validation/validate-submission.ts';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { put } from './support/set-path.ts';
import { whole } from './support/full-campaign.ts';

const letter = (): Submission => ({
  id: '0b1e7a52-5a8c-4f6e-9d53-6f3f0a1b2c3d',
  kind: 'letter',
  language: 'en',
  person: { name: 'Anna', email: 'anna@example.org', country: 'AU' },
  letter: { targets: ['ambassador', 'minister'], subject: 'Release them', body: 'Please.' },
  fields: { job: 'Teacher', member: true },
  consent: [{ id: 'news', statement: 'Send me news.', given: false }],
  tracking: { partner: 'one', origin: 'https://one.example' },
});
const postcard = (): Submission => {
  const { letter: _, ...rest } = letter();
  const words = { to: ['ny-sokha'], design: 'lotus', message: 'Be well', from: 'Anna', publish: true };
  return { ...rest, kind: 'postcard', postcard: words };
};

const getErrors = (campaign: Campaign, submission: unknown) => {
  const result = validateSubmission(campaign, submission);
  return 'errors' in result ? result.errors.map(({ pointer, code }) => `${pointer} ${code}`) : [];
};

type Case = [name: string, create: () => Submission, changes: Record<string, unknown>, ...errors: string[]];
const long = 'x'.repeat(301);
const cases: Case[] = [
  ['a missing id', letter, { '/id': undefined }, '/id required'],
  ['an id that is not a UUID', letter, { '/id': '1' }, '/id invalid'],
  ['an unknown kind', letter, { '/kind': 'petition' }, '/kind invalid'],
  ['a missing language', letter, { '/language': undefined }, '/language required'],
  ['a missing letter', letter, { '/letter': undefined }, '/letter required'],
  ['a missing card', postcard, { '/postcard': undefined }, '/postcard required'],
  ['an empty list of targets', letter, { '/letter/targets': [] }, '/letter/targets required'],
  ['a missing list of targets', letter, { '/letter/targets': undefined }, '/letter/targets required'],
  ['an unknown target', letter, { '/letter/targets/0': 'nobody' }, '/letter/targets/0 unknown'],
  ['a duplicate target', letter, { '/letter/targets/0': 'minister' }, '/letter/targets/1 invalid'],
  ['a target offered in another country only', letter, { '/person/country': 'KH' }, '/letter/targets/0 not-offered'],
  ['a missing country', letter, { '/person/country': undefined }, '/letter/targets/0 not-offered', '/person/country required'],
  ['an unknown country', letter, { '/person/country': 'XX', '/letter/targets': ['minister'] }, '/person/country invalid'],
  ['a blank subject', letter, { '/letter/subject': ' ' }, '/letter/subject required'],
  ['a long subject', letter, { '/letter/subject': 'x'.repeat(221) }, '/letter/subject too-long'],
  ['a blank body', letter, { '/letter/body': '\n' }, '/letter/body required'],
  ['a long body', letter, { '/letter/body': 'x'.repeat(1101) }, '/letter/body too-long'],
  ['an unpaired surrogate', letter, { '/letter/body': '\ud800' }, '/letter/body invalid'],
  ['a NUL', letter, { '/person/name': 'A\0' }, '/person/name invalid'],
  ['an empty name', letter, { '/person/name': '' }, '/person/name required'],
  ['a long name', letter, { '/person/name': long }, '/person/name too-long'],
  ['an invalid email address', letter, { '/person/email': 'anna' }, '/person/email invalid'],
  ['a missing person', letter, { '/person': undefined, '/letter/targets': ['minister'] }, '/person/name required', '/person/country required'],
  ['a text instead of a person', letter, { '/person': 'Anna' }, '/person invalid', '/letter/targets/0 not-offered'],
  ['an empty list of recipients', postcard, { '/postcard/to': [] }, '/postcard/to required'],
  ['an unknown recipient', postcard, { '/postcard/to/0': 'x' }, '/postcard/to/0 unknown'],
  ['a missing design', postcard, { '/postcard/design': undefined }, '/postcard/design required'],
  ['an unknown design', postcard, { '/postcard/design': 'rose' }, '/postcard/design unknown'],
  ['a missing message', postcard, { '/postcard/message': undefined }, '/postcard/message required'],
  ['a long message', postcard, { '/postcard/message': 'x'.repeat(331) }, '/postcard/message too-long'],
  ['a blank sender', postcard, { '/postcard/from': ' ' }, '/postcard/from required'],
  ['a long sender', postcard, { '/postcard/from': 'x'.repeat(111) }, '/postcard/from too-long'],
  ['an unknown option', letter, { '/fields/job': 'Judge' }, '/fields/job not-offered'],
  ['a boolean in a select field', letter, { '/fields/job': true }, '/fields/job invalid'],
  ['a text in a checkbox', letter, { '/fields/member': 'yes' }, '/fields/member invalid'],
  ['an unknown field', letter, { '/fields/a~1b': 'x' }, '/fields/a~1b unknown'],
  ['a number in a field', letter, { '/fields/job': 5 }, '/fields/job invalid'],
  ['consent without an answer', letter, { '/consent/0/given': undefined }, '/consent/0/given required'],
  ['an unknown partner', letter, { '/tracking/partner': 'three' }, '/tracking/partner unknown'],
  ['a partner that is not a slug', letter, { '/tracking/partner': 'A B' }, '/tracking/partner invalid'],
  ['sealed content, which is not supported yet', letter, { '/sealed': 'age' }, '/sealed not-offered'],
  ['several errors', letter, { '/id': 1, '/person/name': '', '/letter/targets/1': 'x' }, '/id invalid', '/letter/targets/1 unknown', '/person/name required'],
];

describe('the validation of a submission', () => {
  it('accepts a valid submission and removes unknown keys', () => {
    assert.deepEqual(validateSubmission(whole(), { ...letter(), more: 1 }), { submission: letter() });
    assert.deepEqual(validateSubmission(whole(), postcard()), { submission: postcard() });
  });

  for (const [name, create, changes, ...errors] of cases)
    it(`reports ${name} at its pointer`, () => assert.deepEqual(getErrors(whole(), put(create(), changes)), errors));

  for (const value of [null, 'x', 5, [], [letter()]])
    it(`rejects ${JSON.stringify(value).slice(0, 10)} as a whole`, () => assert.deepEqual(getErrors(whole(), value), [' invalid']));

  it('allows a tenth more on the server than in the page, in any script', () => {
    const sent = put(letter(), { '/letter/body': 'ក'.repeat(1100) }) as Submission;
    assert.deepEqual(getErrors(whole(), sent), []);
    assert.deepEqual(findFieldErrors(whole(), sent), [{ pointer: '/letter/body', code: 'too-long' }]);
  });

  it('rejects several targets if only one can be chosen', () => {
    const campaign = put(whole(), { '/letter/choose': 'one' }) as Campaign;
    assert.deepEqual(getErrors(campaign, letter()), ['/letter/targets too-long']);
  });

  it('rejects a kind that the campaign does not offer', () => {
    const { postcard: _, ...campaign } = whole();
    assert.deepEqual(getErrors(campaign, postcard()), ['/kind not-offered']);
  });

  it('rejects publication if the campaign publishes nothing', () => {
    const campaign = put(whole(), { '/postcard/publish': 'never' }) as Campaign;
    assert.deepEqual(getErrors(campaign, postcard()), ['/postcard/publish not-offered']);
  });

  it('requires an answer to required fields, and a tick in a required checkbox', () => {
    const campaign = put(whole(), { '/fields/1/required': true, '/ask/postalCode': 'required' }) as Campaign;
    assert.deepEqual(getErrors(campaign, put(letter(), { '/fields/member': false })), ['/person/postalCode required', '/fields/member required']);
  });

  it('accepts a missing optional field with any id', () => {
    const campaign = put(whole(), { '/fields/1/id': 'constructor' }) as Campaign;
    assert.deepEqual(getErrors(campaign, put(letter(), { '/fields': {} })), []);
  });

  it('does not require an answer about consent, unlike the form', () => {
    const sent = put(letter(), { '/consent': undefined }) as Submission;
    assert.deepEqual(getErrors(whole(), sent), []);
    assert.deepEqual(findUnansweredConsents(whole(), sent), [{ pointer: '/consent/0', code: 'required' }]);
    assert.deepEqual(findUnansweredConsents(whole(), letter()), []);
  });

  it('rejects every submission to a sealed campaign, because sealing is not supported yet', () => {
    const campaign: Campaign = { ...whole(), seal: { recipient: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p' } };
    assert.deepEqual(getErrors(campaign, letter()), ['/kind not-offered']);
    assert.deepEqual(getErrors(campaign, { ...letter(), sealed: '-----BEGIN AGE' }), ['/kind not-offered', '/sealed not-offered']);
  });

  it('accepts each consent once, and only those of the campaign', () => {
    const [consent] = letter().consent!;
    assert.deepEqual(getErrors(whole(), { ...letter(), consent: [consent, { ...consent, given: true }] }), ['/consent/1/id invalid']);
    assert.deepEqual(getErrors(whole(), { ...letter(), consent: [{ ...consent, id: 'other' }] }), ['/consent/0/id unknown']);
  });

  it('accepts language tags of at most 35 characters', () => {
    assert.deepEqual(getErrors(whole(), { ...letter(), language: `en${'-abcdefgh'.repeat(3)}-abcde` }), []);
    assert.deepEqual(getErrors(whole(), { ...letter(), language: `en${'-abcdefgh'.repeat(3)}-abcdef` }), ['/language too-long']);
  });

  it('accepts a proof of work', () => assert.deepEqual(getErrors(whole(), { ...letter(), proof: 'x' }), []));

  it('lists at most fifty errors, whether of the schema or of the campaign', () => {
    const fields = (value: unknown) => Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`field${i}`, value]));
    assert.equal(getErrors(whole(), { ...letter(), fields: fields('x') }).length, 50);
    assert.equal(getErrors(whole(), { ...letter(), fields: fields(5) }).length, 50);
  });

  it('answers any input with pointers and codes, never with a value that was sent', () => {
    const secret = 'Xq7Zsecret';
    const junk = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(secret, [secret], { a: secret }, null, 5));
    const pointers = fc.constantFrom('/id', '/kind', '/language', '/person', '/person/name', '/person/email', '/letter', '/letter/targets', '/letter/targets/0', '/letter/body', '/fields', '/fields/job', '/consent', '/consent/0', '/tracking', '/tracking/partner', '/testing', '/sealed');
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(pointers, junk), { maxLength: 4, selector: ([pointer]) => pointer }), (changes) => {
        // The longest pointer first, while its parent still exists.
        const ordered = changes.sort(([a], [b]) => b.length - a.length);
        const result = validateSubmission(whole(), put(letter(), Object.fromEntries(ordered)));
        if (!('errors' in result)) return;
        assert.ok(result.errors.length);
        for (const error of result.errors) {
          assert.deepEqual(Object.keys(error), ['pointer', 'code']);
          assert.ok(fieldErrorCodes.includes(error.code));
          assert.match(error.pointer, /^(\/[^/]*)*$/);
        }
        const keys = result.errors.filter(({ pointer }) => !pointer.startsWith('/fields/'));
        assert.doesNotMatch(JSON.stringify(keys), /secret/);
      }),
      { numRuns: 1000 },
    );
  });
});

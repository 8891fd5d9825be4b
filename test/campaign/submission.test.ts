import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { findFieldErrors, findUnansweredConsents } from '../../src/campaign/validation/submission-rules.ts';
import { faultCodes } from '../../src/campaign/schema/problem.schema.ts';
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

const sealed = (): Campaign => ({ ...whole(), seal: { recipient: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p' } });
const brief = (campaign: Campaign, sent: unknown) => {
  const result = validateSubmission(campaign, sent);
  return 'faults' in result ? result.faults.map(({ pointer, code }) => `${pointer} ${code}`) : [];
};

type Case = [promise: string, sent: () => Submission, changes: Record<string, unknown>, ...faults: string[]];
const long = 'x'.repeat(301);
const cases: Case[] = [
  ['no id', letter, { '/id': undefined }, '/id required'],
  ['an id that is no UUID', letter, { '/id': '1' }, '/id invalid'],
  ['an unknown kind', letter, { '/kind': 'petition' }, '/kind invalid'],
  ['no language', letter, { '/language': undefined }, '/language required'],
  ['no letter', letter, { '/letter': undefined }, '/letter required'],
  ['no card', postcard, { '/postcard': undefined }, '/postcard required'],
  ['no target', letter, { '/letter/targets': [] }, '/letter/targets required'],
  ['no list of targets', letter, { '/letter/targets': undefined }, '/letter/targets required'],
  ['an unknown target', letter, { '/letter/targets/0': 'nobody' }, '/letter/targets/0 unknown'],
  ['a target twice', letter, { '/letter/targets/0': 'minister' }, '/letter/targets/1 invalid'],
  ['a target of another country', letter, { '/person/country': 'KH' }, '/letter/targets/0 not-offered'],
  ['no country', letter, { '/person/country': undefined }, '/letter/targets/0 not-offered', '/person/country required'],
  ['a country that is none', letter, { '/person/country': 'XX', '/letter/targets': ['minister'] }, '/person/country invalid'],
  ['no subject', letter, { '/letter/subject': ' ' }, '/letter/subject required'],
  ['a long subject', letter, { '/letter/subject': 'x'.repeat(221) }, '/letter/subject too-long'],
  ['no body', letter, { '/letter/body': '\n' }, '/letter/body required'],
  ['a long body', letter, { '/letter/body': 'x'.repeat(1101) }, '/letter/body too-long'],
  ['half a sign', letter, { '/letter/body': '\ud800' }, '/letter/body invalid'],
  ['a NUL', letter, { '/person/name': 'A\0' }, '/person/name invalid'],
  ['no name', letter, { '/person/name': '' }, '/person/name required'],
  ['a long name', letter, { '/person/name': long }, '/person/name too-long'],
  ['an address that is none', letter, { '/person/email': 'anna' }, '/person/email invalid'],
  ['nobody at all', letter, { '/person': undefined, '/letter/targets': ['minister'] }, '/person/name required', '/person/country required'],
  ['a person that is a text', letter, { '/person': 'Anna' }, '/person invalid', '/letter/targets/0 not-offered'],
  ['a card to nobody', postcard, { '/postcard/to': [] }, '/postcard/to required'],
  ['a card to a stranger', postcard, { '/postcard/to/0': 'x' }, '/postcard/to/0 unknown'],
  ['no design', postcard, { '/postcard/design': undefined }, '/postcard/design required'],
  ['an unknown design', postcard, { '/postcard/design': 'rose' }, '/postcard/design unknown'],
  ['no message', postcard, { '/postcard/message': undefined }, '/postcard/message required'],
  ['a long message', postcard, { '/postcard/message': 'x'.repeat(331) }, '/postcard/message too-long'],
  ['no sender', postcard, { '/postcard/from': ' ' }, '/postcard/from required'],
  ['a long sender', postcard, { '/postcard/from': 'x'.repeat(111) }, '/postcard/from too-long'],
  ['an option that is none', letter, { '/fields/job': 'Judge' }, '/fields/job not-offered'],
  ['a tick for a choice', letter, { '/fields/job': true }, '/fields/job invalid'],
  ['a text for a tick', letter, { '/fields/member': 'yes' }, '/fields/member invalid'],
  ['an unknown field', letter, { '/fields/a~1b': 'x' }, '/fields/a~1b unknown'],
  ['a number in a field', letter, { '/fields/job': 5 }, '/fields/job invalid'],
  ['consent without an answer', letter, { '/consent/0/given': undefined }, '/consent/0/given required'],
  ['an unknown partner', letter, { '/tracking/partner': 'three' }, '/tracking/partner unknown'],
  ['a partner that is no slug', letter, { '/tracking/partner': 'A B' }, '/tracking/partner invalid'],
  ['sealed words where nothing is sealed', letter, { '/sealed': 'age' }, '/sealed not-offered'],
  ['several faults, all of them', letter, { '/id': 1, '/person/name': '', '/letter/targets/1': 'x' }, '/id invalid', '/letter/targets/1 unknown', '/person/name required'],
];

describe('a submission', () => {
  it('that is right is taken, without keys that nobody knows', () => {
    assert.deepEqual(validateSubmission(whole(), { ...letter(), more: 1 }), { submission: letter() });
    assert.deepEqual(validateSubmission(whole(), postcard()), { submission: postcard() });
  });

  for (const [promise, sent, changes, ...faults] of cases)
    it(`with ${promise} is refused at its place`, () => assert.deepEqual(brief(whole(), put(sent(), changes)), faults));

  for (const value of [null, 'x', 5, [], [letter()]])
    it(`that is ${JSON.stringify(value).slice(0, 10)} is refused whole`, () => assert.deepEqual(brief(whole(), value), [' invalid']));

  it('may write a tenth more at the endpoint than in the page, whatever the script', () => {
    const sent = put(letter(), { '/letter/body': 'ក'.repeat(1100) }) as Submission;
    assert.deepEqual(brief(whole(), sent), []);
    assert.deepEqual(findFieldErrors(whole(), sent), [{ pointer: '/letter/body', code: 'too-long' }]);
  });

  it('to one of several takes one', () => {
    const campaign = put(whole(), { '/letter/choose': 'one' }) as Campaign;
    assert.deepEqual(brief(campaign, letter()), ['/letter/targets too-long']);
  });

  it('of a kind that the campaign has not is refused', () => {
    const { postcard: _, ...campaign } = whole();
    assert.deepEqual(brief(campaign, postcard()), ['/kind not-offered']);
  });

  it('may not be published where nothing is', () => {
    const campaign = put(whole(), { '/postcard/publish': 'never' }) as Campaign;
    assert.deepEqual(brief(campaign, postcard()), ['/postcard/publish not-offered']);
  });

  it('answers what is required, and a tick that is required is a yes', () => {
    const campaign = put(whole(), { '/fields/1/required': true, '/ask/postalCode': 'required' }) as Campaign;
    assert.deepEqual(brief(campaign, put(letter(), { '/fields/member': false })), ['/person/postalCode required', '/fields/member required']);
  });

  it('may leave out a field, whatever it is called', () => {
    const campaign = put(whole(), { '/fields/1/id': 'constructor' }) as Campaign;
    assert.deepEqual(brief(campaign, put(letter(), { '/fields': {} })), []);
  });

  it('needs no answer about consent, which the form asks for', () => {
    const sent = put(letter(), { '/consent': undefined }) as Submission;
    assert.deepEqual(brief(whole(), sent), []);
    assert.deepEqual(findUnansweredConsents(whole(), sent), [{ pointer: '/consent/0', code: 'required' }]);
    assert.deepEqual(findUnansweredConsents(whole(), letter()), []);
  });

  it('that is sealed needs its sealed words, and of the rest only what stays clear', () => {
    const { person: _, fields: _f, ...rest } = letter();
    const sent = { ...rest, person: { country: 'AU' }, letter: { targets: ['minister'] } };
    assert.deepEqual(brief(sealed(), { ...sent, sealed: '-----BEGIN AGE' }), []);
    assert.deepEqual(brief(sealed(), sent), ['/sealed required']);
    assert.deepEqual(brief(sealed(), { ...sent, sealed: 'x', person: {} }), ['/person/country required']);
  });

  it('of whatever kind is answered with codes and places, never with a value that was sent', () => {
    const secret = 'Xq7Zsecret';
    const junk = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(secret, [secret], { a: secret }, null, 5));
    const place = fc.constantFrom('/id', '/kind', '/language', '/person', '/person/name', '/person/email', '/letter', '/letter/targets', '/letter/targets/0', '/letter/body', '/fields', '/fields/job', '/consent', '/consent/0', '/tracking', '/tracking/partner', '/testing', '/sealed');
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(place, junk), { maxLength: 4, selector: ([at]) => at }), (changes) => {
        // the longest place first, while what it stands in is still there
        const ordered = changes.sort(([a], [b]) => b.length - a.length);
        const result = validateSubmission(whole(), put(letter(), Object.fromEntries(ordered)));
        if (!('faults' in result)) return;
        assert.ok(result.faults.length);
        for (const fault of result.faults) {
          assert.deepEqual(Object.keys(fault), ['pointer', 'code']);
          assert.ok(faultCodes.includes(fault.code));
          assert.match(fault.pointer, /^(\/[^/]*)*$/);
        }
        const keys = result.faults.filter(({ pointer }) => !pointer.startsWith('/fields/'));
        assert.doesNotMatch(JSON.stringify(keys), /secret/);
      }),
      { numRuns: 1000 },
    );
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { findFieldErrors, findUnansweredConsents } from '../../src/campaign/validation/submission-rules.ts';
import { fieldErrorCodes } from '../../src/campaign/schema/problem.schema.ts';
import { readableKeys, sealedParts } from '../../src/campaign/sealing.ts';
import { submissionSchema } from '../../src/campaign/schema/submission.schema.ts';
import { validateSubmissionBody } from '../../src/campaign/validation/validate-submission.ts';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { isEmail } from '../../src/campaign/formats.ts';
import { randomRuns } from '../support/random-runs.ts';
import { emailAddresses } from './support/email-addresses.ts';
import { setPaths } from './support/set-path.ts';
import { createFullCampaign } from './support/full-campaign.ts';

const recipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';

const createLetter = (): Submission => ({
  id: '0b1e7a52-5a8c-4f6e-9d53-6f3f0a1b2c3d',
  kind: 'letter',
  language: 'en',
  person: { name: 'Anna', email: 'anna@example.org', country: 'AU' },
  letter: { targets: ['ambassador', 'minister'], subject: 'Release them', body: 'Please.' },
  fields: { job: 'Teacher', member: true },
  consent: [{ id: 'news', statement: 'Send me news.', given: false }],
  tracking: { partner: 'one', origin: 'https://one.example' },
});
const createPostcard = (): Submission => {
  const { letter: _, ...common } = createLetter();
  const postcard = { to: ['ny-sokha'], design: 'lotus', message: 'Be well', from: 'Anna', publish: true };
  return { ...common, kind: 'postcard', postcard };
};

const getErrors = (campaign: Campaign, submission: unknown) => {
  const result = validateSubmissionBody(campaign, submission);
  return 'errors' in result ? result.errors.map(({ pointer, code }) => `${pointer} ${code}`) : [];
};

/** Only what the server looks at is right. */
const ageFile = `-----BEGIN AGE ENCRYPTED FILE-----\n${Buffer.from('age-encryption.org/v1\n-> X25519 abcdefgh\n').toString('base64')}\n-----END AGE ENCRYPTED FILE-----\n`;

type Case = [name: string, create: () => Submission, changes: Record<string, unknown>, ...errors: string[]];
const tooLong = 'x'.repeat(301);
const cases: Case[] = [
  ['a missing id', createLetter, { '/id': undefined }, '/id required'],
  ['an id that is not a UUID', createLetter, { '/id': '1' }, '/id invalid'],
  ['an unknown kind', createLetter, { '/kind': 'petition' }, '/kind invalid'],
  ['a missing language', createLetter, { '/language': undefined }, '/language required'],
  ['a missing letter', createLetter, { '/letter': undefined }, '/letter required'],
  ['a missing card', createPostcard, { '/postcard': undefined }, '/postcard required'],
  ['an empty list of targets', createLetter, { '/letter/targets': [] }, '/letter/targets required'],
  ['a missing list of targets', createLetter, { '/letter/targets': undefined }, '/letter/targets required'],
  ['an unknown target', createLetter, { '/letter/targets/0': 'nobody' }, '/letter/targets/0 unknown'],
  ['a duplicate target', createLetter, { '/letter/targets/0': 'minister' }, '/letter/targets/1 invalid'],
  ['a target offered in another country only', createLetter, { '/person/country': 'KH' }, '/letter/targets/0 not-offered'],
  ['a missing country', createLetter, { '/person/country': undefined }, '/letter/targets/0 not-offered', '/person/country required'],
  ['an unknown country', createLetter, { '/person/country': 'XX', '/letter/targets': ['minister'] }, '/person/country invalid'],
  ['a blank subject', createLetter, { '/letter/subject': ' ' }, '/letter/subject required'],
  ['a long subject', createLetter, { '/letter/subject': 'x'.repeat(221) }, '/letter/subject too-long'],
  ['a blank body', createLetter, { '/letter/body': '\n' }, '/letter/body required'],
  ['a long body', createLetter, { '/letter/body': 'x'.repeat(1101) }, '/letter/body too-long'],
  ['an unpaired surrogate', createLetter, { '/letter/body': '\ud800' }, '/letter/body invalid'],
  ['a NUL', createLetter, { '/person/name': 'A\0' }, '/person/name invalid'],
  ['an empty name', createLetter, { '/person/name': '' }, '/person/name required'],
  ['a name of a zero-width space', createLetter, { '/person/name': '\u200b' }, '/person/name required'],
  ['a message of bidi marks', createPostcard, { '/postcard/message': '\u200f\u202a' }, '/postcard/message required'],
  ['a sender of a Hangul filler', createPostcard, { '/postcard/from': '\u3164' }, '/postcard/from required'],
  ['a body of soft hyphens and white space', createLetter, { '/letter/body': '\u00ad \n\u2800' }, '/letter/body required'],
  ['a subject of zero-width joiners', createLetter, { '/letter/subject': '\u200d' }, '/letter/subject required'],
  ['an address with an invalid domain', createLetter, { '/person/email': 'anna@mü ller.example' }, '/person/email invalid'],
  ['too many targets', createLetter, { '/letter/targets': Array.from({ length: 1001 }, (_, i) => `t${i}`) }, '/letter/targets too-long'],
  ['too many recipients', createPostcard, { '/postcard/to': Array.from({ length: 201 }, (_, i) => `p${i}`) }, '/postcard/to too-long'],
  ['too many answers of consent', createLetter, { '/consent': Array.from({ length: 101 }, () => ({ id: 'news', statement: 'A', given: true })) }, '/consent too-long'],
  ['a long statement', createLetter, { '/consent/0/statement': 'x'.repeat(20_001) }, '/consent/0/statement too-long'],
  ['a long text in a field', createLetter, { '/fields/job': 'x'.repeat(5001) }, '/fields/job too-long'],
  ['a long origin', createLetter, { '/tracking/origin': tooLong }, '/tracking/origin too-long'],
  ['a long name', createLetter, { '/person/name': tooLong }, '/person/name too-long'],
  ['an invalid email address', createLetter, { '/person/email': 'anna' }, '/person/email invalid'],
  ['a missing person', createLetter, { '/person': undefined, '/letter/targets': ['minister'] }, '/person/name required', '/person/country required'],
  ['a text instead of a person', createLetter, { '/person': 'Anna' }, '/person invalid', '/letter/targets/0 not-offered'],
  ['an empty list of recipients', createPostcard, { '/postcard/to': [] }, '/postcard/to required'],
  ['an unknown recipient', createPostcard, { '/postcard/to/0': 'x' }, '/postcard/to/0 unknown'],
  ['a missing design', createPostcard, { '/postcard/design': undefined }, '/postcard/design required'],
  ['an unknown design', createPostcard, { '/postcard/design': 'rose' }, '/postcard/design unknown'],
  ['a missing message', createPostcard, { '/postcard/message': undefined }, '/postcard/message required'],
  ['a long message', createPostcard, { '/postcard/message': 'x'.repeat(331) }, '/postcard/message too-long'],
  ['a blank sender', createPostcard, { '/postcard/from': ' ' }, '/postcard/from required'],
  ['a long sender', createPostcard, { '/postcard/from': 'x'.repeat(111) }, '/postcard/from too-long'],
  ['an unknown option', createLetter, { '/fields/job': 'Judge' }, '/fields/job not-offered'],
  ['a boolean in a select field', createLetter, { '/fields/job': true }, '/fields/job invalid'],
  ['a text in a checkbox', createLetter, { '/fields/member': 'yes' }, '/fields/member invalid'],
  ['an unknown field', createLetter, { '/fields/a~1b': 'x' }, '/fields/a~1b unknown'],
  ['a number in a field', createLetter, { '/fields/job': 5 }, '/fields/job invalid'],
  ['consent without an answer', createLetter, { '/consent/0/given': undefined }, '/consent/0/given required'],
  ['an unknown partner', createLetter, { '/tracking/partner': 'three' }, '/tracking/partner unknown'],
  ['a partner that is not a slug', createLetter, { '/tracking/partner': 'A B' }, '/tracking/partner invalid'],
  ['sealed content, which the campaign did not ask for', createLetter, { '/sealed': ageFile }, '/sealed not-offered'],
  ['sealed content that is no age file', createLetter, { '/sealed': 'age' }, '/sealed invalid'],
  ['several errors', createLetter, { '/id': 1, '/person/name': '', '/letter/targets/1': 'x' }, '/id invalid', '/letter/targets/1 unknown', '/person/name required'],
];

describe('the validation of a submission', () => {
  it('accepts a valid submission and removes unknown keys', () => {
    assert.deepEqual(validateSubmissionBody(createFullCampaign(), { ...createLetter(), more: 1 }), { submission: createLetter() });
    assert.deepEqual(validateSubmissionBody(createFullCampaign(), createPostcard()), { submission: createPostcard() });
  });

  for (const [name, create, changes, ...errors] of cases)
    it(`reports ${name} at its pointer`, () => assert.deepEqual(getErrors(createFullCampaign(), setPaths(create(), changes)), errors));

  for (const value of [null, 'x', 5, [], [createLetter()]])
    it(`rejects ${JSON.stringify(value).slice(0, 10)} as a whole`, () => assert.deepEqual(getErrors(createFullCampaign(), value), [' invalid']));

  it('allows a tenth more on the server than in the page, in any script', () => {
    const submission = setPaths(createLetter(), { '/letter/body': 'ក'.repeat(1100) }) as Submission;
    assert.deepEqual(getErrors(createFullCampaign(), submission), []);
    assert.deepEqual(findFieldErrors(createFullCampaign(), submission), [{ pointer: '/letter/body', code: 'too-long' }]);
  });

  it('trims names and messages, and leaves out texts in which nothing is visible', () => {
    const letter = setPaths(createLetter(), {
      '/language': 'en_GB',
      '/person/name': ' Anna\u3000',
      '/person/postalCode': '\u200b',
      '/letter/subject': '\tRelease them ',
      '/letter/body': '\n Please.\n\nNow. \n',
      '/fields/job': ' Teacher ',
    });
    const expected = setPaths(createLetter(), { '/language': 'en-GB', '/letter/body': 'Please.\n\nNow.' });
    assert.deepEqual(validateSubmissionBody(createFullCampaign(), letter), { submission: expected });
    const postcard = setPaths(createPostcard(), { '/postcard/message': ' Be well\n', '/postcard/from': ' Anna' });
    assert.deepEqual(validateSubmissionBody(createFullCampaign(), postcard), { submission: createPostcard() });
  });

  for (const [entered, normalized] of emailAddresses)
    it(`${isEmail(normalized) ? `stores ${JSON.stringify(normalized)} of` : 'stores no'} ${JSON.stringify(entered)} as an email address`, () => {
      const result = validateSubmissionBody(createFullCampaign(), setPaths(createLetter(), { '/person/email': entered }));
      if (isEmail(normalized)) assert.equal('submission' in result && result.submission.person?.email, normalized);
      else if (normalized) assert.deepEqual(result, { errors: [{ pointer: '/person/email', code: 'invalid' }] });
      else assert.ok('submission' in result && result.submission.person?.email === undefined);
    });

  it('does not require a postal code in a country that needs none', () => {
    const campaign = setPaths(createFullCampaign(), { '/ask/postalCode': 'required' }) as Campaign;
    const submitFrom = (country: string) => getErrors(campaign, setPaths(createLetter(), { '/person/country': country, '/letter/targets': ['minister'] }));
    for (const country of ['IE', 'HK', 'AE', 'QA', 'AO']) assert.deepEqual(submitFrom(country), [], country);
    for (const country of ['AU', 'KH', 'US']) assert.deepEqual(submitFrom(country), ['/person/postalCode required'], country);
    assert.deepEqual(getErrors({ ...campaign, ask: { postalCode: 'required' } }, setPaths(createLetter(), { '/person': { name: 'Anna' }, '/letter/targets': ['minister'] })), ['/person/postalCode required']);
  });

  it('rejects several targets if only one can be chosen', () => {
    const campaign = setPaths(createFullCampaign(), { '/letter/choose': 'one' }) as Campaign;
    assert.deepEqual(getErrors(campaign, createLetter()), ['/letter/targets too-long']);
  });

  it('rejects a kind that the campaign does not offer', () => {
    const { postcard: _, ...campaign } = createFullCampaign();
    assert.deepEqual(getErrors(campaign, createPostcard()), ['/kind not-offered']);
  });

  it('rejects publication if the campaign publishes nothing', () => {
    const campaign = setPaths(createFullCampaign(), { '/postcard/publish': 'never' }) as Campaign;
    assert.deepEqual(getErrors(campaign, createPostcard()), ['/postcard/publish not-offered']);
  });

  it('requires an answer to required fields, and a tick in a required checkbox', () => {
    const campaign = setPaths(createFullCampaign(), { '/fields/1/required': true, '/ask/postalCode': 'required' }) as Campaign;
    assert.deepEqual(getErrors(campaign, setPaths(createLetter(), { '/fields/member': false })), ['/person/postalCode required', '/fields/member required']);
  });

  it('accepts a missing optional field with any id', () => {
    const campaign = setPaths(createFullCampaign(), { '/fields/1/id': 'constructor' }) as Campaign;
    assert.deepEqual(getErrors(campaign, setPaths(createLetter(), { '/fields': {} })), []);
  });

  it('does not require an answer about consent, unlike the form', () => {
    const submission = setPaths(createLetter(), { '/consent': undefined }) as Submission;
    assert.deepEqual(getErrors(createFullCampaign(), submission), []);
    assert.deepEqual(findUnansweredConsents(createFullCampaign(), submission), [{ pointer: '/consent/0', code: 'required' }]);
    assert.deepEqual(findUnansweredConsents(createFullCampaign(), createLetter()), []);
  });


  it('accepts each consent once, and only those of the campaign', () => {
    const [consent] = createLetter().consent!;
    assert.deepEqual(getErrors(createFullCampaign(), { ...createLetter(), consent: [consent, { ...consent, given: true }] }), ['/consent/1/id invalid']);
    assert.deepEqual(getErrors(createFullCampaign(), { ...createLetter(), consent: [{ ...consent, id: 'other' }] }), ['/consent/0/id unknown']);
  });

  it('accepts language tags of at most 35 characters', () => {
    assert.deepEqual(getErrors(createFullCampaign(), { ...createLetter(), language: `en${'-abcdefgh'.repeat(3)}-abcde` }), []);
    assert.deepEqual(getErrors(createFullCampaign(), { ...createLetter(), language: `en${'-abcdefgh'.repeat(3)}-abcdef` }), ['/language too-long']);
  });

  it('accepts a proof of work', () => assert.deepEqual(getErrors(createFullCampaign(), { ...createLetter(), proof: 'x' }), []));

  it('lists at most fifty errors, whether of the schema or of the campaign', () => {
    const fields = (value: unknown) => Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`field${i}`, value]));
    assert.equal(getErrors(createFullCampaign(), { ...createLetter(), fields: fields('x') }).length, 50);
    assert.equal(getErrors(createFullCampaign(), { ...createLetter(), fields: fields(5) }).length, 50);
  });

  it('answers any input with pointers and codes, never with a value that was sent', () => {
    const secret = 'Xq7Zsecret';
    const junk = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(secret, [secret], { a: secret }, null, 5));
    const pointers = fc.constantFrom('/id', '/kind', '/language', '/person', '/person/name', '/person/email', '/letter', '/letter/targets', '/letter/targets/0', '/letter/body', '/fields', '/fields/job', '/consent', '/consent/0', '/tracking', '/tracking/partner', '/testing', '/sealed');
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(pointers, junk), { maxLength: 4, selector: ([pointer]) => pointer }), (changes) => {
        // The longest pointer first, while its parent still exists.
        const ordered = changes.sort(([a], [b]) => b.length - a.length);
        const result = validateSubmissionBody(createFullCampaign(), setPaths(createLetter(), Object.fromEntries(ordered)));
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
      { numRuns: randomRuns(300) },
    );
  });
});

describe('a submission to a sealed campaign', () => {
  const campaign: Campaign = { ...createFullCampaign(), seal: { recipient } };
  const sealedLetter = (): Submission => ({
    id: createLetter().id,
    kind: 'letter',
    language: 'en',
    person: { country: 'AU' },
    letter: { targets: ['ambassador', 'minister'] },
    consent: createLetter().consent,
    tracking: createLetter().tracking,
    sealed: ageFile,
  });
  const sealedPostcard = (): Submission => ({ ...sealedLetter(), kind: 'postcard', letter: undefined, postcard: { to: ['ny-sokha'], publish: true } });

  it('is accepted with what the server needs to count it, and an age file with the rest', () => {
    assert.deepEqual(getErrors(campaign, sealedLetter()), []);
    assert.deepEqual(getErrors(campaign, sealedPostcard()), []);
  });

  it('is rejected in plain text, whatever is in it', () => {
    assert.deepEqual(getErrors(campaign, createLetter()), ['/sealed required']);
    assert.deepEqual(getErrors(campaign, createPostcard()), ['/sealed required']);
    assert.deepEqual(getErrors(campaign, setPaths(createLetter(), { '/person/name': '', '/fields/job': 'none' })), ['/sealed required']);
  });

  const unsealed: [pointer: string, create: () => Submission, value: unknown][] = [
    ['/person/name', sealedLetter, 'Anna'],
    ['/person/email', sealedLetter, 'anna@example.org'],
    ['/person/postalCode', sealedLetter, '2000'],
    ['/letter/subject', sealedLetter, 'Release them'],
    ['/letter/body', sealedLetter, 'Please.'],
    ['/postcard/message', sealedPostcard, 'Be well'],
    ['/postcard/from', sealedPostcard, 'Anna'],
    ['/postcard/design', sealedPostcard, 'lotus'],
    ['/fields', sealedLetter, { job: 'Teacher' }],
  ];
  for (const [pointer, create, value] of unsealed)
    it(`is rejected if it is sealed except for ${pointer}`, () => {
      assert.deepEqual(getErrors(campaign, setPaths(create(), { [pointer]: value })), [`${pointer} not-offered`]);
    });

  it('names every key of a submission as readable or sealed, so that nothing new is stored in plain text by accident', () => {
    const keys = (schema: { shape: Record<string, { def: { innerType?: { shape?: object } } }> }, part: string) => Object.keys(schema.shape[part]!.def.innerType!.shape!);
    for (const part of sealedParts) {
      const sealedKeys = unsealed.map(([pointer]) => pointer.split('/')).flatMap(([, name, key]) => (name === part ? key! : []));
      assert.deepEqual([...readableKeys[part], ...sealedKeys].sort(), keys(submissionSchema as never, part).sort());
    }
  });

  it('is validated by everything that the server can read', () => {
    const readable: [string, () => Submission, Record<string, unknown>, ...string[]][] = [
      ['targets', sealedLetter, { '/letter/targets': [] }, '/letter/targets required'],
      ['an unknown target', sealedLetter, { '/letter/targets/0': 'nobody' }, '/letter/targets/0 unknown'],
      ['a target of another country', sealedLetter, { '/person/country': 'KH' }, '/letter/targets/0 not-offered'],
      ['an unknown country', sealedPostcard, { '/person/country': 'XX' }, '/person/country invalid'],
      ['an unknown person', sealedPostcard, { '/postcard/to/0': 'nobody' }, '/postcard/to/0 unknown'],
      ['an unknown consent', sealedLetter, { '/consent/0/id': 'other' }, '/consent/0/id unknown'],
      ['an unknown partner', sealedLetter, { '/tracking/partner': 'nobody' }, '/tracking/partner unknown'],
      ['no letter', sealedLetter, { '/letter': undefined }, '/letter required'],
    ];
    for (const [name, create, changes, ...errors] of readable)
      assert.deepEqual([name, ...getErrors({ ...campaign, partners: ['one'] }, setPaths(create(), changes))], [name, ...errors]);
  });

  it('is rejected if the age file has another format', () => {
    const [first, content, last] = ageFile.split('\n') as [string, string, string];
    const files = ['', 'AAAA', `${first}\n${last}\n`, `${first}\n${Buffer.from('Please release them, now.').toString('base64')}\n${last}`, `${first}\r\n${content}\r\n${last}\r\n`,
      `${first}\n${content}\n${last}\n{"name":"Anna"}`, `Anna\n${ageFile}`, `${first}\n${content}Anna Example\n${last}\n`,
      `${first}\n${Buffer.from('age-encryption.org/v1\n-> scrypt abcdefgh\n').toString('base64')}\n${last}\n`];
    for (const sealed of files) assert.deepEqual(getErrors(campaign, { ...sealedLetter(), sealed }), ['/sealed invalid'], sealed);
  });
});

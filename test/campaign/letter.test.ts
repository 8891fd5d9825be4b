import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { groupBySalutation, dependsOnCountry, interpolateTarget, getAvailableTargets, getSalutation } from '../../src/campaign/letter.ts';
import { formatRecipients, buildMailtoUrl, formatLetter } from '../../src/campaign/mailto.ts';
import type { Letter, Target } from '../../src/campaign/schema/campaign.schema.ts';
import { createFullCampaign } from './support/full-campaign.ts';

const letter = (): Letter => createFullCampaign().letter!;
const ids = (targets: readonly Target[]) => targets.map(({ id }) => id);

describe('the targets of a letter', () => {
  it('depend on the country of the supporter if a target is limited to countries', () => {
    assert.ok(dependsOnCountry(letter()));
    assert.deepEqual(ids(getAvailableTargets(letter(), 'AU')), ['ambassador', 'minister']);
    assert.deepEqual(ids(getAvailableTargets(letter(), 'NZ')), ['ambassador', 'minister']);
    assert.deepEqual(ids(getAvailableTargets(letter(), 'KH')), ['minister']);
    assert.deepEqual(ids(getAvailableTargets(letter(), undefined)), ['minister']);
  });

  it('do not depend on the country if no target is limited to countries', () => {
    const forAllCountries = { ...letter(), targets: [letter().targets[1]!] };
    assert.ok(!dependsOnCountry(forAllCountries));
    assert.deepEqual(ids(getAvailableTargets(forAllCountries, undefined)), ['minister']);
  });
});

describe('the salutation of a letter', () => {
  const [ambassador, minister] = letter().targets as [Target, Target];

  it('contains the honours, name and office of the target, and no gap if there are no honours', () => {
    assert.equal(interpolateTarget('Dear {honours} {name}, {office}', ambassador), 'Dear His Excellency A, Ambassador');
    assert.equal(interpolateTarget('Dear {honours} {name}', minister), 'Dear M');
    assert.equal(interpolateTarget('{title} {}', minister), '{title} {}');
  });

  it('contains a name literally, even if it looks like a replacement pattern', () => {
    assert.equal(interpolateTarget('{name}', { ...minister, name: '$& $1 {office}' }), '$& $1 {office}');
  });

  it('comes from the target if the target has one, and otherwise from the letter', () => {
    assert.equal(getSalutation(letter(), ambassador), 'Your Excellency');
    assert.equal(getSalutation(letter(), minister), 'Dear M');
  });

  it('groups the targets, so that each different salutation becomes one letter', () => {
    const other: Target = { id: 'other', name: 'O', office: 'Judge' };
    const letters = groupBySalutation(letter(), [ambassador, minister, other]);
    assert.deepEqual(
      letters.map(({ salutation, targets }) => [salutation, ids(targets)]),
      [
        ['Your Excellency', ['ambassador', 'other']],
        ['Dear M', ['minister']],
      ],
    );
  });
});

describe('formatLetter', () => {
  it('separates the parts by blank lines, and puts the name below the closing', () => {
    assert.equal(formatLetter('Dear M', ' One.\n\nTwo.\n', 'Yours', 'Anna'), 'Dear M\n\nOne.\n\nTwo.\n\nYours\nAnna');
    assert.equal(formatLetter('Dear M', 'One.', 'Yours'), 'Dear M\n\nOne.\n\nYours');
  });
});

describe('the mailto link', () => {
  const to = ['a@example.org', 'b@example.org'];

  it('is encoded as RFC 6068 requires', () => {
    const link = buildMailtoUrl({ to, subject: 'Me & you + 50 %?', body: 'One,\n\nTwo=#' });
    assert.equal(link, 'mailto:a@example.org,b@example.org?subject=Me%20%26%20you%20%2B%2050%20%25%3F&body=One%2C%0D%0A%0D%0ATwo%3D%23');
  });

  it('contains CRLF for every kind of line break', () => {
    assert.match(buildMailtoUrl({ to, subject: '', body: 'a\nb\r\nc\rd' }), /&body=a%0D%0Ab%0D%0Ac%0D%0Ad$/);
  });

  it('replaces half a surrogate pair, which cannot be encoded', () => {
    const half = '🕯️'.charAt(0);
    const link = buildMailtoUrl({ to: ['a@example.org'], subject: `${half}s`, body: `b${half}` });
    assert.equal(decodeURIComponent(link), 'mailto:a@example.org?subject=\ufffds&body=b\ufffd');
  });

  it('encodes characters of an address that have a meaning in links', () => {
    const address = "o'neil&co?x=1,y@example.org";
    const link = new URL(buildMailtoUrl({ to: [address], subject: 's', body: 'b' }));
    assert.equal(decodeURIComponent(link.pathname), address);
    assert.deepEqual([...link.searchParams.keys()], ['subject', 'body']);
  });

  it('preserves the subject and the body in every script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (subject, body) => {
        const lines = body.replace(/\r\n?/g, '\n');
        const [, query = ''] = buildMailtoUrl({ to, subject: `សូម ${subject}`, body: lines }).split('?');
        const [decodedSubject, decodedBody] = query.split('&').map((pair) => decodeURIComponent(pair.split('=')[1]!));
        assert.equal(decodedSubject, `សូម ${subject}`.replace(/\r\n?|\n/g, '\r\n'));
        assert.equal(decodedBody, lines.replaceAll('\n', '\r\n'));
      }),
    );
  });
});

describe('formatRecipients', () => {
  it('separates the addresses by commas', () =>
    assert.equal(formatRecipients({ to: ['a@example.org', 'b@example.org'], subject: '', body: '' }), 'a@example.org, b@example.org'));
});

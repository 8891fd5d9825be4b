import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { groupBySalutation, dependsOnCountry, interpolateTarget, getAvailableTargets, getSalutation } from '../../src/campaign/letter.ts';
import { formatRecipients, buildMailtoUrl, formatLetter } from '../../src/campaign/mailto.ts';
import type { Letter, Target } from '../../src/campaign/schema/campaign.schema.ts';
import { whole } from './support/full-campaign.ts';

const letter = (): Letter => whole().letter!;
const ids = (targets: readonly Target[]) => targets.map(({ id }) => id);

describe('who a letter goes to', () => {
  it('depends on the country, where a target has some', () => {
    assert.ok(dependsOnCountry(letter()));
    assert.deepEqual(ids(getAvailableTargets(letter(), 'AU')), ['ambassador', 'minister']);
    assert.deepEqual(ids(getAvailableTargets(letter(), 'NZ')), ['ambassador', 'minister']);
    assert.deepEqual(ids(getAvailableTargets(letter(), 'KH')), ['minister']);
    assert.deepEqual(ids(getAvailableTargets(letter(), undefined)), ['minister']);
  });

  it('does not, where none has', () => {
    const everywhere = { ...letter(), targets: [letter().targets[1]!] };
    assert.ok(!dependsOnCountry(everywhere));
    assert.deepEqual(ids(getAvailableTargets(everywhere, undefined)), ['minister']);
  });
});

describe('a salutation', () => {
  const [ambassador, minister] = letter().targets as [Target, Target];

  it('is filled in for its target, and leaves no gap where one has no honours', () => {
    assert.equal(interpolateTarget('Dear {honours} {name}, {office}', ambassador), 'Dear His Excellency A, Ambassador');
    assert.equal(interpolateTarget('Dear {honours} {name}', minister), 'Dear M');
    assert.equal(interpolateTarget('{title} {}', minister), '{title} {}');
  });

  it('takes a name as it is, also with signs that replacing knows', () => {
    assert.equal(interpolateTarget('{name}', { ...minister, name: '$& $1 {office}' }), '$& $1 {office}');
  });

  it('is the target’s own before the letter’s', () => {
    assert.equal(getSalutation(letter(), ambassador), 'Your Excellency');
    assert.equal(getSalutation(letter(), minister), 'Dear M');
  });

  it('makes as many letters as there are different ones', () => {
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

it('a whole letter has its parts set off by blank lines, and the name under the closing', () => {
  assert.equal(formatLetter('Dear M', ' One.\n\nTwo.\n', 'Yours', 'Anna'), 'Dear M\n\nOne.\n\nTwo.\n\nYours\nAnna');
  assert.equal(formatLetter('Dear M', 'One.', 'Yours'), 'Dear M\n\nOne.\n\nYours');
});

describe('a mail link', () => {
  const to = ['a@example.org', 'b@example.org'];

  it('is written as RFC 6068 says', () => {
    const link = buildMailtoUrl({ to, subject: 'Me & you + 50 %?', body: 'One,\n\nTwo=#' });
    assert.equal(link, 'mailto:a@example.org,b@example.org?subject=Me%20%26%20you%20%2B%2050%20%25%3F&body=One%2C%0D%0A%0D%0ATwo%3D%23');
  });

  it('has CRLF for every kind of line end', () => {
    assert.match(buildMailtoUrl({ to, subject: '', body: 'a\nb\r\nc\rd' }), /&body=a%0D%0Ab%0D%0Ac%0D%0Ad$/);
  });

  it('keeps an address whole that holds signs of the link itself', () => {
    const address = "o'neil&co?x=1,y@example.org";
    const link = new URL(buildMailtoUrl({ to: [address], subject: 's', body: 'b' }));
    assert.equal(decodeURIComponent(link.pathname), address);
    assert.deepEqual([...link.searchParams.keys()], ['subject', 'body']);
  });

  it('gives back what was written, in every script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (subject, body) => {
        const lines = body.replace(/\r\n?/g, '\n');
        const [, query = ''] = buildMailtoUrl({ to, subject: `សូម ${subject}`, body: lines }).split('?');
        const [s, b] = query.split('&').map((pair) => decodeURIComponent(pair.split('=')[1]!));
        assert.equal(s, `សូម ${subject}`.replace(/\r\n?|\n/g, '\r\n'));
        assert.equal(b, lines.replaceAll('\n', '\r\n'));
      }),
    );
  });

  it('has an address line to copy', () => assert.equal(formatRecipients({ to, subject: '', body: '' }), 'a@example.org, b@example.org'));
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { normalizeEmail } from '../../src/campaign/email.ts';
import { isEmail } from '../../src/campaign/formats.ts';
import { randomRuns } from '../support/random-runs.ts';
import { emailAddresses } from './support/email-addresses.ts';

describe('normalizeEmail', () => {
  for (const [entered, normalized] of emailAddresses)
    it(`returns ${JSON.stringify(normalized)} for ${JSON.stringify(entered)}`, () => assert.equal(normalizeEmail(entered), normalized));

  it('does not change an address that it returned, so that a page and a server agree', () => {
    const parts = fc.constantFrom('a', 'B', '1', '@', '＠', '.', '。', ',', ' ', '<', '>', 'mailto:', 'ü', 'u\u0308', 'ß', 'ក', '\u200b', '\u00ad', 'ﬁ', '%61', '/', 'xn--');
    const texts = fc.oneof(fc.array(parts, { maxLength: 10 }).map((list) => list.join('')), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(texts, (text) => {
        const address = normalizeEmail(text);
        if (isEmail(address)) assert.equal(normalizeEmail(address), address);
      }),
      { numRuns: randomRuns(1000) },
    );
  });
});

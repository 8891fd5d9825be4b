import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { hasVisibleText, normalizeText, toWellFormedText } from '../../src/campaign/text.ts';

const invisible = {
  'nothing': '',
  'white space': ' \t\r\n\u00a0\u2003\u3000\u2028\ufeff',
  'a zero-width space': '\u200b',
  'zero-width joiners': '\u200c\u200d\u2060',
  'bidi marks': '\u200e\u200f\u061c\u202a\u202c\u2066\u2069',
  'a soft hyphen': '\u00ad',
  'an empty Braille pattern': '\u2800',
  'Hangul fillers': '\u3164\u115f\u1160\uffa0',
  'a combining grapheme joiner': '\u034f',
  'Khmer inherent vowels': '\u17b4\u17b5',
  'Mongolian separators': '\u180b\u180e',
  'variation selectors': '\ufe0f\u{e0100}',
  'tags': '\u{e0041}\u{e007f}',
  'annotation marks': '\ufff9\ufffa\ufffb',
  'controls': '\0\u0007\u007f\u0085',
  'half a surrogate pair': '\ud800',
};

describe('hasVisibleText', () => {
  for (const [name, text] of Object.entries(invisible)) it(`is false for ${name}`, () => assert.equal(hasVisibleText(text), false));

  it('is false for a missing text', () => assert.equal(hasVisibleText(undefined), false));

  for (const text of ['a', ' 1 ', '-', '.', 'សុខា', '\u200bអ\u200b', 'علي', '李', '❤️', '\u0301', '\u0600', '\u{f0000}'])
    it(`is true for ${JSON.stringify(text)}`, () => assert.equal(hasVisibleText(text), true));
});

describe('normalizeText', () => {
  it('trims white space, and keeps what belongs to the text', () => {
    assert.equal(normalizeText('\u3000 Anna  Ek \n'), 'Anna  Ek');
    assert.equal(normalizeText(' ❤️ '), '❤️');
    assert.equal(normalizeText('ខ្មែរ\u200bខ្មែរ'), 'ខ្មែរ\u200bខ្មែរ');
  });

  it('returns nothing for a text in which nothing is visible', () => {
    for (const text of Object.values(invisible)) assert.equal(normalizeText(text), undefined);
  });

  it('does not change a text that it returned', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const normalized = normalizeText(text);
        if (normalized !== undefined) assert.equal(normalizeText(normalized), normalized);
      }),
    );
  });
});

describe('toWellFormedText', () => {
  it('replaces half a surrogate pair by U+FFFD, and removes NUL', () => {
    assert.equal(toWellFormedText('a\ud83d b\0 👋'), 'a\ufffd b 👋');
  });
});

/** Where the words of a day count stand: inside the picture, apart from each other, and whole. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { createRenderer } from '../../src/server/images/renderer.ts';
import { formats, layoutImage, type Format, type Measure, type Shape, type Text } from '../../src/share-image/layout.ts';
import { segmentText, wrap } from '../../src/share-image/line-breaking.ts';
import type { ImageContent } from '../../src/share-image/content.ts';

/** As if every letter had one width. */
const even: Measure = (text, { size }) => [...text].length * size * 0.55;
const kinds = Object.keys(formats) as Format[];

const said = (more: Partial<ImageContent> = {}): ImageContent => ({
  language: 'en',
  direction: 'ltr',
  title: 'Free the five',
  organiser: 'A Human Rights Group',
  groups: [{ number: '165', unit: 'days in detention', places: [{ place: 'Prey Sar', names: ['Ny Sokha', 'Lim Mony'] }] }],
  date: '10 October 2016',
  day: 'Day 165',
  alt: 'Held for 165 days.',
  ...more,
});
const texts = (shapes: readonly Shape[]) => shapes.filter((one): one is Text => one.kind === 'text');
const rightTo = (shape: Text) => ({ left: 0, middle: 0.5, right: 1 })[shape.anchor];
/** What the letters of a text cover, without what hangs out of a line. */
const box = (shape: Text, measure: Measure) => {
  const width = measure(shape.text, shape);
  const left = shape.x - width * rightTo(shape);
  return { text: shape.text, left, right: left + width, top: shape.y - shape.size * 0.7, bottom: shape.y + shape.size * 0.15 };
};

const scripts = {
  khmer: 'ណៃ វ៉ង់ដា ត្រូវបានឃុំខ្លួននៅក្នុងពន្ធនាគារព្រៃស ស្ត្រី ខ្ញុំ',
  burmese: 'ကမ္ဘောဒီးယားလူ့အခွင့်အရေးကာကွယ်သူငါးဦးကို လွှတ်ပေးပါ ကြွေး',
  thai: 'ปล่อยตัวนักปกป้องสิทธิมนุษยชนทั้งห้าคน น้ำ ที่',
  lao: 'ປ່ອຍນັກປົກປ້ອງສິດທິມະນຸດທັງຫ້າຄົນ ນ້ຳ',
  arabic: 'الحرية للمدافعين الخمسة عن حقوق الإنسان في كمبوديا',
  latin: 'Free the five — “human rights defenders” of Cambodia, Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
};
const words = fc.oneof(
  fc.constantFrom(...Object.values(scripts)),
  fc.constantFrom('x'.repeat(300), '👋'.repeat(300), 'ក'.repeat(300), ' ', '\u200b', '\0', '\ud800', 'A'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
);
const places = fc.array(fc.record({ place: fc.option(words, { nil: undefined }), names: fc.array(words, { minLength: 1, maxLength: 8 }) }), { minLength: 1, maxLength: 4 });
const anything: fc.Arbitrary<ImageContent> = fc.record({
  language: fc.constantFrom('en', 'km', 'ar'),
  direction: fc.constantFrom('ltr', 'rtl'),
  title: fc.option(words, { nil: undefined }),
  organiser: fc.option(words, { nil: undefined }),
  groups: fc.array(fc.record({ number: fc.integer({ min: 0, max: 3_652_058 }).map(String), unit: words, places }), { minLength: 1, maxLength: 5 }),
  date: words,
  day: fc.option(words, { nil: undefined }),
  alt: words,
});

describe('a picture', () => {
  it('keeps all words inside itself, and none over another, whoever is in it', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...kinds), fc.boolean(), (all, format, photo) => {
        const { width, height, shapes } = layoutImage(all, { format, theme: 'light', photo }, even);
        const boxes = texts(shapes).map((one) => box(one, even));
        for (const { text, left, right, top, bottom } of boxes)
          assert.ok(left >= 20 && right <= width - 20 && top >= 20 && bottom <= height - 20, text);
        boxes.forEach((a, i) => {
          for (const b of boxes.slice(i + 1))
            assert.ok(a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1, `${a.text} over ${b.text}`);
        });
        for (const one of shapes)
          if (one.kind === 'photo') {
            assert.ok(one.x > 0 && one.y > 0 && one.x + one.width < width && one.y + one.height < height);
            for (const { text, left, right, top, bottom } of boxes)
              assert.ok(right <= one.x || left >= one.x + one.width || bottom <= one.y || top >= one.y + one.height, `${text} over the photo`);
          }
      }),
      { numRuns: 100 },
    );
  });

  it('sets the number larger than all else, and people with one number under the same', () => {
    for (const format of kinds) {
      const all = texts(layoutImage(said(), { format, theme: 'light' }, even).shapes);
      const numbers = all.filter(({ text }) => text === '165');
      assert.equal(numbers.length, 1);
      for (const { text, size } of all) assert.ok(text === '165' || size < numbers[0]!.size / 2, text);
      assert.equal(all.filter(({ text }) => text === 'days in detention').length, 1);
    }
  });

  it('gives each number a line of its own where they differ', () => {
    const [one] = said().groups;
    const groups = [one!, { ...one!, number: '427', places: [{ names: ['Nay Vanda'] }] }];
    const all = texts(layoutImage(said({ groups }), { format: 'square', theme: 'light' }, even).shapes);
    const [first, second, name] = ['165', '427', 'Nay Vanda'].map((text) => all.find((one) => one.text === text)!);
    assert.ok(second!.y > first!.y + first!.size);
    assert.equal(second!.x, first!.x);
    assert.ok(name!.x > second!.x && name!.y > first!.y + first!.size);
  });

  it('from right to left is the mirror of one from left to right', () => {
    for (const format of kinds) {
      const draw = (direction: 'ltr' | 'rtl') => {
        const { shapes } = layoutImage(said({ direction }), { format, theme: 'light', photo: true }, even);
        // Figures alone run as the page does.
        return shapes.map((one) => ('direction' in one && one.text === '165' ? { ...one, direction: undefined } : one));
      };
      const mirrored = draw('rtl').map((shape) => {
        if (shape.kind === 'text') return { ...shape, x: formats[format][0] - shape.x, anchor: ({ left: 'right', middle: 'middle', right: 'left' } as const)[shape.anchor] };
        if (shape.kind === 'ring') return { ...shape, x: formats[format][0] - shape.x };
        return { ...shape, x: formats[format][0] - shape.x - shape.width };
      });
      assert.deepEqual(mirrored, draw('ltr'));
    }
  });

  it('lets each line run as its own words do', () => {
    const all = texts(layoutImage(said({ title: 'الحرية', direction: 'ltr' }), { format: 'wide', theme: 'dark' }, even).shapes);
    assert.equal(all.find(({ text }) => text === 'الحرية')!.direction, 'rtl');
    assert.equal(all.find(({ text }) => text === 'Ny Sokha')!.direction, 'ltr');
  });
});

describe('a line', () => {
  const width = (text: string) => [...text].length;
  const ends = (text: string, granularity: 'word' | 'grapheme') =>
    new Set([...new Intl.Segmenter(undefined, { granularity }).segment(text)].map(({ index }) => index));

  for (const [script, text] of Object.entries(scripts))
    it(`ends where a word does, never inside a letter: ${script}`, () => {
      for (let max = 1; max <= width(text); max++)
        for (const cuts of [false, true]) {
          const letters = ends(text, 'grapheme');
          const words = ends(text, 'word');
          let at = 0;
          for (const line of wrap(segmentText(text), 400, max, width, cuts)) {
            at = text.indexOf(line, at);
            assert.ok(at >= 0, line);
            assert.ok((cuts ? letters : words).has(at), `${line} at ${at}, ${max} wide`);
            at += line.length;
          }
          assert.equal(text.slice(at).trim(), '');
        }
    });

  it('holds as many words as it takes', () => {
    assert.deepEqual(wrap(segmentText('one two three four'), 400, 9, width, false), ['one two', 'three', 'four']);
    assert.deepEqual(wrap(segmentText('one\u200btwo'), 400, 3, width, false), ['one', 'two']);
    assert.deepEqual(wrap(segmentText('“one” (two)'), 400, 5, width, false), ['“one”', '(two)']);
  });
});

describe('the letters of a picture', () => {
  let measure: Measure;
  before(async () => {
    ({ measure } = await createRenderer());
  });

  for (const [script, text] of Object.entries(scripts))
    it(`are all there, and join where the script has them join: ${script}`, () => {
      const font = { size: 100, weight: 400 };
      const alone = [...text].reduce((sum, one) => sum + measure(one, font), 0);
      const whole = measure(text, font);
      if (/khmer|burmese|arabic/.test(script)) assert.ok(whole < alone * 0.95, `${whole} of ${alone}`);
      else assert.ok(Math.abs(whole / alone - 1) < 0.05, `${whole} of ${alone}`);
      // The weights are two files.
      assert.notEqual(measure(text, { size: 100, weight: 600 }), whole);
    });

  it('have figures of one width', () => {
    const widths = new Set([...'0123456789'].map((one) => measure(one, { size: 100, weight: 400 })));
    assert.equal(widths.size, 1);
  });
});

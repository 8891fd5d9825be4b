/** The layout of a day count's image: texts are inside the image, do not overlap, and are not cut off. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { createRenderer } from '../../src/server/images/renderer.ts';
import { formats, layoutImage, type Format, type Measure, type Shape, type Text } from '../../src/share-image/layout.ts';
import { segmentText, wrap } from '../../src/share-image/line-breaking.ts';
import type { ImageContent } from '../../src/share-image/content.ts';
import { randomRuns } from '../support/random-runs.ts';

/** Measures as if all letters had the same width. */
const measureMonospaced: Measure = (text, { size }) => [...text].length * size * 0.55;
const kinds = Object.keys(formats) as Format[];

const createContent = (more: Partial<ImageContent> = {}): ImageContent => ({
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
/** The box around the letters of a text, without those parts that extend beyond the line. */
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
const arbitraryText = fc.oneof(
  fc.constantFrom(...Object.values(scripts)),
  fc.constantFrom('x'.repeat(300), '👋'.repeat(300), 'ក'.repeat(300), ' ', '\u200b', '\0', '\ud800', 'A'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
);
const places = fc.array(fc.record({ place: fc.option(arbitraryText, { nil: undefined }), names: fc.array(arbitraryText, { minLength: 1, maxLength: 8 }) }), { minLength: 1, maxLength: 4 });
const anything: fc.Arbitrary<ImageContent> = fc.record({
  language: fc.constantFrom('en', 'km', 'ar'),
  direction: fc.constantFrom('ltr', 'rtl'),
  title: fc.option(arbitraryText, { nil: undefined }),
  organiser: fc.option(arbitraryText, { nil: undefined }),
  groups: fc.array(fc.record({ number: fc.integer({ min: 0, max: 3_652_058 }).map(String), unit: arbitraryText, places }), { minLength: 1, maxLength: 5 }),
  date: arbitraryText,
  day: fc.option(arbitraryText, { nil: undefined }),
  alt: arbitraryText,
});

describe('the layout of a share image', () => {
  it('keeps all texts inside the image and apart from each other, for any content', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...kinds), fc.boolean(), (all, format, photo) => {
        const { width, height, shapes } = layoutImage(all, { format, theme: 'light', photo }, measureMonospaced);
        const boxes = texts(shapes).map((one) => box(one, measureMonospaced));
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
      { numRuns: randomRuns(50) },
    );
  });

  it('makes the number the largest text, and groups people with the same number', () => {
    for (const format of kinds) {
      const all = texts(layoutImage(createContent(), { format, theme: 'light' }, measureMonospaced).shapes);
      const numbers = all.filter(({ text }) => text === '165');
      assert.equal(numbers.length, 1);
      for (const { text, size } of all) assert.ok(text === '165' || size < numbers[0]!.size / 2, text);
      assert.equal(all.filter(({ text }) => text === 'days in detention').length, 1);
    }
  });

  it('gives each number its own line if they differ', () => {
    const [one] = createContent().groups;
    const groups = [one!, { ...one!, number: '427', places: [{ names: ['Nay Vanda'] }] }];
    const all = texts(layoutImage(createContent({ groups }), { format: 'square', theme: 'light' }, measureMonospaced).shapes);
    const [first, second, name] = ['165', '427', 'Nay Vanda'].map((text) => all.find((one) => one.text === text)!);
    assert.ok(second!.y > first!.y + first!.size);
    assert.equal(second!.x, first!.x);
    assert.ok(name!.x > second!.x && name!.y > first!.y + first!.size);
  });

  it('mirrors the image for a right-to-left language', () => {
    for (const format of kinds) {
      const draw = (direction: 'ltr' | 'rtl') => {
        const { shapes } = layoutImage(createContent({ direction }), { format, theme: 'light', photo: true }, measureMonospaced);
        // A number has no direction of its own, so it takes that of the page.
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

  it('gives each line the direction of its text', () => {
    const all = texts(layoutImage(createContent({ title: 'الحرية', direction: 'ltr' }), { format: 'wide', theme: 'dark' }, measureMonospaced).shapes);
    assert.equal(all.find(({ text }) => text === 'الحرية')!.direction, 'rtl');
    assert.equal(all.find(({ text }) => text === 'Ny Sokha')!.direction, 'ltr');
  });
});

describe('line breaking', () => {
  const width = (text: string) => [...text].length;
  const findStarts = (text: string, granularity: 'word' | 'grapheme') =>
    new Set([...new Intl.Segmenter(undefined, { granularity }).segment(text)].map(({ index }) => index));

  for (const [script, text] of Object.entries(scripts))
    it(`breaks lines between words, and never inside a grapheme: ${script}`, () => {
      for (let max = 1; max <= width(text); max++)
        for (const allowBreakWord of [false, true]) {
          const graphemeStarts = findStarts(text, 'grapheme');
          const wordStarts = findStarts(text, 'word');
          let at = 0;
          for (const line of wrap(segmentText(text), 400, max, width, allowBreakWord)) {
            at = text.indexOf(line, at);
            assert.ok(at >= 0, line);
            assert.ok((allowBreakWord ? graphemeStarts : wordStarts).has(at), `${line} at ${at}, ${max} wide`);
            at += line.length;
          }
          assert.equal(text.slice(at).trim(), '');
        }
    });

  it('puts as many words in a line as fit', () => {
    assert.deepEqual(wrap(segmentText('one two three four'), 400, 9, width, false), ['one two', 'three', 'four']);
    assert.deepEqual(wrap(segmentText('one\u200btwo'), 400, 3, width, false), ['one', 'two']);
    assert.deepEqual(wrap(segmentText('“one” (two)'), 400, 5, width, false), ['“one”', '(two)']);
  });
});

describe('the fonts of the share image', () => {
  let measure: Measure;
  before(async () => {
    ({ measure } = await createRenderer());
  });

  for (const [script, text] of Object.entries(scripts))
    it(`contain all letters, and join them where the script requires it: ${script}`, () => {
      const font = { size: 100, weight: 400 };
      const sumOfLetters = [...text].reduce((sum, one) => sum + measure(one, font), 0);
      const textWidth = measure(text, font);
      if (/khmer|burmese|arabic/.test(script)) assert.ok(textWidth < sumOfLetters * 0.95, `${textWidth} of ${sumOfLetters}`);
      else assert.ok(Math.abs(textWidth / sumOfLetters - 1) < 0.05, `${textWidth} of ${sumOfLetters}`);
      // Each weight is a file of its own.
      assert.notEqual(measure(text, { size: 100, weight: 600 }), textWidth);
    });

  it('have digits of equal width', () => {
    const widths = new Set([...'0123456789'].map((one) => measure(one, { size: 100, weight: 400 })));
    assert.equal(widths.size, 1);
  });
});

/** The share image of a day count, drawn in the page. */
import { expect } from '@open-wc/testing';
import { drawShareImage, createMeasure, fonts } from '../../src/share-image/canvas.ts';
import { formats, type Format } from '../../src/share-image/layout.ts';
import type { ImageContent } from '../../src/share-image/content.ts';

const createContent = (changes: Partial<ImageContent> = {}): ImageContent => ({
  language: 'en',
  direction: 'ltr',
  title: 'Free the five',
  organiser: 'A Human Rights Group',
  groups: [{ number: '165', unit: 'days in detention', places: [{ place: 'Prey Sar', names: ['Ny Sokha'] }] }],
  date: '10 October 2016',
  day: 'Day 165',
  alt: 'Held for 165 days.',
  ...changes,
});

const sameOriginUrl = new URL('/demo/letter.png', location.href).href;
/** The same file from another origin, which does not allow this page to read it. */
const getCrossOriginUrl = () => {
  const url = new URL(sameOriginUrl);
  url.hostname = url.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  return url.href;
};

function loadImage(src: string, crossOrigin?: string): Promise<HTMLImageElement> {
  const image = new Image();
  if (crossOrigin) image.crossOrigin = crossOrigin;
  image.src = src;
  return new Promise((resolve, reject) => {
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error(src));
  });
}

/** @param points as fractions of width and height @returns the size, the colours of the points, and all colours with their pixel counts */
async function readPixels(blob: Blob, points: [number, number][] = []) {
  const image = await createImageBitmap(blob);
  const context = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d')!;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const getColour = ([x, y]: [number, number]) => {
    const offset = 4 * (Math.floor(y * image.height) * image.width + Math.floor(x * image.width));
    return [...data.slice(offset, offset + 3)].join();
  };
  const colours = new Map<string, number>();
  for (let offset = 0; offset < data.length; offset += 4) {
    const colour = data.slice(offset, offset + 3).join();
    colours.set(colour, (colours.get(colour) ?? 0) + 1);
  }
  return { width: image.width, height: image.height, points: points.map(getColour), colours, data };
}

describe('the share image', () => {
  for (const format of Object.keys(formats) as Format[])
    it(`is a PNG of the size of the format ${format} in both themes`, async () => {
      const blob = await drawShareImage({ content: createContent(), format, theme: 'light' });
      expect(blob.type).to.equal('image/png');
      const light = await readPixels(blob, [[0, 0]]);
      expect([light.width, light.height]).to.deep.equal(formats[format]);
      const dark = await readPixels(await drawShareImage({ content: createContent(), format, theme: 'dark' }), [[0, 0]]);
      expect(light.points).to.deep.equal(['246,244,239']);
      expect(dark.points).to.deep.equal(['22,22,20']);
      // There is text in the image.
      expect(light.colours.get('29,28,26')).to.be.greaterThan(2000);
    });

  it('contains a photo that the page may read', async () => {
    const withoutPhoto = await readPixels(await drawShareImage({ content: createContent(), format: 'square', theme: 'light' }));
    const withPhoto = await readPixels(await drawShareImage({ content: createContent(), format: 'square', theme: 'light', photo: sameOriginUrl }));
    expect(withPhoto.colours.size).to.be.greaterThan(withoutPhoto.colours.size + 20);
  });

  it('omits a photo from another site that does not allow it to be read', async () => {
    expect((await loadImage(getCrossOriginUrl())).naturalWidth, 'the browser shows the photo').to.be.greaterThan(0);
    const isReadable = await loadImage(getCrossOriginUrl(), 'anonymous').then(() => true, () => false);
    expect(isReadable, 'the page cannot read the photo').to.equal(false);
    const withoutPhoto = await readPixels(await drawShareImage({ content: createContent(), format: 'wide', theme: 'light' }));
    const image = await readPixels(await drawShareImage({ content: createContent(), format: 'wide', theme: 'light', photo: getCrossOriginUrl() }));
    expect([...image.data].join() === [...withoutPhoto.data].join()).to.equal(true);
  });

  it('omits a photo that is missing, is not an image or cannot be loaded', async () => {
    for (const photo of ['/nowhere.png', '/package.json', 'http://127.0.0.1:9/photo.jpg'])
      expect((await drawShareImage({ content: createContent(), format: 'wide', theme: 'light', photo })).size).to.be.greaterThan(1000);
  });

  it('keeps a margin free of text in every script', async () => {
    const long = 'ណៃ វ៉ង់ដា ត្រូវបានឃុំខ្លួន ကမ္ဘောဒီးယားလူ့အခွင့်အရေး سجن بري سار ปล่อยตัวนักปกป้อง ';
    const groups = [{ number: '1,234,567', unit: long, places: [{ place: long.repeat(2), names: [long, long.repeat(3)] }] }];
    for (const format of Object.keys(formats) as Format[]) {
      const content = createContent({ direction: 'rtl', title: long, organiser: long, groups });
      const { width, height, data } = await readPixels(await drawShareImage({ content, format, theme: 'light' }));
      for (let i = 0; i < width * height; i++) {
        const [x, y] = [i % width, Math.floor(i / width)];
        if (x > 15 && x < width - 16 && y > 15 && y < height - 16) continue;
        if (data[4 * i] !== 246) throw new Error(`${format}: painted into the margin at ${x}, ${y}`);
      }
    }
  });

  it('is measured in fonts that join and stack letters', () => {
    const measure = createMeasure(document.createElement('canvas').getContext('2d')!, fonts);
    const font = { size: 100, weight: 400 };
    for (const text of ['ត្រូវបានឃុំខ្លួនស្ត្រី', 'ကမ္ဘောဒီးယားကြွေး', 'الحرية للمدافعين']) {
      const sumOfLetters = [...text].reduce((sum, letter) => sum + measure(letter, font), 0);
      expect(measure(text, font), text).to.be.lessThan(sumOfLetters * 0.95);
    }
  });
});

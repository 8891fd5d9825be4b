/** The picture of a day count, drawn in the page. */
import { expect } from '@open-wc/testing';
import { drawShareImage, createMeasure, fonts } from '../../src/share-image/canvas.ts';
import { formats, type Format } from '../../src/share-image/layout.ts';
import type { ImageContent } from '../../src/share-image/content.ts';

const said = (more: Partial<ImageContent> = {}): ImageContent => ({
  language: 'en',
  direction: 'ltr',
  title: 'Free the five',
  organiser: 'A Human Rights Group',
  groups: [{ number: '165', unit: 'days in detention', places: [{ place: 'Prey Sar', names: ['Ny Sokha'] }] }],
  date: '10 October 2016',
  day: 'Day 165',
  alt: 'Held for 165 days.',
  ...more,
});

const here = new URL('/demo/letter.png', location.href).href;
/** The same file, from what is another origin to the browser, and without leave to read it. */
const elsewhere = () => {
  const url = new URL(here);
  url.hostname = url.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  return url.href;
};

function load(src: string, crossOrigin?: string): Promise<HTMLImageElement> {
  const image = new Image();
  if (crossOrigin) image.crossOrigin = crossOrigin;
  image.src = src;
  return new Promise((resolve, reject) => {
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error(src));
  });
}

/** Width, height, and the colours of the points that are named by parts of both. */
async function look(blob: Blob, points: [number, number][] = []) {
  const image = await createImageBitmap(blob);
  const context = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d')!;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const colour = ([x, y]: [number, number]) => {
    const at = 4 * (Math.floor(y * image.height) * image.width + Math.floor(x * image.width));
    return [...data.slice(at, at + 3)].join();
  };
  const colours = new Map<string, number>();
  for (let at = 0; at < data.length; at += 4) {
    const key = data.slice(at, at + 3).join();
    colours.set(key, (colours.get(key) ?? 0) + 1);
  }
  return { width: image.width, height: image.height, points: points.map(colour), colours, data };
}

describe('a picture in the page', () => {
  for (const format of Object.keys(formats) as Format[])
    it(`is a PNG of its size, light and dark: ${format}`, async () => {
      const blob = await drawShareImage({ said: said(), format, theme: 'light' });
      expect(blob.type).to.equal('image/png');
      const light = await look(blob, [[0, 0]]);
      expect([light.width, light.height]).to.deep.equal(formats[format]);
      const dark = await look(await drawShareImage({ said: said(), format, theme: 'dark' }), [[0, 0]]);
      expect(light.points).to.deep.equal(['246,244,239']);
      expect(dark.points).to.deep.equal(['22,22,20']);
      // Somebody wrote on it.
      expect(light.colours.get('29,28,26')).to.be.greaterThan(2000);
    });

  it('shows a photo that may be read', async () => {
    const without = await look(await drawShareImage({ said: said(), format: 'square', theme: 'light' }));
    const shown = await look(await drawShareImage({ said: said(), format: 'square', theme: 'light', photo: here }));
    expect(shown.colours.size).to.be.greaterThan(without.colours.size + 20);
  });

  it('does without a photo from another site that does not allow it', async () => {
    expect((await load(elsewhere())).naturalWidth, 'there to be seen').to.be.greaterThan(0);
    const allowed = await load(elsewhere(), 'anonymous').then(() => true, () => false);
    expect(allowed, 'and not to be read').to.equal(false);
    const without = await look(await drawShareImage({ said: said(), format: 'wide', theme: 'light' }));
    const drawn = await look(await drawShareImage({ said: said(), format: 'wide', theme: 'light', photo: elsewhere() }));
    expect([...drawn.data].join() === [...without.data].join()).to.equal(true);
  });

  it('does without a photo that is none', async () => {
    for (const photo of ['/nowhere.png', '/package.json', 'http://127.0.0.1:9/photo.jpg'])
      expect((await drawShareImage({ said: said(), format: 'wide', theme: 'light', photo })).size).to.be.greaterThan(1000);
  });

  it('stays inside its edges in every script', async () => {
    const long = 'ណៃ វ៉ង់ដា ត្រូវបានឃុំខ្លួន ကမ္ဘောဒီးယားလူ့အခွင့်အရေး سجن بري سار ปล่อยตัวนักปกป้อง ';
    const groups = [{ number: '1,234,567', unit: long, places: [{ place: long.repeat(2), names: [long, long.repeat(3)] }] }];
    for (const format of Object.keys(formats) as Format[]) {
      const all = said({ direction: 'rtl', title: long, organiser: long, groups });
      const { width, height, data } = await look(await drawShareImage({ said: all, format, theme: 'light' }));
      for (let i = 0; i < width * height; i++) {
        const [x, y] = [i % width, Math.floor(i / width)];
        if (x > 15 && x < width - 16 && y > 15 && y < height - 16) continue;
        if (data[4 * i] !== 246) throw new Error(`${format}: something at ${x}, ${y}`);
      }
    }
  });

  it('has letters that join', () => {
    const measure = createMeasure(document.createElement('canvas').getContext('2d')!, fonts);
    const font = { size: 100, weight: 400 };
    for (const text of ['ត្រូវបានឃុំខ្លួនស្ត្រី', 'ကမ္ဘောဒီးယားကြွေး', 'الحرية للمدافعين']) {
      const alone = [...text].reduce((sum, one) => sum + measure(one, font), 0);
      expect(measure(text, font), text).to.be.lessThan(alone * 0.95);
    }
  });
});

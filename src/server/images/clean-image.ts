/** Makes an uploaded image safe to publish. */
import type { Content } from '../content.ts';

export type ImageProblem = 'type' | 'broken' | 'dimensions' | 'unavailable';

export interface CleanImage {
  content: Content;
  /** The extension of its file name, without a dot. */
  extension: string;
  /** In pixels, like `height`. */
  width: number;
  height: number;
}

type Format = 'jpeg' | 'png' | 'webp';

/** Decoding takes four bytes for each pixel. */
const maxPixels = 40_000_000;
/** Wide enough for a printed card and a large screen, in pixels. */
const maxSide = 2400;
const quality = 85;

const startsWith = (bytes: Uint8Array, text: string, offset = 0) => [...text].every((character, i) => bytes[offset + i] === character.charCodeAt(0));

/** By the first bytes: the type that a browser has declared may be wrong. SVG can contain scripts, and is not one of these. */
const signatures: [isType: (bytes: Uint8Array) => boolean, format: Format][] = [
  [(bytes) => startsWith(bytes, '\xff\xd8\xff'), 'jpeg'],
  [(bytes) => startsWith(bytes, '\x89PNG\r\n\x1a\n'), 'png'],
  // Only its first frame stays.
  [(bytes) => startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a'), 'png'],
  [(bytes) => startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8), 'webp'],
  // Some browsers that the elements support cannot show AVIF.
  [(bytes) => startsWith(bytes, 'ftyp', 4) && (startsWith(bytes, 'avif', 8) || startsWith(bytes, 'avis', 8)), 'webp'],
];

const extensions: Record<Format, string> = { jpeg: 'jpg', png: 'png', webp: 'webp' };

/** One after another, because a large image takes much memory. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Draws an image again. The result has only its pixels: neither the place and the camera of a photo, nor a thumbnail of an earlier
 * version, nor anything else that was in the file. A rotation that the camera has noted is applied.
 */
export function cleanImage(bytes: Uint8Array): Promise<CleanImage | ImageProblem> {
  const result = last.then(() => redraw(bytes));
  last = result.catch(() => undefined);
  return result;
}

async function redraw(bytes: Uint8Array): Promise<CleanImage | ImageProblem> {
  const [, format] = signatures.find(([isType]) => isType(bytes)) ?? [];
  if (!format) return 'type';
  const pixels = await countPixels(bytes);
  if (!pixels) return 'broken';
  if (pixels > maxPixels) return 'dimensions';
  const library = await import('@napi-rs/canvas').catch(() => undefined);
  if (!library) return 'unavailable';
  const image = await library.loadImage(bytes).catch(() => undefined);
  if (!image?.width || !image.height) return 'broken';
  const scale = Math.min(1, maxSide / Math.max(image.width, image.height));
  const [width, height] = [image.width, image.height].map((side) => Math.max(1, Math.round(side * scale))) as [number, number];
  const canvas = library.createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  // The types of the library do not know that each format accepts its own options.
  const encoded = format === 'png' ? await canvas.encode('png') : await canvas.encode(format as 'jpeg', quality);
  return { content: { bytes: new Uint8Array(encoded), type: `image/${format}` }, extension: extensions[format], width, height };
}

/** From the header alone. @returns 0 if it cannot be read */
async function countPixels(bytes: Uint8Array): Promise<number> {
  const { imageSize } = await import('image-size');
  try {
    const { width, height } = imageSize(bytes);
    return width * height;
  } catch {
    return 0;
  }
}

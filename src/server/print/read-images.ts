/** The images of cards, as they are put into a page that needs no other file. */
import { readFileSync } from 'node:fs';
import { extname, resolve, sep } from 'node:path';
import type { PrintCard } from './print-job.ts';

/** The images that `check` accepts. */
const mediaTypes: Record<string, string> = {
  '.avif': 'image/avif', '.gif': 'image/gif', '.jpeg': 'image/jpeg', '.jpg': 'image/jpeg', '.png': 'image/png', '.svg': 'image/svg+xml', '.webp': 'image/webp',
};

/**
 * Reads each image once. Only files of the campaigns' folder are read; nothing is downloaded.
 * @param report takes the address of an image that is not in the folder
 */
export function createImageReader(folder: string | undefined, report: (src: string) => void = () => {}): (card: PrintCard) => string | undefined {
  const images = new Map<string, string | undefined>();
  const read = (src: string): string | undefined => {
    const image = folder === undefined ? undefined : readImage(folder, src);
    if (image === undefined) report(src);
    return image;
  };
  return ({ image }) => {
    if (!image) return undefined;
    if (!images.has(image.src)) images.set(image.src, read(image.src));
    return images.get(image.src);
  };
}

function readImage(folder: string, src: string): string | undefined {
  try {
    const path = resolve(folder, decodeURI(src.split(/[?#]/)[0]!));
    const type = mediaTypes[extname(path).toLowerCase()];
    if (!type || !path.startsWith(resolve(folder) + sep)) return undefined;
    return `data:${type};base64,${readFileSync(path).toString('base64')}`;
  } catch {
    return undefined;
  }
}

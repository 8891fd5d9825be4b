/** The images of cards, as they are put into a page that needs no other file. */
import { readFileSync } from 'node:fs';
import { extname, resolve, sep } from 'node:path';
import type { Store } from '../db/store.ts';
import type { PrintCard } from './print-job.ts';

/** The images that `check` accepts. */
const mediaTypes: Record<string, string> = {
  '.avif': 'image/avif', '.gif': 'image/gif', '.jpeg': 'image/jpeg', '.jpg': 'image/jpeg', '.png': 'image/png', '.svg': 'image/svg+xml', '.webp': 'image/webp',
};

/**
 * Reads each image once: those of the database, and files of the campaigns' folder. Nothing is downloaded.
 * @param report takes the address of an image that is in neither
 * @returns a function that gets the image of a card as a `data:` URL
 */
export async function readImages(
  store: Pick<Store, 'campaignImages'>,
  folder: string | undefined,
  cards: readonly Pick<PrintCard, 'image'>[],
  report: (src: string) => void = () => {},
): Promise<(card: Pick<PrintCard, 'image'>) => string | undefined> {
  const images = new Map<string, string | undefined>();
  for (const src of new Set(cards.flatMap(({ image }) => image?.src ?? []))) {
    const image = (await readStoredImage(store, src)) ?? (folder === undefined ? undefined : readFile(folder, src));
    if (image === undefined) report(src);
    images.set(src, image);
  }
  return ({ image }) => image && images.get(image.src);
}

const toDataUrl = (type: string, bytes: Uint8Array) => `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;

async function readStoredImage({ campaignImages }: Pick<Store, 'campaignImages'>, src: string): Promise<string | undefined> {
  const [, campaign, name] = /^([^/]+)\/images\/([^/?#]+)/.exec(src) ?? [];
  const image = campaign && name ? await campaignImages.find(campaign, name) : undefined;
  return image && toDataUrl(image.type, image.bytes);
}

function readFile(folder: string, src: string): string | undefined {
  try {
    const path = resolve(folder, decodeURI(src.split(/[?#]/)[0]!));
    const type = mediaTypes[extname(path).toLowerCase()];
    return type && path.startsWith(resolve(folder) + sep) ? toDataUrl(type, readFileSync(path)) : undefined;
  } catch {
    return undefined;
  }
}

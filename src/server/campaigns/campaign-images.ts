/** The images that the document of a campaign can use. They are public as soon as they are added, at an address that nobody can guess. */
import { hash } from 'node:crypto';
import { createContent, type Content } from '../content.ts';
import type { ImageRemoval } from '../db/campaign-images-repository.ts';
import type { Store } from '../db/store.ts';
import { cleanImage, type ImageProblem } from '../images/clean-image.ts';

/** The largest file that can be uploaded, in bytes. */
export const maxImageBytes = 12 * 1024 * 1024;
/** The most images of one campaign. */
export const maxImages = 200;
/** The longest text alternative that a document accepts, in code points. */
const maxAltLength = 300;

export interface CampaignImage {
  /** Its address for the document, relative to it. */
  src: string;
  name: string;
  alt: string;
  /** In pixels, like `height`. */
  width: number;
  height: number;
  /** In bytes. */
  size: number;
}

export type AddImageResult = { image: CampaignImage } | { problem: ImageProblem | 'alt' | 'size' | 'count' };

type ImageStore = Pick<Store, 'campaignImages'>;

export const getImageSource = (campaign: string, name: string): string => `${campaign}/images/${name}`;

/** @returns the images of a campaign, newest first */
export const listImages = async ({ campaignImages }: ImageStore, campaign: string): Promise<CampaignImage[]> =>
  (await campaignImages.getAll(campaign)).map(({ name, alt, width, height, size }) => ({ src: getImageSource(campaign, name), name, alt, width, height, size }));

/** Adds an image without the metadata that its file may have. @param bytes of a JPEG, PNG, WebP, AVIF or GIF file @param now milliseconds since the epoch */
export async function addImage(store: ImageStore, campaign: string, { bytes, alt: text, now }: { bytes: Uint8Array; alt: string; now: number }): Promise<AddImageResult> {
  const alt = text.replace(/\s+/g, ' ').trim();
  if (!alt || [...alt].length > maxAltLength) return { problem: 'alt' };
  if (bytes.length > maxImageBytes) return { problem: 'size' };
  if ((await store.campaignImages.getAll(campaign)).length >= maxImages) return { problem: 'count' };
  const clean = await cleanImage(bytes);
  if (typeof clean === 'string') return { problem: clean };
  const { content, extension, width, height } = clean;
  const name = `${hash('sha256', content.bytes).slice(0, 24)}.${extension}`;
  const size = content.bytes.length;
  await store.campaignImages.add({ campaign, name, alt, width, height, size, type: content.type, bytes: content.bytes, added_at: new Date(now).toISOString() });
  return { image: { src: getImageSource(campaign, name), name, alt, width, height, size } };
}

/** @returns `used` if the draft or the published version contains it */
export const removeImage = ({ campaignImages }: ImageStore, campaign: string, name: string): Promise<ImageRemoval> => campaignImages.remove(campaign, name);

/** In bytes, and how long an image is kept at most, in milliseconds: an image that was deleted is gone from all processes after this. */
const maxCacheBytes = 64 * 1024 * 1024;
const maxCacheAge = 60_000;

export type FindImage = (campaign: string, name: string) => Promise<Content | undefined>;

/** Reads images, and keeps those that were read last: many supporters open a page at the same time. @param now milliseconds since the epoch */
export function createImageReader({ campaignImages }: ImageStore, now: () => number): FindImage {
  const cache = new Map<string, { content: Promise<Content | undefined>; size: number; expiresAt: number }>();
  const getSize = () => [...cache.values()].reduce((sum, { size }) => sum + size, 0);

  async function read(campaign: string, name: string): Promise<Content | undefined> {
    const row = await campaignImages.find(campaign, name);
    return row && createContent(new Uint8Array(row.bytes), row.type);
  }

  return async (campaign, name) => {
    if (!/^[0-9a-f]{24}\.(?:jpg|png|webp)$/.test(name)) return undefined;
    const key = getImageSource(campaign, name);
    const cached = cache.get(key);
    if (cached && cached.expiresAt > now()) return cached.content;
    const entry = { content: read(campaign, name), size: 0, expiresAt: now() + maxCacheAge };
    cache.delete(key);
    cache.set(key, entry);
    const content = await entry.content.catch((error: unknown) => {
      cache.delete(key);
      throw error;
    });
    // An address without an image would fill the cache with any number of names.
    if (content) entry.size = content.bytes.length;
    else cache.delete(key);
    for (const oldest of cache.keys()) if (getSize() > maxCacheBytes) cache.delete(oldest);
    return content;
  };
}

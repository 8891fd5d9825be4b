/** Ids that people read to each other: of cards, and of public messages. */
import { hash } from 'node:crypto';

/** Digits and small letters without those that look alike: 32, so that a byte has no favourites among them. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const length = 10;

const written = (bytes: Uint8Array) => Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % 32]).join('');

/** Whether something can be such an id. */
export const isShortId = (text: string) => /^[0-9a-hjkmnp-tv-z]{10}$/.test(text);

/** A fresh one: 50 random bits. */
export const shortId = (): string => written(crypto.getRandomValues(new Uint8Array(length)));

/** Always the same one for the same seed: of what may be made again. */
export const shortIdFrom = (seed: string): string => written(hash('sha256', seed, 'buffer'));

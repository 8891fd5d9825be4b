/** Short ids that people can read out to each other, for cards and public messages. */
import { hash } from 'node:crypto';

/** Digits and lower-case letters without look-alikes: exactly 32, so that a byte maps to each of them equally often. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const length = 10;

const encode = (bytes: Uint8Array) => Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % 32]).join('');

export const isShortId = (text: string): boolean => /^[0-9a-hjkmnp-tv-z]{10}$/.test(text);

/** @returns a new id: 50 random bits */
export const createShortId = (): string => encode(crypto.getRandomValues(new Uint8Array(length)));

/** @returns always the same id for the same seed, so that an operation can be repeated without a second effect */
export const deriveShortId = (seed: string): string => encode(hash('sha256', seed, 'buffer'));

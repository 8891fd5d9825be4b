/** Random values that can be repeated: the same seed gives the same values. */

/** @returns numbers from 0 to 1, exclusive: mulberry32 */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pick = <Item>(random: () => number, items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;

export const pickInteger = (random: () => number, min: number, max: number): number => min + Math.floor(random() * (max - min + 1));

/** Letters and digits that no file contains by chance. */
export const createCanary = (random: () => number): string => Array.from({ length: 24 }, () => pick(random, [...'abcdefghijkmnpqrstuvwxyz23456789'])).join('');

/** A version 4 UUID. */
export function createUuid(random: () => number): string {
  const digits = Array.from({ length: 32 }, () => pickInteger(random, 0, 15).toString(16));
  digits[12] = '4';
  digits[16] = pick(random, ['8', '9', 'a', 'b']);
  return digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

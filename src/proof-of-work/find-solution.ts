export interface Solution {
  counter: number;
  /** The hash, in hexadecimal digits. */
  derivedKey: string;
}

/**
 * Looks for the counter whose SHA-256 hash, over salt, nonce and the counter as a big-endian 32-bit integer, begins with a prefix. Its
 * source runs in a worker as well, so it uses nothing outside of itself. `crypto.subtle` would need a promise for each hash, and a secure page.
 * @param salt 16 bytes in hexadecimal digits, like `nonce` and `keyPrefix`
 * @param last the largest counter to try
 */
export function findSolution(salt: string, nonce: string, keyPrefix: string, first: number, last: number): Solution | undefined {
  const toWords = (hex: string) => Array.from(hex.match(/.{8}/g) ?? [], (digits) => parseInt(digits, 16) | 0);
  // FIPS 180-4: the fractional parts of the cube roots of the first 64 primes, and of the square roots of the first 8.
  const constants = toWords(
    '428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5d807aa9812835b01243185be550c7dc372be5d7480deb1fe9bdc06a7c19bf174' +
      'e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca635114292967' +
      '27b70a852e1b21384d2c6dfc53380d13650a7354766a0abb81c2c92e92722c85a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070' +
      '19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3748f82ee78a5636f84c878148cc7020890befffaa4506cebbef9a3f7c67178f2',
  );
  const initialState = toWords('6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19');
  const prefix = toWords(keyPrefix);
  // One block: 36 bytes, a one bit, and the length in bits.
  const input = [...toWords(salt), ...toWords(nonce), 0, 1 << 31, 0, 0, 0, 0, 0, 288];
  const schedule = new Int32Array(64);
  const rotate = (value: number, bits: number) => (value >>> bits) | (value << (32 - bits));

  for (let counter = first; counter <= last; counter++) {
    input[8] = counter;
    schedule.set(input);
    for (let i = 16; i < 64; i++) {
      const a = schedule[i - 15]!;
      const b = schedule[i - 2]!;
      schedule[i] =
        schedule[i - 16]! + (rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3)) + schedule[i - 7]! + (rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = initialState as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const t = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + constants[i]! + schedule[i]!) | 0;
      const u = (t + (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t) | 0;
      d = c;
      c = b;
      b = a;
      a = u;
    }
    if (((a + initialState[0]!) | 0) !== prefix[0]) continue;
    const state = [a, b, c, d, e, f, g, h].map((value, i) => (value + initialState[i]!) | 0);
    if (prefix.every((value, i) => value === state[i]))
      return { counter, derivedKey: state.map((value) => (value >>> 0).toString(16).padStart(8, '0')).join('') };
  }
  return undefined;
}

/** Whether a Bech32 text, BIP 173, has been copied whole: its last six characters are a checksum. */
export function hasChecksum(text: string): boolean {
  const end = text.lastIndexOf('1');
  const prefix = [...text.slice(0, end)].map((letter) => letter.charCodeAt(0));
  const data = [...text.slice(end + 1)].map((letter) => 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'.indexOf(letter));
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let sum = 1;
  for (const value of [...prefix.map((code) => code >> 5), 0, ...prefix.map((code) => code & 31), ...data]) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [i, term] of generator.entries()) if ((top >> i) & 1) sum ^= term;
  }
  return sum === 1;
}

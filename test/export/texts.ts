/** Texts of every kind: long and short, in several scripts, with everything that CSV and spreadsheets treat differently. */
const bodies = [
  'Please let her go.\n\nShe has harmed nobody.',
  '=HYPERLINK("https://evil.example","x")',
  'She said "now", and\r\nagain: now, now.',
  'សូមដោះលែងពួកគេ 🕊️ ភ្លាមៗ។ ',
  'أطلقوا سراحها، من فضلكم.',
  "'+1",
];

export function createTexts(i: number) {
  const body = bodies[i % bodies.length]!.repeat(1 + (i % 11));
  return { name: i % 7 ? `Anna Example ${i}` : `@${i}`, subject: i % 5 ? 'Free Sam Sokha' : `-${i}`, body, given: i % 3 === 0 };
}

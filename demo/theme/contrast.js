// How well colours can be told apart, by WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio

/** Relative luminance. @param colour `#rrggbb` */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 to 21. */
export function contrast(one, other) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** What stands on what, and how much it wants: 4.5 to be read, 3 to be seen. */
export const pairs = [
  ['on-accent', 'accent', 4.5],
  ['text', 'surface', 4.5],
  ['text', 'page', 4.5],
  ['muted', 'surface', 4.5],
  ['muted', 'page', 4.5],
  ['error', 'surface', 4.5],
  ['error', 'page', 4.5],
  ['border', 'surface', 3],
  ['border', 'page', 3],
  ['accent', 'surface', 3],
  ['focus', 'surface', 3],
  ['focus', 'page', 3],
];

// Contrast as defined in WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio

/** Computes the relative luminance. @param color `#rrggbb` */
function getLuminance(color) {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const channel = parseInt(color.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @returns a ratio from 1 to 21 */
export function getContrast(foreground, background) {
  const [darker, lighter] = [getLuminance(foreground), getLuminance(background)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Foreground, background and minimum contrast: 4.5 for text, 3 for borders and the focus ring. */
export const colorPairs = [
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

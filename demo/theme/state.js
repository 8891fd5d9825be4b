// The settings, as the address contains them: `#accent=7a1f2b,f3b0b8&radius=12px&scheme=dark`. Anyone can write such an address, so
// a value must be a colour, a number with a unit, or plain words and fonts. It must not be able to make a network request.

const colorPair = /^[\da-f]{6},[\da-f]{6}$/i;
const plainValue = /^[\w\s.,#%'"+*/()-]{1,200}$/;
const requestingFunction = /\b(url|src|image(-set)?|cross-fade|element|paint|attr|var|env)\s*\(/i;

/** @param isColor whether a token, named without `--action-`, is a colour */
export function parseState(hash, isColor) {
  const state = new Map();
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ''))) {
    if (isColor(name)) {
      if (colorPair.test(value)) state.set(name, value.split(',').map((color) => `#${color.toLowerCase()}`));
    } else if (plainValue.test(value) && !requestingFunction.test(value)) state.set(name, value);
  }
  return state;
}

export function serializeState(state) {
  const entries = [...state].map(([name, value]) => [name, Array.isArray(value) ? value.map((color) => color.slice(1)).join() : value]);
  return String(new URLSearchParams(entries)).replaceAll('%2C', ',');
}

export const toCssValue = (value) => (Array.isArray(value) ? (value[0] === value[1] ? value[0] : `light-dark(${value.join(', ')})`) : value);

/** @param tokens the names of the tokens, in the order of the manifest */
export function toCss(state, tokens) {
  const names = tokens.filter((name) => state.has(name));
  if (!names.length) return '/* No changes yet. */';
  const usesLightDark = names.some((name) => /light-dark/.test(toCssValue(state.get(name))));
  const lines = [...(usesLightDark ? ['color-scheme: light dark;'] : []), ...names.map((name) => `--action-${name}: ${toCssValue(state.get(name))};`)];
  return `:root {\n${lines.map((line) => `  ${line}`).join('\n')}\n}`;
}

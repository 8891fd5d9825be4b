// What is chosen, as the address keeps it: `#accent=7a1f2b,f3b0b8&radius=12px&scheme=dark`. Whoever made the address is not
// trusted: a value is a colour, a number with its unit, or words and fonts that ask for nothing over the network.

const colours = /^[\da-f]{6},[\da-f]{6}$/i;
const plain = /^[\w\s.,#%'"+*/()-]{1,200}$/;
const asking = /\b(url|src|image(-set)?|cross-fade|element|paint|attr|var|env)\s*\(/i;

/** @param isColour by the name of a token, without `--action-` */
export function readState(hash, isColour) {
  const state = new Map();
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ''))) {
    if (isColour(name)) {
      if (colours.test(value)) state.set(name, value.split(',').map((colour) => `#${colour.toLowerCase()}`));
    } else if (plain.test(value) && !asking.test(value)) state.set(name, value);
  }
  return state;
}

export function writeState(state) {
  const kept = [...state].map(([name, value]) => [name, Array.isArray(value) ? value.map((colour) => colour.slice(1)).join() : value]);
  return String(new URLSearchParams(kept)).replaceAll('%2C', ',');
}

/** As a style sheet has it. */
export const valueOf = (value) => (Array.isArray(value) ? (value[0] === value[1] ? value[0] : `light-dark(${value.join(', ')})`) : value);

/** @param tokens their names in the order of the manifest */
export function cssOf(state, tokens) {
  const chosen = tokens.filter((name) => state.has(name));
  if (!chosen.length) return '/* Nothing is changed yet. */';
  const both = chosen.some((name) => /light-dark/.test(valueOf(state.get(name))));
  const lines = [...(both ? ['color-scheme: light dark;'] : []), ...chosen.map((name) => `--action-${name}: ${valueOf(state.get(name))};`)];
  return `:root {\n${lines.map((line) => `  ${line}`).join('\n')}\n}`;
}

// One control for each token, made of what the manifest says of it.

/** Between which bounds a slider goes: least, most, step, unit. A token that has none is written into a field. */
const ranges = {
  size: [14, 24, 0.5, 'px'],
  'line-height': [1.2, 2.2, 0.05, ''],
  space: [0.5, 2, 0.05, 'em'],
  radius: [0, 24, 1, 'px'],
  'border-width': [0, 6, 0.5, 'px'],
  'target-size': [24, 64, 1, 'px'],
  'max-width': [20, 80, 1, 'em'],
};
/** To begin with; what else a browser knows can be written. */
const suggested = {
  font: ['system-ui, sans-serif', 'Georgia, serif', "'Noto Sans', 'Noto Sans Khmer', sans-serif", 'ui-monospace, monospace'],
  shadow: ['none', '0 1px 3px #0003', '0 1px 2px #0003, 0 8px 24px #0002'],
  'field-padding': ['0.25em 0.5em', '0.5em 0.75em', '0.75em 1em'],
};

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** `#abc` is `#aabbcc`, as a field for colours wants it. */
const inFull = (colour) => (colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour);

/** @returns the default of a colour in the light and in the dark; of another token what stands there */
export function defaultOf({ syntax, default: standard }) {
  const both = /^light-dark\((#\w+), (#\w+)\)$/.exec(standard);
  if (both) return both.slice(1).map(inFull);
  // As another one: var(--action-accent).
  return syntax === '<color>' ? /--action-([\w-]+)/.exec(standard)[1] : standard;
}

/**
 * @param token of the manifest
 * @param change called with the new value, nothing for the default
 * @returns the control, and what shows a value in it
 */
export function controlOf(token, change) {
  const name = token.name.replace('--action-', '');
  const range = ranges[name];
  const reset = el('button', { type: 'button', class: 'small', 'aria-label': `Reset ${token.name}` }, 'Reset');
  const { parts, show } = token.syntax === '<color>' ? colourParts(token, change) : range ? sliderParts(name, token, range, change) : textParts(name, token, change);
  reset.addEventListener('click', () => {
    change(undefined);
    // It hides as it has done its work: the focus goes on to what it stood beside.
    parts[0].querySelector('input')?.focus();
  });
  const box = el('div', { class: 'token', role: 'group', 'aria-label': token.name }, el('p', { class: 'name' }, el('code', {}, name), reset), el('p', { class: 'hint' }, token.description), ...parts);
  return {
    box,
    show(value, isOwn) {
      reset.hidden = !isOwn;
      show(value);
    },
  };
}

function colourParts({ name }, change) {
  const inputs = ['light', 'dark'].map((scheme) => el('input', { type: 'color', 'aria-label': `${name}, ${scheme}` }));
  for (const input of inputs) input.addEventListener('input', () => change(inputs.map(({ value }) => value)));
  const labels = inputs.map((input, i) => el('label', {}, input, el('span', { 'aria-hidden': 'true' }, i ? 'dark' : 'light')));
  return { parts: [el('div', { class: 'both' }, ...labels)], show: (value) => inputs.forEach((input, i) => (input.value = value[i])) };
}

function sliderParts(name, token, [min, max, step, unit], change) {
  const input = el('input', { type: 'range', min, max, step, 'aria-label': token.name });
  const output = el('output', {});
  const tell = (value) => {
    output.textContent = value;
    input.setAttribute('aria-valuetext', value);
  };
  input.addEventListener('input', () => change(`${input.value}${unit}`));
  const show = (value) => {
    // "max(16px, 1rem)" begins at 16.
    input.value = parseFloat(/[\d.]+/.exec(value)[0]);
    tell(value);
  };
  return { parts: [el('div', { class: 'slider' }, input, output)], show };
}

function textParts(name, token, change) {
  const choices = suggested[name] ?? (name.endsWith('font') ? suggested.font : []);
  const list = el('datalist', { id: `list-${name}` }, ...choices.map((value) => el('option', { value })));
  const input = el('input', { type: 'text', list: list.id, placeholder: token.default, 'aria-label': token.name, spellcheck: 'false', autocomplete: 'off' });
  input.addEventListener('change', () => change(input.value.trim() || undefined));
  return { parts: [el('div', {}, input, list)], show: (value) => (input.value = value === token.default ? '' : value) };
}

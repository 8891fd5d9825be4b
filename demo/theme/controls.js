// One control for each token, created from the manifest.

/** Sliders: minimum, maximum, step, unit. Tokens that are not listed get a text field. */
const sliderRanges = {
  size: [14, 24, 0.5, 'px'],
  'line-height': [1.2, 2.2, 0.05, ''],
  space: [0.5, 2, 0.05, 'em'],
  radius: [0, 24, 1, 'px'],
  'border-width': [0, 6, 0.5, 'px'],
  'target-size': [24, 64, 1, 'px'],
  'max-width': [20, 80, 1, 'em'],
};
/** Suggestions for text fields; any other value can be typed. */
const suggestions = {
  font: ['system-ui, sans-serif', 'Georgia, serif', "'Noto Sans', 'Noto Sans Khmer', sans-serif", 'ui-monospace, monospace'],
  shadow: ['none', '0 1px 3px #0003', '0 1px 2px #0003, 0 8px 24px #0002'],
  'field-padding': ['0.25em 0.5em', '0.5em 0.75em', '0.75em 1em'],
};

export function createElement(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Expands `#abc` to `#aabbcc`, which color inputs require. */
const expandHex = (color) => (color.length === 4 ? color.replace(/[^#]/g, '$&$&') : color);

/** @returns for a colour, its light and its dark default, or the name of the token it defaults to; for another token, its default */
export function getDefault({ syntax, default: defaultValue }) {
  const lightDark = /^light-dark\((#\w+), (#\w+)\)$/.exec(defaultValue);
  if (lightDark) return lightDark.slice(1).map(expandHex);
  // A reference to another token, such as var(--action-accent).
  return syntax === '<color>' ? /--action-([\w-]+)/.exec(defaultValue)[1] : defaultValue;
}

/**
 * @param token from the manifest
 * @param onChange called with the new value, or without one for the default
 * @returns the control, and a function that shows a value in it
 */
export function createControl(token, onChange) {
  const name = token.name.replace('--action-', '');
  const range = sliderRanges[name];
  const reset = createElement('button', { type: 'button', class: 'small', 'aria-label': `Reset ${token.name}` }, 'Reset');
  const { parts, show } =
    token.syntax === '<color>' ? createColorInputs(token, onChange) : range ? createSlider(token, range, onChange) : createTextInput(name, token, onChange);
  reset.addEventListener('click', () => {
    onChange(undefined);
    // The button hides after a reset, so the focus moves to the control next to it.
    parts[0].querySelector('input')?.focus();
  });
  const title = createElement('p', { class: 'name' }, createElement('code', {}, name), reset);
  const hint = createElement('p', { class: 'hint' }, token.description);
  const element = createElement('div', { class: 'token', role: 'group', 'aria-label': token.name }, title, hint, ...parts);
  return {
    element,
    show(value, isCustom) {
      reset.hidden = !isCustom;
      show(value);
    },
  };
}

function createColorInputs({ name }, onChange) {
  const schemes = ['light', 'dark'];
  const inputs = schemes.map((scheme) => createElement('input', { type: 'color', 'aria-label': `${name}, ${scheme}` }));
  for (const input of inputs) input.addEventListener('input', () => onChange(inputs.map(({ value }) => value)));
  const labels = inputs.map((input, index) => createElement('label', {}, input, createElement('span', { 'aria-hidden': 'true' }, schemes[index])));
  return {
    parts: [createElement('div', { class: 'color-inputs' }, ...labels)],
    show: (values) => inputs.forEach((input, index) => (input.value = values[index])),
  };
}

function createSlider(token, [min, max, step, unit], onChange) {
  const input = createElement('input', { type: 'range', min, max, step, 'aria-label': token.name });
  const output = createElement('output');
  input.addEventListener('input', () => onChange(`${input.value}${unit}`));
  const show = (value) => {
    // The slider shows the first number: 16 for "max(16px, 1rem)".
    input.value = parseFloat(/[\d.]+/.exec(value)[0]);
    output.textContent = value;
    input.setAttribute('aria-valuetext', value);
  };
  return { parts: [createElement('div', { class: 'slider' }, input, output)], show };
}

function createTextInput(name, token, onChange) {
  const options = suggestions[name] ?? (name.endsWith('font') ? suggestions.font : []);
  const list = createElement('datalist', { id: `list-${name}` }, ...options.map((value) => createElement('option', { value })));
  const input = createElement('input', { type: 'text', list: list.id, placeholder: token.default, 'aria-label': token.name, spellcheck: 'false', autocomplete: 'off' });
  input.addEventListener('change', () => onChange(input.value.trim() || undefined));
  return { parts: [createElement('div', {}, input, list)], show: (value) => (input.value = value === token.default ? '' : value) };
}

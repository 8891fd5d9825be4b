// The theme page: applies the settings to the stage, shows them as CSS, and keeps them in the address.
import { colorPairs, getContrast } from './contrast.js';
import { createControl, createElement, getDefault } from './controls.js';
import { parseState, serializeState, toCss, toCssValue } from './state.js';

const getById = (id) => document.getElementById(id);
const stage = getById('stage');
const elements = [...stage.querySelectorAll('[src]')];
const viewSettings = ['scheme', 'lang', 'width'];

const [manifest, { language, translations }] = await Promise.all(
  ['/v1/custom-elements.json', '/campaigns/free-the-5kh.json'].map((url) => fetch(url).then((response) => response.json())),
);
const toShortName = (name) => name.replace('--action-', '');
const tokens = manifest.modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === 'action-letter').cssProperties;
/** The background of the page is not a token, but has a control like one. */
const pageBackground = { name: 'page', syntax: '<color>', default: 'light-dark(#ffffff, #16181a)', description: 'background of your own page' };
const settings = [pageBackground, ...tokens];
const settingsByName = new Map(settings.map((setting) => [toShortName(setting.name), setting]));
const isColor = (name) => settingsByName.get(name)?.syntax === '<color>';

let state = parseState(location.hash, isColor);
const getValue = (name) => {
  const value = state.get(name) ?? getDefault(settingsByName.get(name));
  return typeof value === 'string' && isColor(name) ? getValue(value) : value;
};

const getGroupId = ({ name, syntax }) => (syntax === '<color>' ? 'colours' : /font|action-size|line-height/.test(name) ? 'type' : 'space');
const controls = new Map(
  settings.map((setting) => {
    const name = toShortName(setting.name);
    const control = createControl(setting, (value) => changeSetting(name, value));
    getById(getGroupId(setting)).append(control.element);
    return [name, control];
  }),
);

const languages = [language, ...Object.keys(translations)];
getById('lang').append(
  ...languages.map((tag) => createElement('option', { value: tag, lang: tag }, new Intl.DisplayNames(tag, { type: 'language' }).of(tag))),
);

/** Describes the contrast of a pair of colours. @param index 0 for light, 1 for dark */
function describeContrast([foreground, background, minimum], index) {
  const ratio = getContrast(getValue(foreground)[index], getValue(background)[index]);
  // Truncate instead of rounding: 4.49 is not sufficient.
  const number = (Math.floor(ratio * 100) / 100).toLocaleString('en-GB');
  const sufficient = ratio >= minimum;
  return { sufficient, text: sufficient ? `${number} to 1: sufficient` : `${number} to 1: too low, at least ${minimum} needed` };
}

function showContrast() {
  const rows = colorPairs.map((pair) => ({ name: `${pair[0]} on ${pair[1]}`, results: [0, 1].map((index) => describeContrast(pair, index)) }));
  getById('pairs').replaceChildren(
    ...rows.map(({ name, results }) =>
      createElement('tr', {}, createElement('th', { scope: 'row' }, name), ...results.map(({ sufficient, text }) => createElement('td', { class: sufficient ? 'ok' : 'bad' }, text))),
    ),
  );
  const failing = rows.filter(({ results }) => results.some(({ sufficient }) => !sufficient)).map(({ name }) => name);
  const verdict = failing.length ? `Too little contrast: ${failing.join(', ')}.` : 'All colours have sufficient contrast, light and dark.';
  // Set the text only when it changes, so that screen readers do not announce every step of a slider.
  if (getById('verdict').textContent !== verdict) getById('verdict').textContent = verdict;
  getById('verdict').className = failing.length ? 'bad' : 'ok';
}

function showState() {
  for (const { name } of tokens) {
    const value = state.get(toShortName(name));
    if (value === undefined) stage.style.removeProperty(name);
    else stage.style.setProperty(name, toCssValue(value));
  }
  stage.style.background = toCssValue(getValue('page'));
  for (const [name, control] of controls) control.show(getValue(name), state.has(name));

  const [scheme, lang, width] = viewSettings.map((name) => state.get(name));
  getById('scheme').value = scheme ?? 'light dark';
  getById('lang').value = languages.includes(lang) ? lang : language;
  getById('width').value = width ?? '';
  stage.style.colorScheme = getById('scheme').value || 'light dark';
  for (const element of elements) {
    element.lang = getById('lang').value;
    element.style.maxWidth = getById('width').value && `${getById('width').value}px`;
  }
  getById('css').textContent = toCss(state, tokens.map(({ name }) => toShortName(name)));
  showContrast();
}

function changeSetting(name, value) {
  if (value === undefined || value === '') state.delete(name);
  else state.set(name, value);
  const hash = serializeState(state);
  // Typed values pass the same checks as values in the address.
  state = parseState(hash, isColor);
  history.replaceState(null, '', `${location.pathname}${hash && '#'}${hash}`);
  getById('copied').textContent = '';
  showState();
}

for (const name of viewSettings)
  getById(name).addEventListener('change', ({ target }) => changeSetting(name, target.selectedIndex ? target.value : undefined));
getById('controls').addEventListener('submit', (event) => event.preventDefault());
getById('controls').addEventListener('reset', (event) => {
  event.preventDefault();
  for (const { name } of settings) state.delete(toShortName(name));
  changeSetting('page', undefined);
});
addEventListener('hashchange', () => {
  state = parseState(location.hash, isColor);
  showState();
});
getById('copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(getById('css').textContent);
    getById('copied').textContent = 'Copied.';
  } catch {
    getSelection().selectAllChildren(getById('css'));
    getById('copied').textContent = 'Couldn’t copy. The CSS is selected: copy it with the keyboard.';
  }
});
showState();
document.body.dataset.ready = '';

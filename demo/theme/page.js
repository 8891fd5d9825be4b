// The theme page: what is chosen is set on the stage, said as CSS, and kept in the address.
import { contrast, pairs } from './contrast.js';
import { controlOf, defaultOf, el } from './controls.js';
import { cssOf, readState, valueOf, writeState } from './state.js';

const at = (id) => document.getElementById(id);
const stage = at('stage');
const elements = [...stage.querySelectorAll('[src]')];
const choices = ['scheme', 'lang', 'width'];

const [manifest, { language, translations }] = await Promise.all(
  ['/v1/custom-elements.json', '/campaigns/free-the-5kh.json'].map((url) => fetch(url).then((response) => response.json())),
);
const short = (name) => name.replace('--action-', '');
const tokens = manifest.modules[0].declarations[0].cssProperties;
/** The ground of the page is no token, and has its control beside theirs. */
const page = { name: 'page', syntax: '<color>', default: 'light-dark(#ffffff, #16181a)', description: 'the ground of your own page' };
const all = [page, ...tokens];
const byName = new Map(all.map((token) => [short(token.name), token]));
const isColour = (name) => byName.get(name)?.syntax === '<color>';

let state = readState(location.hash, isColour);
const current = (name) => {
  const standard = state.get(name) ?? defaultOf(byName.get(name));
  return typeof standard === 'string' && isColour(name) ? current(standard) : standard;
};

const placeOf = ({ name, syntax }) => (syntax === '<color>' ? 'colours' : /font|action-size|line-height/.test(name) ? 'type' : 'space');
const controls = new Map(
  all.map((token) => {
    const name = short(token.name);
    const control = controlOf(token, (value) => change(name, value));
    at(placeOf(token)).append(control.box);
    return [name, control];
  }),
);

const languages = [language, ...Object.keys(translations)];
at('lang').append(...languages.map((tag) => el('option', { value: tag, lang: tag }, new Intl.DisplayNames(tag, { type: 'language' }).of(tag))));

/** A pair in one scheme, in words. */
function said([one, other, wanted], i) {
  const ratio = contrast(current(one)[i], current(other)[i]);
  // Cut, not rounded: 4.49 is not enough.
  const number = (Math.floor(ratio * 100) / 100).toLocaleString('en-GB');
  const ok = ratio >= wanted;
  return { ok, text: ok ? `${number} to 1: enough` : `${number} to 1: too little, ${wanted} is wanted` };
}

function judge() {
  const rows = pairs.map((pair) => ({ pair, found: [said(pair, 0), said(pair, 1)] }));
  at('pairs').replaceChildren(
    ...rows.map(({ pair: [one, other], found }) =>
      el('tr', {}, el('th', { scope: 'row' }, `${one} on ${other}`), ...found.map(({ ok, text }) => el('td', { class: ok ? 'ok' : 'bad' }, text))),
    ),
  );
  const bad = rows.filter(({ found }) => found.some(({ ok }) => !ok)).map(({ pair: [one, other] }) => `${one} on ${other}`);
  const verdict = bad.length ? `Too little contrast: ${bad.join(', ')}.` : 'Every pair has contrast enough, in the light and in the dark.';
  // Said when it changes, not at each step of a slider.
  if (at('verdict').textContent !== verdict) at('verdict').textContent = verdict;
  at('verdict').className = bad.length ? 'bad' : 'ok';
}

function show() {
  for (const { name } of tokens) {
    const value = state.get(short(name));
    if (value === undefined) stage.style.removeProperty(name);
    else stage.style.setProperty(name, valueOf(value));
  }
  stage.style.background = valueOf(current('page'));
  for (const [name, { show }] of controls) show(current(name), state.has(name));

  const [scheme, lang, width] = choices.map((name) => state.get(name));
  at('scheme').value = scheme ?? 'light dark';
  at('lang').value = languages.includes(lang) ? lang : language;
  at('width').value = width ?? '';
  stage.style.colorScheme = at('scheme').value || 'light dark';
  for (const element of elements) {
    element.lang = at('lang').value;
    element.style.maxWidth = at('width').value && `${at('width').value}px`;
  }
  at('css').textContent = cssOf(state, tokens.map(({ name }) => short(name)));
  judge();
}

function change(name, value) {
  if (value === undefined || value === '') state.delete(name);
  else state.set(name, value);
  const hash = writeState(state);
  // What was written into a field is read as an address is.
  state = readState(hash, isColour);
  history.replaceState(null, '', `${location.pathname}${hash && '#'}${hash}`);
  at('copied').textContent = '';
  show();
}

for (const name of choices) at(name).addEventListener('change', ({ target }) => change(name, target.selectedIndex ? target.value : undefined));
at('controls').addEventListener('submit', (event) => event.preventDefault());
at('controls').addEventListener('reset', (event) => {
  event.preventDefault();
  for (const { name } of all) state.delete(short(name));
  change('page', undefined);
});
addEventListener('hashchange', () => {
  state = readState(location.hash, isColour);
  show();
});
at('copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(at('css').textContent);
    at('copied').textContent = 'Copied.';
  } catch {
    getSelection().selectAllChildren(at('css'));
    at('copied').textContent = 'It is selected: copy it with the keyboard.';
  }
});
show();
document.body.dataset.ready = '';

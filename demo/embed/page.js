// The form's answers, as code to paste and as a page that shows it.
import { linesOf, policyFor, trustedTypesFor } from './csp.js';
import { ways } from './snippets.js';

const form = document.querySelector('#choice');
const code = document.querySelector('#code');
const preview = document.querySelector('#preview');
/** Buttons, each followed by the place where it answers. */
const copies = document.querySelectorAll('.copy');

/** Documents by id. */
const known = new Map();
async function campaignOf(id) {
  if (!known.has(id)) known.set(id, fetch(`/campaigns/${id}.json`).then((response) => response.json()));
  return known.get(id);
}

/** What a campaign has to show. */
const shows = ({ letter, postcard, people, updates }) => ({
  letter,
  postcard,
  counter: people?.length,
  wall: postcard,
  updates: updates?.length,
  progress: letter ?? postcard,
});

/** Offers what can be chosen, and keeps the answer where it can. */
function offer(select, values) {
  for (const option of select.options) option.disabled = option.hidden = !values.includes(option.value);
  if (select.selectedOptions[0]?.disabled ?? true) select.value = values[0];
}

function languagesOf({ language, translations = {} }) {
  const select = form.elements.lang;
  const before = select.value;
  const tags = [language, ...Object.keys(translations)];
  const nameOf = (tag) => new Intl.DisplayNames(tag, { type: 'language' }).of(tag);
  select.replaceChildren(new Option('As the page has it', ''), ...tags.map((tag) => Object.assign(new Option(nameOf(tag), tag), { lang: tag })));
  select.value = tags.includes(before) ? before : '';
}

form.elements.ways.append(
  ...Object.entries(ways).map(([way, { name }], i) => {
    const label = Object.assign(document.createElement('label'), { className: 'choice' });
    label.append(Object.assign(document.createElement('input'), { type: 'radio', name: 'way', value: way, checked: !i }), name);
    return label;
  }),
);

/** The files that never change; an endpoint that was not built has none. */
const pinned = await fetch('/v1/integrity.json').then((response) => (response.ok ? response.json() : undefined));

const escape = (text) => text.replace(/[&<"]/g, (one) => `&#${one.charCodeAt(0)};`);

/** Other sites that a campaign has pictures from. */
function originsOf({ id, postcard, people = [] }) {
  const sources = [...(postcard?.designs ?? []), ...people.flatMap(({ photo }) => photo ?? [])];
  const origins = sources.map(({ src }) => new URL(src, `${location.origin}/campaigns/${id}.json`).origin);
  return [...new Set(origins)].filter((origin) => origin !== location.origin);
}

function showPolicy(wanted) {
  const lines = linesOf(policyFor(wanted));
  document.querySelector('#csp').hidden = !lines.length;
  document.querySelector('#policy').textContent = lines.join('\n');
  const types = document.querySelector('#types');
  const [line] = linesOf(trustedTypesFor(wanted));
  types.hidden = !line;
  types.querySelector('[translate]').textContent = line ?? '';
}

async function show() {
  for (const { nextElementSibling: said } of copies) said.textContent = '';
  const { id, element, lang, theme, partner, way } = form.elements;
  const campaign = await campaignOf(id.value);
  if (campaign.id !== id.value) return;
  const shown = shows(campaign);
  offer(element, Object.keys(shown).filter((one) => shown[one]));
  if (lang.dataset.of !== campaign.id) languagesOf(campaign);
  lang.dataset.of = campaign.id;
  for (const radio of way) radio.disabled = !ways[radio.value].takes.includes(element.value);
  if (form.querySelector('[name=way]:checked').disabled) way[0].checked = true;

  document.querySelector('#pinning').hidden = !pinned || !ways[way.value].loads;

  const choice = {
    endpoint: location.origin,
    id: campaign.id,
    title: campaign.translations?.[lang.value]?.title ?? campaign.title,
    people: campaign.people?.length,
    both: Boolean(campaign.letter && campaign.postcard),
    element: element.value,
    lang: lang.value,
    theme: theme.value,
    partner: partner.validity.valid ? partner.value : '',
    pinned: form.elements.pinned.checked ? pinned : undefined,
  };
  const text = ways[way.value].code(choice);
  showPolicy({ ...choice, way: way.value, origins: originsOf(campaign) });
  if (text === code.textContent) return;
  code.textContent = text;
  preview.srcdoc = `<!doctype html><html lang="${escape(lang.value || campaign.language)}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>Preview</title>
<body style="font:1.0625rem/1.6 system-ui,sans-serif">${text}</body></html>`;
}

form.addEventListener('input', () => void show());
form.addEventListener('submit', (event) => event.preventDefault());
for (const button of copies)
  button.addEventListener('click', async () => {
    const text = document.getElementById(button.dataset.copies);
    const said = button.nextElementSibling;
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(text);
      said.textContent = 'Selected: copy it with the keyboard';
    }
  });
await show();

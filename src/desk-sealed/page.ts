/** The page of the desk that opens sealed submissions. The key and what it opens stay in this tab, except the text of a card that is published. */
import { renderCards } from './decide-cards.ts';
import { fillTemplate, getElement } from './fill-template.ts';
import { addPrinting } from './print-cards.ts';
import { createDecrypter, openSubmission, type OpenedSubmission, type SealedItem } from './open-sealed.ts';
import { toCsv, toJsonLines } from './opened-files.ts';

/** Submissions that are shown before someone asks for more. */
const pageSize = 100;

const region = getElement('sealed');
const status = getElement('sealed-status');
const key = getElement<HTMLInputElement>('key');
const search = getElement<HTMLInputElement>('search');
const list = getElement<HTMLUListElement>('opened');
const more = getElement<HTMLButtonElement>('more');
const results = getElement('results');
const { campaign = '', listPath = '' } = region.dataset;

let openedSubmissions: OpenedSubmission[] = [];
let shownCount = pageSize;

const toComparable = (text: unknown) => (typeof text === 'string' ? text.normalize('NFKC').toLowerCase() : '');

function findMatches(): OpenedSubmission[] {
  const terms = toComparable(search.value).split(/\s+/).filter(Boolean);
  return openedSubmissions.filter(({ submission: { person, letter, postcard } }) => {
    const content = [person?.name, letter?.subject, letter?.body, postcard?.message, postcard?.from].map(toComparable).join('\n');
    return terms.every((term) => content.includes(term));
  });
}

function render(): void {
  const matches = findMatches();
  list.replaceChildren(...matches.slice(0, shownCount).map(renderSubmission));
  more.hidden = matches.length <= shownCount;
  getElement('match-count').textContent = `${matches.length} of ${openedSubmissions.length} shown below`;
}

function renderSubmission(opened: OpenedSubmission): HTMLElement {
  const { submission, receivedAt, held } = opened;
  const { language, person, letter, postcard, tracking, testing } = submission;
  const notes = [receivedAt.slice(0, 16).replace('T', ' '), person?.country, tracking?.partner && `through ${tracking.partner}`, held && 'held', testing && 'a test', postcard && (postcard.publish ? 'may be published' : 'not to be published')].filter(Boolean).join(', ');
  const texts = { name: person?.name ?? postcard?.from ?? 'Without a name', notes, to: `To ${(letter?.targets ?? postcard?.to ?? []).join(', ')}`, subject: letter?.subject, text: letter?.body ?? postcard?.message, from: postcard?.from };
  const item = fillTemplate('submission-template', texts, language);
  renderCards(item.querySelector('[data-part="cards"]')!, opened);
  return item;
}

async function* downloadPages(): AsyncGenerator<SealedItem[]> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const response = await fetch(`${listPath}?${new URLSearchParams({ campaign, after })}`, { redirect: 'error' });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const page = (await response.json()) as { submissions: SealedItem[]; next?: string };
    yield page.submissions;
    after = page.next;
  }
}

async function open(text: string): Promise<void> {
  const decrypter = createDecrypter(text);
  if (!decrypter) {
    status.textContent = 'This is no secret key of age. It begins with AGE-SECRET-KEY-1.';
    key.focus();
    return;
  }
  key.value = '';
  const failures = { key: 0, id: 0 };
  const opened: OpenedSubmission[] = [];
  try {
    for await (const items of downloadPages()) {
      for (const item of items) {
        const result = await openSubmission(decrypter, item);
        if (typeof result === 'string') failures[result]++;
        else opened.push(result);
      }
      status.textContent = `Opened: ${opened.length}`;
    }
  } catch {
    status.textContent = 'The submissions could not be downloaded. Check the connection, and whether you are still signed in, and try again.';
    return;
  }
  openedSubmissions = opened.sort((a, b) => (a.receivedAt > b.receivedAt ? -1 : 1));
  shownCount = pageSize;
  const problems = [failures.key && `Not opened, because they were sealed with another key: ${failures.key}.`, failures.id && `Not shown, because their content belongs to another submission: ${failures.id}.`].filter(Boolean);
  status.textContent = [`Opened: ${opened.length}.`, ...problems].join(' ');
  results.hidden = !opened.length;
  render();
}

/** The address of the last file, which a browser may read after the click. */
let fileUrl = '';

function save(name: string, type: string, content: string): void {
  URL.revokeObjectURL(fileUrl);
  fileUrl = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = fileUrl;
  link.download = `${campaign}-${name}`;
  link.click();
}

getElement('open').addEventListener('click', () => void open(key.value));
getElement<HTMLInputElement>('key-file').addEventListener('change', (event) => {
  const input = event.target as HTMLInputElement;
  const [file] = input.files ?? [];
  if (!file) return;
  void file.text().then((text) => open(text));
  input.value = '';
});
search.addEventListener('input', () => {
  shownCount = pageSize;
  render();
});
more.addEventListener('click', () => {
  shownCount += pageSize;
  render();
});
getElement('save-csv').addEventListener('click', () => save('opened.csv', 'text/csv', toCsv(findMatches())));
getElement('save-jsonl').addEventListener('click', () => save('opened.jsonl', 'application/jsonl', toJsonLines(findMatches())));
addPrinting(() => openedSubmissions);
// A reload forgets everything.
getElement('forget').addEventListener('click', () => location.reload());
region.hidden = false;

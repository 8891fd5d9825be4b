/**
 * Prints the opened cards of a batch. The server sends its sheets without what it cannot read, for a frame of the page, whose policy forbids every
 * connection; the texts are filled in here.
 */
import { getElement } from './fill-template.ts';
import type { OpenedSubmission } from './open-sealed.ts';

/** @returns how many cards have their text, and how many are blank because they were not opened */
function fillSheets(sheets: Document, opened: readonly OpenedSubmission[]): { filled: number; blank: number } {
  const postcards = new Map(opened.flatMap(({ submission: { postcard }, cards }) => cards.map(({ id }) => [id, postcard] as const)));
  const backs = [...sheets.querySelectorAll<HTMLElement>('.back[data-card]')];
  for (const back of backs) {
    const id = back.dataset['card']!;
    const { message, from, design } = postcards.get(id) ?? {};
    const signature = back.querySelector('.from')!;
    signature.textContent = toText(from);
    signature.before(...toText(message).split(/\n\s*\n/).map((text) => createParagraph(sheets, text.trim())));
    sheets.querySelector(`li[data-card="${id}"] bdi`)!.textContent = toText(from);
    const front = sheets.querySelector<HTMLTemplateElement>(`template[data-design="${CSS.escape(toText(design))}"]`);
    if (front) sheets.querySelector(`.front[data-card="${id}"]`)!.replaceChildren(sheets.importNode(front.content, true));
  }
  const filled = backs.filter(({ dataset }) => postcards.has(dataset['card']!)).length;
  return { filled, blank: backs.length - filled };
}

/** Anybody can seal anything, so a value may be no text. */
const toText = (value: unknown): string => (typeof value === 'string' ? value : '');

function createParagraph(sheets: Document, text: string): HTMLElement {
  const paragraph = sheets.createElement('p');
  paragraph.dir = 'auto';
  paragraph.textContent = text;
  return paragraph;
}

async function loadSheets(frame: HTMLIFrameElement, path: string): Promise<Document | undefined> {
  const isLoaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  frame.hidden = false;
  frame.src = path;
  await isLoaded;
  const sheets = frame.contentDocument;
  return sheets?.querySelector('.back') ? sheets : undefined;
}

async function print(frame: HTMLIFrameElement, path: string, opened: readonly OpenedSubmission[]): Promise<string> {
  const sheets = await loadSheets(frame, path);
  if (!sheets) {
    frame.hidden = true;
    return 'The sheets could not be loaded. Check whether you are still signed in, and whether the batch still has sealed cards.';
  }
  const { filled, blank } = fillSheets(sheets, opened);
  // A layout begins to load the fonts.
  sheets.body.getBoundingClientRect();
  await Promise.all([sheets.fonts.ready, ...[...sheets.images].map((image) => image.decode().catch(() => {}))]);
  const sheetsWindow = frame.contentWindow!;
  // For the preview: the letters of a long message become smaller.
  sheetsWindow.dispatchEvent(new Event('beforeprint'));
  sheetsWindow.print();
  return `On the sheets: ${filled}.${blank ? ` Blank, because they were not opened with this key: ${blank}. Take them out before you deliver the others.` : ''}`;
}

/** @param getOpened gets what is open now */
export function addPrinting(getOpened: () => readonly OpenedSubmission[]): void {
  const region = document.getElementById('print-region');
  if (!region) return;
  const status = getElement('print-status');
  const frame = getElement<HTMLIFrameElement>('sheets');
  getElement('print').addEventListener('click', () => void print(frame, region.dataset['sheetsPath']!, getOpened()).then((text) => (status.textContent = text)));
}

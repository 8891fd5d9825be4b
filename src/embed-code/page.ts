/** Updates the page `/embed-code` while its form is filled in. The server renders the page; it works without this script too. */
const form = document.querySelector('form')!;

let controller = new AbortController();
async function update(): Promise<void> {
  controller.abort();
  controller = new AbortController();
  const { signal } = controller;
  const query = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, value as string]));
  try {
    const response = await fetch(`/embed-code?${query}`, { signal });
    if (!response.ok) return;
    const next = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (!signal.aborted) show(next);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Copies what depends on the form's values. Controls keep their values and the focus where the server offers the same ones. */
function show(next: Document): void {
  for (const id of ['element', 'lang', 'methods', 'pinning']) {
    const current = document.getElementById(id)!;
    const replacement = next.getElementById(id)!;
    const focusedValue = current.querySelector<HTMLInputElement>('input:focus')?.value;
    // Clones, because a select chooses its next option each time the chosen one is moved out of it.
    current.replaceChildren(...[...replacement.childNodes].map((node) => node.cloneNode(true)));
    if (focusedValue) current.querySelector<HTMLInputElement>(`[value="${focusedValue}"]`)?.focus();
  }
  const preview = document.querySelector<HTMLIFrameElement>('#preview');
  const nextPreview = next.querySelector<HTMLIFrameElement>('#preview');
  const keepsPreview = preview && nextPreview;
  if (keepsPreview && preview.getAttribute('src') !== nextPreview.getAttribute('src')) preview.src = nextPreview.src;
  for (const id of ['output', 'csp', ...(keepsPreview ? [] : ['preview-section'])]) document.getElementById(id)!.replaceWith(next.getElementById(id)!);
  showCopyButtons();
}

function showCopyButtons(): void {
  for (const button of document.querySelectorAll<HTMLElement>('button[data-copies]')) button.hidden = false;
}

async function copy(button: HTMLElement): Promise<void> {
  const source = document.getElementById(button.dataset['copies']!)!;
  const status = button.nextElementSibling!;
  try {
    await navigator.clipboard.writeText(source.textContent);
    status.textContent = 'Copied';
  } catch {
    getSelection()!.selectAllChildren(source);
    status.textContent = 'Selected. Copy it with the keyboard.';
  }
}

form.addEventListener('input', () => void update());
form.addEventListener('submit', (event) => event.preventDefault());
document.addEventListener('click', ({ target }) => {
  const button = (target as Element).closest<HTMLElement>('button[data-copies]');
  if (button) void copy(button);
});
document.querySelector<HTMLElement>('#submit')!.hidden = true;
showCopyButtons();

/** Turns the text area of a campaign document into an editor that completes and checks it. The page works without this script too. */
import { createJsonEditor, showLine, type EditorProblem } from './json-editor.ts';
import { createSchemaCompletion, type JsonSchema } from './schema-completion.ts';

const textArea = document.querySelector<HTMLTextAreaElement>('textarea#text')!;
const { form } = textArea;
const lintPath = textArea.dataset['lint'];

/** @throws if the server does not answer */
async function request<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as T;
}

/** Without a connection, the editor only loses what the server adds to it. */
const lint = (path: string) => (text: string) =>
  request<EditorProblem[]>(path, { method: 'POST', body: new URLSearchParams({ text }) }).catch((): EditorProblem[] => []);

async function start(): Promise<void> {
  const schema = await request<JsonSchema>('/v1/campaign.schema.json').catch(() => undefined);
  const label = document.querySelector<HTMLLabelElement>('label[for="text"]')!;
  const initialText = textArea.value;
  const view = createJsonEditor({ textArea, label: label.textContent, complete: schema && createSchemaCompletion(schema), lint: lintPath === undefined ? undefined : lint(lintPath) });
  label.addEventListener('click', () => view.focus());

  const followHash = () => {
    const [, line] = /^#line-(\d+)$/.exec(location.hash) ?? [];
    if (line) showLine(view, Number(line));
  };
  addEventListener('hashchange', followHash);
  followHash();

  // What the server has refused is in the page, but not saved.
  const isUnsaved = () => textArea.value !== initialText || textArea.dataset['unsaved'] !== undefined;
  let isSubmitted = false;
  form?.addEventListener('submit', () => (isSubmitted = true));
  addEventListener('beforeunload', (event) => {
    if (!isSubmitted && isUnsaved()) event.preventDefault();
  });
}

await start();

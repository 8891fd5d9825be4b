/** An editor for JSON in place of a text area, which stays the field of its form. */
import { autocompletion, type CompletionSource } from '@codemirror/autocomplete';
import { json, jsonLanguage } from '@codemirror/lang-json';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { linter, lintGutter, type Diagnostic } from '@codemirror/lint';
import { EditorState, type Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup } from 'codemirror';

/** A problem as the server describes it; lines and columns are counted from 1. */
export interface EditorProblem {
  severity: 'error' | 'warning';
  line: number;
  column: number;
  message: string;
}

export interface EditorOptions {
  textArea: HTMLTextAreaElement;
  /** The text of its label. */
  label: string;
  complete?: CompletionSource | undefined;
  lint?: ((text: string) => Promise<EditorProblem[]>) | undefined;
}

/** How long the author pauses before the document is checked, in milliseconds. */
const lintDelay = 600;

const highlighting = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' },
  { tag: tags.string, color: 'light-dark(#28603c, #9fd4ad)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'light-dark(#8a3b12, #f0b48c)' },
]);

// The colours of the page: custom properties reach into the shadow tree.
const theme = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'var(--paper)', border: '1px solid var(--border)', borderRadius: '3px', maxBlockSize: '70vh' },
  '&.cm-focused': { outline: '3px solid var(--accent)', outlineOffset: '2px' },
  '.cm-scroller': { font: '0.875rem/1.5 ui-monospace, SFMono-Regular, Consolas, monospace' },
  '.cm-content': { minBlockSize: '24em', caretColor: 'var(--text)' },
  '.cm-cursor': { borderInlineStartColor: 'var(--text)' },
  '.cm-gutters': { color: 'var(--muted)', backgroundColor: 'var(--page)', borderInlineEnd: 'var(--hairline)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--accent) 8%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection': { backgroundColor: 'color-mix(in srgb, var(--accent) 30%, transparent)' },
  '.cm-tooltip, .cm-panels': { color: 'var(--text)', backgroundColor: 'var(--paper)', border: '1px solid var(--border)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { color: 'var(--on-accent)', backgroundColor: 'var(--accent)' },
  // The images of the library are data: addresses, which the policy of the desk refuses. Shapes differ, not only colours.
  '.cm-lint-marker': { content: 'normal', inlineSize: '0.7em', blockSize: '0.7em', marginBlockStart: '0.4em' },
  '.cm-lint-marker-error': { content: 'normal', borderRadius: '50%', backgroundColor: 'var(--error)' },
  '.cm-lint-marker-warning': { content: 'normal', clipPath: 'polygon(50% 0, 100% 100%, 0 100%)', backgroundColor: 'var(--accent)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--error)' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline dotted var(--accent)' },
  '.cm-completionInfo': { maxInlineSize: '24rem' },
});

const getOffset = (document: Text, { line, column }: EditorProblem): number => {
  const { from, to } = document.line(Math.min(Math.max(line, 1), document.lines));
  return Math.min(from + column - 1, to);
};

/** A text in quotes, a number or a word, or else one character. */
const token = /"(?:[^"\\]|\\.)*"|[\w.+-]+|./y;

function toDiagnostic(document: Text, problem: EditorProblem): Diagnostic {
  const from = getOffset(document, problem);
  const line = document.lineAt(from);
  token.lastIndex = from - line.from;
  const [match = ''] = token.exec(line.text) ?? [];
  return { from, to: from + match.length, severity: problem.severity, message: problem.message };
}

/** Replaces the text area on the screen. Its value follows the editor, so that the form sends what is seen. */
export function createJsonEditor({ textArea, label, complete, lint }: EditorOptions): EditorView {
  const host = document.createElement('div');
  // Adopted style sheets of a shadow tree need no exception in the security policy.
  const root = host.attachShadow({ mode: 'open' });
  const isReadOnly = textArea.readOnly;
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: textArea.value,
      extensions: [
        basicSetup,
        json(),
        syntaxHighlighting(highlighting),
        theme,
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', lang: 'zxx', translate: 'no', ...(isReadOnly && { 'aria-readonly': 'true' }) }),
        EditorState.readOnly.of(isReadOnly),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) textArea.value = state.doc.toString();
        }),
        ...(complete && !isReadOnly ? [jsonLanguage.data.of({ autocomplete: complete }), autocompletion({ activateOnTyping: true })] : []),
        ...(lint ? [lintGutter(), linter(async ({ state }) => (await lint(state.doc.toString())).map((problem) => toDiagnostic(state.doc, problem)), { delay: lintDelay })] : []),
      ],
    }),
  });
  textArea.before(host);
  textArea.hidden = true;
  return view;
}

/** Puts the cursor on a line, and shows it. */
export function showLine(view: EditorView, line: number): void {
  const { from } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  view.focus();
}

/** What the desk checks in a document, in addition to the linter. */
import { toJsonPointer } from '../../campaign/json-pointer.ts';
import { createLineTable } from '../../campaign/linter/line-table.ts';
import { lintCampaign, type Diagnostic } from '../../campaign/linter/lint-campaign.ts';
import { parseWithPositions } from '../../campaign/linter/parse-json.ts';
import { maxDocumentBytes, type Campaign } from '../../campaign/schema/campaign.schema.ts';
import { isExampleText } from './starting-document.ts';

export interface LintedDraft {
  /** The campaign, if its document is valid; it may still contain example texts. */
  campaign?: Campaign;
  /** In the order of the text. */
  diagnostics: Diagnostic[];
  /** Whether it can be published. */
  hasErrors: boolean;
}

/** Every text of a document, and where it is. */
function* findTexts(value: unknown, path: readonly PropertyKey[] = []): Generator<{ text: string; path: readonly PropertyKey[] }> {
  if (typeof value === 'string') yield { text: value, path };
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* findTexts(item, [...path, Array.isArray(value) ? Number(key) : key]);
}

/**
 * @param id of the campaign, which its document must have, too
 * @param images the addresses of those that were added to the campaign; without them, images are not checked
 */
export function lintDraft(id: string, text: string, images?: readonly string[]): LintedDraft {
  const { campaign, diagnostics } = lintCampaign(text);
  const more = campaign ? findMore(id, text, campaign, images) : [];
  const all = [...diagnostics, ...more].sort((a, b) => a.line - b.line || a.column - b.column);
  return { ...(campaign && { campaign }), diagnostics: all, hasErrors: all.some(({ severity }) => severity === 'error') };
}

function findMore(id: string, text: string, campaign: Campaign, images: readonly string[] | undefined): Diagnostic[] {
  const source = text.replace(/^\ufeff/, '');
  const { getOffset } = parseWithPositions(source);
  const toPosition = createLineTable(source);
  const error = (path: readonly PropertyKey[], message: string): Diagnostic => ({ severity: 'error', ...toPosition(getOffset(path)), pointer: toJsonPointer(path), message });
  return [
    ...(campaign.id === id ? [] : [error(['id'], `“id” must stay “${id}”`)]),
    ...[...findTexts(campaign)].flatMap(({ text: value, path }) => {
      if (isExampleText(value)) return error(path, 'this is an example; replace it');
      const isMissing = images && value.startsWith(`${id}/images/`) && !images.includes(value);
      return isMissing ? error(path, 'this image was deleted, or never added') : [];
    }),
  ];
}

/**
 * A draft may have errors, but forms must be able to read it.
 * @returns why a text cannot be saved as a draft; undefined if it can
 */
export function findDraftProblem(id: string, text: string): Diagnostic | undefined {
  const start = { severity: 'error', line: 1, column: 1, pointer: '' } as const;
  if (new TextEncoder().encode(text).length > maxDocumentBytes) return { ...start, message: `the document is too large; the limit is ${maxDocumentBytes / 1024} KiB` };
  const { value, problems, getOffset } = parseWithPositions(text.replace(/^\ufeff/, ''));
  if (value === undefined) return lintCampaign(text).diagnostics[0] ?? { ...start, message: [...problems][0]?.message ?? 'the document is empty' };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ...start, message: 'the document must be an object in { }' };
  if ((value as { id?: unknown }).id === id) return undefined;
  return { ...start, ...createLineTable(text)(getOffset(['id'])), pointer: '/id', message: `“id” must stay “${id}”` };
}

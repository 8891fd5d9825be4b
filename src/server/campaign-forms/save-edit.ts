/** Saving what a form has changed, beside what others save meanwhile. */
import { getDraft, getVersion, saveDraft, type Draft, type Save, type SaveResult } from '../campaigns/campaign-editor.ts';
import type { Store } from '../db/store.ts';
import type { JsonObject } from './form-schema.ts';
import { formatDocument } from './part-values.ts';

export interface FormEdit {
  /** The number of the version that the form has shown. */
  revision: number;
  /** What the form is about: another change of it is a conflict. */
  pick: (document: JsonObject) => unknown;
  change: (document: JsonObject) => JsonObject;
}

export interface EditConflict {
  conflict: Draft;
  /** The text of the version that the form has shown, if there is one. */
  original: string | undefined;
}

type CampaignStore = Pick<Store, 'campaigns'>;

/** Others may save again and again while this one waits. */
const maxTries = 5;

export const parseDocument = (text: string): JsonObject => JSON.parse(text.replace(/^\ufeff/, '')) as JsonObject;

/** Saves a new version, unless nothing has changed. What others have saved in other parts stays. */
export async function saveEdit(store: CampaignStore, id: string, { revision, pick, change }: FormEdit, save: Save): Promise<Exclude<SaveResult, { conflict: Draft }> | EditConflict> {
  let draft = await getDraft(store, id);
  for (let i = 0; draft && i < maxTries; i++) {
    const document = parseDocument(draft.text);
    if (draft.revision !== revision) {
      const original = (await getVersion(store, id, revision))?.text;
      const isSame = original !== undefined && JSON.stringify(pick(parseDocument(original))) === JSON.stringify(pick(document));
      if (!isSame) return { conflict: draft, original };
    }
    const changed = change(document);
    if (JSON.stringify(changed) === JSON.stringify(document)) return { saved: draft };
    const result = await saveDraft(store, id, { text: formatDocument(changed), revision: draft.revision }, save);
    if (result === 'unknown' || !('conflict' in result)) return result;
    draft = result.conflict;
  }
  return draft ? { conflict: draft, original: undefined } : 'unknown';
}

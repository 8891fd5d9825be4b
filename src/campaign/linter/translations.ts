/** Compares translations with what they translate, in the way `localizeCampaign` merges them. */
import { didYouMean, error, formatPath, warning, type DiagnosticInput, type Path } from './diagnostic.ts';
import { isObject } from '../../utils/is-object.ts';

type Entries = Record<string, unknown>;

const formatCount = (list: readonly unknown[]) => `${list.length} ${list.length === 1 ? 'entry' : 'entries'}`;

/** Reports every text in `translation` that would never be shown. */
export function* checkTranslations(base: unknown, translation: unknown, path: Path): Generator<DiagnosticInput> {
  if (Array.isArray(base)) {
    if (Array.isArray(translation)) yield* checkListTranslation(base, translation, path);
    else if (isObject(translation)) {
      const itemById = new Map<string, Entries>();
      for (const item of base.filter(isObject)) if (!itemById.has(String(item['id']))) itemById.set(String(item['id']), item);
      for (const [id, text] of Object.entries(translation)) {
        const itemPath = [...path, id];
        const item = itemById.get(id);
        if (item) yield* checkTranslations(item, text, itemPath);
        else yield error(itemPath, `${formatPath(itemPath)} is not an id in ${formatPath(path)} of the document${didYouMean(id, [...itemById.keys()])}`);
      }
    }
  } else if (isObject(base) && isObject(translation)) {
    for (const [key, text] of Object.entries(translation)) {
      const keyPath = [...path, key];
      if (Object.hasOwn(base, key)) yield* checkTranslations(base[key], text, keyPath);
      else yield warning(keyPath, `${formatPath(keyPath)} is translated here, but the document has no such text`);
    }
  }
}

function* checkListTranslation(base: readonly unknown[], translation: readonly unknown[], path: Path): Generator<DiagnosticInput> {
  if (isObject(base[0]) && 'date' in base[0]) {
    // Two updates can have the same date; each is translated once.
    const updatesByDate = new Map<unknown, number>();
    for (const { date } of base.filter(isObject)) updatesByDate.set(date, (updatesByDate.get(date) ?? 0) + 1);
    for (const [i, update] of translation.entries()) {
      const date = isObject(update) ? update['date'] : undefined;
      const left = updatesByDate.get(date) ?? 0;
      if (left) updatesByDate.set(date, left - 1);
      else yield error([...path, i], `the document has no update dated ${String(date)} to translate`);
    }
  } else if (translation.length !== base.length) {
    yield error(path, `${formatPath(path)} has ${formatCount(translation)} here but ${formatCount(base)} in the document; they are matched by their order`);
  } else {
    for (const [i, text] of translation.entries()) yield* checkTranslations(base[i], text, [...path, i]);
  }
}

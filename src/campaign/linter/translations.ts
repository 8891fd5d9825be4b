/** Translations, held against what they translate, in the way `translate` puts them over it. */
import { error, formatPath, didYouMean, warning, type Path, type DiagnosticInput } from './diagnostic.ts';

type Entries = Record<string, unknown>;
const isObject = (value: unknown): value is Entries => typeof value === 'object' && value !== null;

/** Whatever `words` hold that would never be shown. */
export function* checkTranslations(base: unknown, words: unknown, path: Path): Generator<DiagnosticInput> {
  if (Array.isArray(base)) {
    if (Array.isArray(words)) yield* checkListTranslation(base, words, path);
    else if (isObject(words)) {
      const ids = base.filter(isObject).map(({ id }) => String(id));
      for (const [id, own] of Object.entries(words)) {
        const at = [...path, id];
        const item = base.filter(isObject).find((one) => one['id'] === id);
        if (item) yield* checkTranslations(item, own, at);
        else yield error(at, `${formatPath(at)} is none of the ids in ${formatPath(path)} of the document${didYouMean(id, ids)}`);
      }
    }
  } else if (isObject(base) && isObject(words)) {
    for (const [key, own] of Object.entries(words)) {
      const at = [...path, key];
      if (Object.hasOwn(base, key)) yield* checkTranslations(base[key], own, at);
      else yield warning(at, `${formatPath(at)} is translated here, but the document itself has none`);
    }
  }
}

function* checkListTranslation(base: readonly unknown[], words: readonly unknown[], path: Path): Generator<DiagnosticInput> {
  if (isObject(base[0]) && 'date' in base[0]) {
    const left = base.filter(isObject).map(({ date }) => date);
    for (const [i, own] of words.entries()) {
      const date = isObject(own) ? own['date'] : undefined;
      const found = left.indexOf(date);
      if (found < 0) yield error([...path, i], `the document has no update of ${String(date)} that this could translate`);
      else left.splice(found, 1);
    }
  } else if (words.length !== base.length) {
    yield error(path, `${formatPath(path)} has ${words.length} entries here, and ${base.length} in the document: they are matched by their order`);
  } else {
    for (const [i, own] of words.entries()) yield* checkTranslations(base[i], own, [...path, i]);
  }
}

/** What has to be corrected in a document, in the words of its forms. */
import { parseJsonPointer } from '../../campaign/json-pointer.ts';
import type { Diagnostic } from '../../campaign/linter/lint-campaign.ts';
import { formatRowMessage, toFormMessages } from './field-errors.ts';
import { createFormNodes, getReferences } from './form-nodes.ts';
import { isObject } from '../../utils/is-object.ts';
import type { JsonObject } from './form-schema.ts';
import { getPartValues } from './part-values.ts';
import { findPart, type FormPart } from './parts.ts';
import { createTranslationRows } from './translation-rows.ts';

/** The page where it is corrected; `field` is the id of its control. */
export type ProblemPlace = { page: 'part'; part: FormPart; field: string } | { page: 'translation'; language: string; field: string | undefined } | { page: 'translations' } | { page: 'json'; line: number };

export interface DocumentProblem {
  severity: Diagnostic['severity'];
  place: ProblemPlace;
  text: string;
}

function describePartProblems(part: FormPart, diagnostics: readonly Diagnostic[], document: JsonObject): DocumentProblem[] {
  const nodes = createFormNodes(part, getPartValues(part, document), getReferences(document));
  return toFormMessages(diagnostics, nodes, part.keys).fields.map(({ severity, pointer, text }) => ({ severity, place: { page: 'part', part, field: pointer }, text }));
}

function describeTranslationProblems(language: string, diagnostics: readonly Diagnostic[], document: JsonObject): DocumentProblem[] {
  const rows = new Map(createTranslationRows(document, language).map((row) => [row.pointer, row]));
  return diagnostics.map((diagnostic) => {
    const row = rows.get(diagnostic.pointer);
    const text = row ? `${row.group}, ${row.label}: ${formatRowMessage(diagnostic)}` : `${diagnostic.message}.`;
    return { severity: diagnostic.severity, place: { page: 'translation', language, field: row?.name }, text };
  });
}

/** The language whose translation has this value, if the document has the translation. */
function findLanguage(pointer: string, { translations }: JsonObject): string | undefined {
  const [key, language] = parseJsonPointer(pointer);
  return key === 'translations' && language !== undefined && isObject(translations) && Object.hasOwn(translations, language) ? language : undefined;
}

/** @returns where a value is corrected, although its form may have no control of exactly this value */
export function findPlace({ pointer, line }: Diagnostic, document: JsonObject): ProblemPlace {
  const part = findPart(pointer);
  if (part) return { page: 'part', part, field: pointer };
  const language = findLanguage(pointer, document);
  if (language !== undefined) return { page: 'translation', language, field: undefined };
  return parseJsonPointer(pointer)[0] === 'translations' ? { page: 'translations' } : { page: 'json', line };
}

/** Those of one page come together: the fields of a large document are not listed for each of them. */
export function describeProblems(diagnostics: readonly Diagnostic[], document: JsonObject): DocumentProblem[] {
  const byPage = Map.groupBy(diagnostics, ({ pointer }) => findPart(pointer) ?? findLanguage(pointer, document));
  return [...byPage].flatMap(([page, some]) => {
    if (page === undefined) return some.map((diagnostic) => ({ severity: diagnostic.severity, place: findPlace(diagnostic, document), text: `${diagnostic.message}.` }));
    return typeof page === 'string' ? describeTranslationProblems(page, some, document) : describePartProblems(page, some, document);
  });
}

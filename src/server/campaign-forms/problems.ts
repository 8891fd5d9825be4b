/** What has to be corrected in a document, in the words of its forms. */
import { parseJsonPointer } from '../../campaign/json-pointer.ts';
import type { Diagnostic } from '../../campaign/linter/lint-campaign.ts';
import { formatRowMessage, toFormMessages } from './field-errors.ts';
import { createFormNodes, getReferences } from './form-nodes.ts';
import { isObject, type JsonObject } from './form-schema.ts';
import { getPartValues } from './part-values.ts';
import { findPart, type FormPart } from './parts.ts';
import { createTranslationRows } from './translation-rows.ts';

/** The page where it is corrected; `field` is the id of its control. */
type ProblemPlace = { page: 'part'; part: FormPart; field: string } | { page: 'translation'; language: string; field: string | undefined } | { page: 'translations' } | { page: 'json'; line: number };

export interface DocumentProblem {
  severity: Diagnostic['severity'];
  place: ProblemPlace;
  text: string;
}

function describeProblem(diagnostic: Diagnostic, document: JsonObject): DocumentProblem {
  const { severity, pointer, line, message } = diagnostic;
  const [key, language] = parseJsonPointer(pointer);
  const part = findPart(pointer);
  if (part) {
    const [field] = toFormMessages([diagnostic], createFormNodes(part, getPartValues(part, document), getReferences(document)), part.keys).fields;
    return { severity, place: { page: 'part', part, field: field!.pointer }, text: field!.text };
  }
  const text = `${message}.`;
  if (key !== 'translations') return { severity, place: { page: 'json', line }, text };
  const { translations } = document;
  if (language === undefined || !isObject(translations) || !Object.hasOwn(translations, language)) return { severity, place: { page: 'translations' }, text };
  const row = createTranslationRows(document, language).find((one) => one.pointer === pointer);
  return { severity, place: { page: 'translation', language, field: row?.name }, text: row ? `${row.group}, ${row.label}: ${formatRowMessage(diagnostic)}` : text };
}

export const describeProblems = (diagnostics: readonly Diagnostic[], document: JsonObject): DocumentProblem[] => diagnostics.map((diagnostic) => describeProblem(diagnostic, document));

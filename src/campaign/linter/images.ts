/** Image files that are missing beside a document. */
import type { Campaign } from '../schema/campaign.schema.ts';
import { formatPath, warning, type DiagnosticInput, type Path } from './diagnostic.ts';

/** @param path relative to the document, with `/` between its parts */
export type FileExists = (path: string) => boolean;

/** @returns the path of a file below or beside the document; undefined for an address that only a server knows */
function toFilePath(url: string): string | undefined {
  if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(url)) return undefined;
  const path = url.split(/[?#]/)[0]!;
  try {
    return decodeURIComponent(path) || undefined;
  } catch {
    return path;
  }
}

/** The images may be elsewhere when a document is checked, so this is a warning. */
export function* checkImages({ people = [], postcard, translations = {} }: Campaign, fileExists: FileExists): Generator<DiagnosticInput> {
  const images: [path: Path, url: string | undefined][] = [
    ...people.map(({ photo }, i): [Path, string | undefined] => [['people', i, 'photo', 'src'], photo?.src]),
    ...(postcard?.designs ?? []).map(({ src }, i): [Path, string] => [['postcard', 'designs', i, 'src'], src]),
    ...Object.entries(translations).flatMap(([language, { postcard: translation }]) =>
      Object.entries(translation?.designs ?? {}).map(([id, { src }]): [Path, string | undefined] => [['translations', language, 'postcard', 'designs', id, 'src'], src]),
    ),
  ];
  for (const [path, url] of images) {
    const file = url && toFilePath(url);
    if (file && !fileExists(file)) yield warning(path, `${formatPath(path)} names the file “${file}”, which does not exist beside this document`);
  }
}

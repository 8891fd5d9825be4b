/** Checks that several rules share. */
import { countGraphemes } from '../formats.ts';
import { normalizeLanguageTag } from '../language-fallbacks.ts';
import type { Person } from '../schema/campaign.schema.ts';
import { error, formatPath, warning, type DiagnosticInput, type Path } from './diagnostic.ts';

export function* checkDuplicates(values: readonly string[] = [], path: Path, getPath = (i: number): Path => [...path, i]): Generator<DiagnosticInput> {
  const earlier = new Set<string>();
  for (const [i, value] of values.entries()) {
    if (earlier.has(value)) yield error(getPath(i), `“${value}” appears twice in ${formatPath(path)}`);
    earlier.add(value);
  }
}

export const checkDuplicateIds = (items: readonly { id: string }[] | undefined, path: Path): Generator<DiagnosticInput> =>
  checkDuplicates(items?.map(({ id }) => id), path, (i) => [...path, i, 'id']);

/** No supporter could send a submission with all entries of such a list. The page does not check this, to stay small. */
export function* checkMaxEntries(items: readonly unknown[] = [], max: number, path: Path): Generator<DiagnosticInput> {
  if (items.length > max) yield error(path, `${formatPath(path)} has more than ${max} entries`);
}

/** The extensions of files that a document may link to without a folder. */
const fileExtensions = ['html', 'htm', 'php', 'pdf', 'txt', 'png', 'jpg', 'jpeg', 'gif', 'svg', 'webp', 'avif'];

/** The parts of a document, or of a translation, that have addresses of web pages. */
interface WebAddresses {
  organiser?: { url?: string | undefined; privacyUrl?: string | undefined } | undefined;
  postcard?: { offices?: readonly { url?: string | undefined }[] | undefined } | undefined;
  share?: { url?: string | undefined } | undefined;
}

export function* checkWebAddresses({ organiser, postcard, share }: WebAddresses, path: Path): Generator<DiagnosticInput> {
  yield* checkWebAddress(organiser?.url, [...path, 'organiser', 'url']);
  yield* checkWebAddress(organiser?.privacyUrl, [...path, 'organiser', 'privacyUrl']);
  for (const [i, { url }] of (postcard?.offices ?? []).entries()) yield* checkWebAddress(url, [...path, 'postcard', 'offices', i, 'url']);
  yield* checkWebAddress(share?.url, [...path, 'share', 'url']);
}

/** The URL parser reads “friends.example/privacy” as a path, but its author means a website. */
function* checkWebAddress(url: string | undefined, path: Path): Generator<DiagnosticInput> {
  const [, extension, rest] = /^[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.([\p{L}\d-]{2,})([/?#]|$)/u.exec(url ?? '') ?? [];
  if (extension === undefined || (rest !== '/' && fileExtensions.includes(extension.toLowerCase()))) return;
  yield warning(path, `“${url}” is a path relative to this document, not the address of a website; write https://${url}`);
}

export const timeZones = Intl.supportedValuesOf('timeZone');

export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** A tag that `Intl` refuses would break every page that formats a date or a number in it. */
export function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(normalizeLanguageTag(tag)).length > 0;
  } catch {
    return false;
  }
}

export function* checkDetentionPeriods({ held }: Person, path: Path): Generator<DiagnosticInput> {
  const byStart = [...held.keys()].sort((a, b) => (held[a]!.from < held[b]!.from ? -1 : 1));
  let end: string | undefined = '';
  for (const i of byStart) {
    const { from, to } = held[i]!;
    if (to !== undefined && to < from) yield error([...path, i, 'to'], '“to” is before “from”');
    if (end === undefined) yield warning([...path, i], 'an earlier period has no “to”, so this one adds nothing');
    else if (from < end) yield warning([...path, i], 'this period overlaps another; days in both are counted once');
    if (end !== undefined) end = to === undefined || to > end ? to : end;
  }
}

type LetterText = Partial<Record<'salutation' | 'subject' | 'body' | 'closing', string>>;

export function* checkLengths(text: LetterText, limits: Record<'subject' | 'body', number>, path: Path): Generator<DiagnosticInput> {
  for (const key of ['subject', 'body'] as const) {
    const length = countGraphemes(text[key] ?? '');
    if (length > limits[key]) yield error([...path, key], `“${key}” has ${length} characters; the limit is ${limits[key]}`);
  }
}

export function* checkPlaceholders(text: LetterText, path: Path): Generator<DiagnosticInput> {
  for (const key of ['salutation', 'subject', 'body', 'closing'] as const) {
    for (const [placeholder, name] of (text[key] ?? '').matchAll(/\{(\w+)\}/g)) {
      const isReplaced = ['honours', 'name', 'office'].includes(name!);
      if (key === 'salutation' && !isReplaced)
        yield warning([...path, key], `${placeholder} is not replaced; only {honours}, {name} and {office} are`);
      if (key !== 'salutation' && isReplaced)
        yield warning([...path, key], `${placeholder} is replaced only in a salutation; “${key}” keeps it as written`);
    }
  }
}

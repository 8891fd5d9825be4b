/** JSON Pointers, RFC 6901: how errors name a place. */

/** `['fields', 'a/b', 0]` becomes `/fields/a~1b/0`; the whole value is the empty string. */
export function toJsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The keys of a pointer, all as strings. */
export function parseJsonPointer(text: string): string[] {
  return text
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

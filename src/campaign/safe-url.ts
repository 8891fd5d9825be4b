import { isUrl } from './url.ts';

/** The last gate before an `href` or `src`: an absolute http(s) URL, or undefined. */
export function safeUrl(url: string | undefined, base: string): string | undefined {
  if (url === undefined || !isUrl(url) || !URL.canParse(url, base)) return undefined;
  const { href, protocol } = new URL(url, base);
  return /^https?:$/.test(protocol) ? href : undefined;
}

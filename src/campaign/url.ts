/** The URLs in a document. */

/**
 * An http(s) URL, or one relative to the document. No other scheme, and no white space or control characters: a URL
 * parser would remove those, and `java\nscript:` would run.
 */
export function isUrl(text: string): boolean {
  return (
    /^(?:https?:\/\/[^/?#]|(?![a-z][a-z0-9+.-]*:).)/i.test(text) &&
    !/[\u0000-\u0020\u007f]/.test(text) &&
    URL.canParse(text, 'https://a.example/')
  );
}

/** The last check before an `href` or `src`: returns an absolute http(s) URL, or undefined. */
export function safeUrl(url: string | undefined, base: string): string | undefined {
  if (url === undefined || !isUrl(url) || !URL.canParse(url, base)) return undefined;
  const { href, protocol } = new URL(url, base);
  return /^https?:$/.test(protocol) ? href : undefined;
}

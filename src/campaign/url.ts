/**
 * An http(s) URL, or one relative to the document. No other scheme, no blank and no control character: a URL parser
 * would drop those, and `java\nscript:` would run.
 */
export function isUrl(text: string): boolean {
  return (
    /^(?:https?:\/\/[^/?#]|(?![a-z][a-z0-9+.-]*:).)/i.test(text) &&
    !/[\u0000-\u0020\u007f]/.test(text) &&
    URL.canParse(text, 'https://a.example/')
  );
}

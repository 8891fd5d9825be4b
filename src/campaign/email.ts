/** Email addresses, as people copy and paste them. */

/** A domain in any script. Within ASCII only the characters of host names: a URL ends at any other, or decodes it. */
const domainPattern = /^[a-z\d.\-\u0080-\u{10ffff}]+$/iu;

/**
 * The address itself: without invisible characters, brackets, `mailto:` and the punctuation of a sentence around it, with
 * full-width characters as ASCII, and with its domain in ASCII (Punycode). It may still be invalid.
 * @example
 * normalizeEmail('mailto:a@müller.example,'); // 'a@xn--mller-kva.example'
 */
export function normalizeEmail(text: string): string {
  // NFKC replaces ＠ and full-width letters; the ideographic full stop separates labels as well.
  const visible = text.normalize('NFKC').replace(/[\p{Default_Ignorable_Code_Point}\u2800]/gu, '').replaceAll('。', '.');
  const start = visible.replace(/^[\s<]*(?:mailto:)?[\s<]*/i, '');
  // A loop, because a regular expression would start again at every character.
  let end = start.length;
  while (end && /[\s.,;>]/.test(start[end - 1]!)) end--;
  const address = start.slice(0, end);
  const domainStart = address.lastIndexOf('@') + 1;
  return domainStart ? address.slice(0, domainStart) + toAsciiDomain(address.slice(domainStart)) : address;
}

/** The URL parsers of browsers and Node convert in the same way. @returns a domain that cannot be converted as it is */
function toAsciiDomain(domain: string): string {
  const isAscii = /^[\u0000-\u007f]*$/.test(domain);
  const url = `http://${domain}`;
  return !isAscii && domainPattern.test(domain) && URL.canParse(url) ? new URL(url).hostname : domain;
}

/**
 * An email address as people copy and paste it, reduced to the address itself: without invisible characters, a name,
 * brackets, `mailto:` and the punctuation of a sentence around it, with full-width characters as ASCII, and with its domain in
 * ASCII (Punycode). The URL parsers of browsers and Node convert domains in the same way. The result may still be invalid.
 * @example
 * normalizeEmail('mailto:a@müller.example,'); // 'a@xn--mller-kva.example'
 */
export function normalizeEmail(text: string): string {
  // NFKC replaces ＠ and full-width letters. The comma of Arabic would become part of the domain.
  const visible = text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  const [start, , scheme] = /^(.*<)?[\s("“«]*(mailto:)?\s*/is.exec(visible)!;
  let address = visible.slice(start.length);
  // A copied link may have a subject.
  if (scheme) [address = ''] = address.split('?', 1);
  // A loop, because a regular expression would start again at every character.
  while (/[ >]|[^@\P{P}]/u.test(address.at(-1)!)) address = address.slice(0, -1);
  // Within ASCII only the characters of host names: a URL ends at any other, or decodes it.
  const [, local = '', domain] = /^(.*@)([a-z\d.\-\u0080-\uffff]+)$/i.exec(address) ?? [];
  const url = `http://${domain}`;
  return domain && URL.canParse(url) ? local + new URL(url).hostname : address;
}

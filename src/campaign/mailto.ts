/** A letter as one text, and as a `mailto:` link, RFC 6068. */

/** Above this many characters mail programs cut a link off, Outlook first of all. */
export const maxMailtoLength = 2000;

export interface Mail {
  to: readonly string[];
  subject: string;
  /** With `\n` between lines; a mail has CRLF. */
  body: string;
}

const encode = (text: string) => encodeURIComponent(text.replace(/\r\n?|\n/g, '\r\n'));

/** The address line as it is copied into a mail program. */
export function formatRecipients(mail: Mail): string {
  return mail.to.join(', ');
}

export function buildMailtoUrl(mail: Mail): string {
  // Within an address only the @ stays; the commas between addresses are the list's own.
  const to = mail.to.map((address) => encodeURIComponent(address).replaceAll('%40', '@')).join(',');
  return `mailto:${to}?subject=${encode(mail.subject)}&body=${encode(mail.body)}`;
}

/** The whole letter, its parts set off by blank lines. */
export function formatLetter(salutation: string, body: string, closing: string, name = ''): string {
  return [salutation, body.trim(), [closing, name].filter(Boolean).join('\n')].join('\n\n');
}

/** A letter as one text, and as a `mailto:` link, RFC 6068. */
import { toWellFormedText } from './text.ts';

/** Email apps cut off longer links, Outlook first of all. */
export const maxMailtoLength = 2000;

export interface EmailDraft {
  to: readonly string[];
  subject: string;
  /** With `\n` between lines; an email has CRLF. */
  body: string;
}

const encode = (text: string) => encodeURIComponent(toWellFormedText(text).replace(/\r\n?|\n/g, '\r\n'));

/** The recipients as they are copied into an email app. */
export function formatRecipients(mail: EmailDraft): string {
  return mail.to.join(', ');
}

export function buildMailtoUrl(mail: EmailDraft): string {
  // Within an address only the @ stays unencoded; unencoded commas separate the addresses.
  const to = mail.to.map((address) => encodeURIComponent(address).replaceAll('%40', '@')).join(',');
  return `mailto:${to}?subject=${encode(mail.subject)}&body=${encode(mail.body)}`;
}

/** The whole letter, with a blank line between its parts. */
export function formatLetter(salutation: string, body: string, closing: string, name = ''): string {
  return [salutation, body.trim(), [closing, name].filter(Boolean).join('\n')].join('\n\n');
}

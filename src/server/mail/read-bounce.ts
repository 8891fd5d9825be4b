/** Reads what a mail server sends back: a delivery status notification, RFC 3464, with the original message or its headers. */
import type { Attachment, Email } from 'postal-mime';

export interface Bounce {
  /** `failed`: it will not be delivered; `other`: it is only late, or was delivered. */
  action: 'failed' | 'other';
  /** Such as `5.1.1`, if the report has one. */
  status: string | undefined;
  /** The `Message-ID` of the original, without angle brackets; undefined if the report does not quote it. */
  messageId: string | undefined;
}

/** The media types of RFC 3464, and of RFC 6533, which is for addresses in other scripts. */
const reportTypes = ['message/delivery-status', 'message/global-delivery-status'];
const originalTypes = ['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'];

/** @returns undefined for a message that is no such report */
export async function readBounce(source: Uint8Array): Promise<Bounce | undefined> {
  // Only this command loads it.
  const { default: PostalMime } = await import('postal-mime');
  // Anyone can write to the address: what is nested too deep is no report.
  const email = await PostalMime.parse(source).catch(() => undefined);
  if (!email) return undefined;
  const report = email.attachments.find(({ mimeType }) => reportTypes.includes(mimeType));
  const original = email.attachments.find(({ mimeType }) => originalTypes.includes(mimeType));
  if (!report) return readOldBounce(email);
  const headers = original && (await PostalMime.parse(original.content).catch(() => undefined));
  return { ...readReport(toText(report)), messageId: toMessageId(headers?.messageId) };
}

/** Exim before version 4.90 and others send the original as text, below a header of their own. */
function readOldBounce({ headers, text = '' }: Email): Bounce | undefined {
  if (!headers.some(({ key }) => key === 'x-failed-recipients')) return undefined;
  return { action: 'failed', status: undefined, messageId: toMessageId(/^Message-ID:\s*(<[^<>\s]+>)/im.exec(text)?.[1]) };
}

/** One group of fields is about the message, and one about each recipient; a letter has one recipient. */
function readReport(text: string): Pick<Bounce, 'action' | 'status'> {
  const unfolded = text.replace(/\r\n/g, '\n').replace(/\n[ \t]+/g, ' ');
  const getField = (name: string) => new RegExp(`^${name}:[ \\t]*([^\\s(;]+)`, 'im').exec(unfolded)?.[1]?.toLowerCase();
  const status = /^[245]\.\d{1,3}\.\d{1,3}$/.exec(getField('Status') ?? '')?.[0];
  // An action that is missing follows from the status: 4 means that the server still tries.
  const action = getField('Action') ?? (status?.startsWith('5') ? 'failed' : 'other');
  return { action: action === 'failed' ? 'failed' : 'other', status };
}

const toText = ({ content }: Attachment) => (typeof content === 'string' ? content : new TextDecoder().decode(content));

const toMessageId = (header: string | undefined) => /^<?([^<>\s]+)>?$/.exec(header?.trim() ?? '')?.[1];

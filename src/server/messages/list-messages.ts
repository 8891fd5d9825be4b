/** Public messages: from supporters who agreed to publication, and approved by a moderator. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Message, Messages } from '../../campaign/schema/messages.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { PublishedMessage } from '../db/messages-repository.ts';
import type { Store } from '../db/store.ts';

/** Messages per page by default. */
export const defaultPageSize = 50;
/** Messages per page at most. */
export const maxMessages = 100;

export interface MessagesQuery {
  /** The id of the message to continue after. */
  after?: string | undefined;
  limit: number;
}

/** Empty if the campaign publishes no cards, even if senders agreed earlier. @returns undefined if there never was a message `after` */
export async function listMessages({ id, postcard }: Campaign, { after, limit }: MessagesQuery, store: Store): Promise<Messages | undefined> {
  if (postcard?.publish !== 'ask') return { messages: [] };
  const page = await store.getMessages(id, after, limit);
  if (!page) return undefined;
  const { messages, next } = page;
  return { messages: messages.map(toPublicMessage), ...(next !== undefined && { next }) };
}

function toPublicMessage({ id, received_at, payload, text, people }: PublishedMessage): Message {
  const { language, postcard } = JSON.parse(payload) as Submission;
  const { message = '', from = '' } = text ? { message: text.text, from: text.from } : (postcard ?? {});
  return { id, from, to: people, text: message, date: received_at.slice(0, 10), language };
}

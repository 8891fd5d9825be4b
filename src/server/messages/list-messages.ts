/** Public messages: from supporters who agreed to publication, and approved by a moderator. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Message, Messages } from '../../campaign/schema/messages.schema.ts';
import type { FieldError } from '../../campaign/schema/problem.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { ProblemError } from '../problems.ts';
import type { PublishedMessage } from '../db/messages-repository.ts';
import { isShortId } from '../db/short-id.ts';
import type { Store } from '../db/store.ts';

/** Messages per page by default. */
export const defaultPageSize = 50;
/** Messages per page at most. */
export const maxMessages = 100;

export interface Page {
  after?: string | undefined;
  limit: number;
}

const invalidQuery = (...errors: FieldError[]) => new ProblemError({ type: 'bad-query', errors });

/** Empty parameters count as absent. @throws ProblemError `bad-query`, with the parameter as its pointer */
export function parsePageQuery(query: URLSearchParams): Page {
  const after = query.get('after') || undefined;
  const limit = query.get('limit') || String(defaultPageSize);
  if (after !== undefined && !isShortId(after)) throw invalidQuery({ pointer: '/after', code: 'invalid' });
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > maxMessages) throw invalidQuery({ pointer: '/limit', code: 'invalid' });
  return { after, limit: Number(limit) };
}

/** Empty if the campaign publishes no cards, even if senders agreed earlier. @throws ProblemError `bad-query` */
export async function listMessages({ id, postcard }: Campaign, { after, limit }: Page, store: Store): Promise<Messages> {
  if (postcard?.publish !== 'ask') return { messages: [] };
  const page = await store.getMessages(id, after, limit);
  if (!page) throw invalidQuery({ pointer: '/after', code: 'unknown' });
  const { messages, next } = page;
  return { messages: messages.map(toPublicMessage), ...(next !== undefined && { next }) };
}

function toPublicMessage({ id, received_at, payload, people }: PublishedMessage): Message {
  const { language, postcard } = JSON.parse(payload) as Submission;
  return { id, from: postcard?.from ?? '', to: people, text: postcard?.message ?? '', date: received_at.slice(0, 10), language };
}

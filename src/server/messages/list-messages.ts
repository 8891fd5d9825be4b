/** Public messages: those that their authors agreed to publish and a moderator has approved. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Message, Messages } from '../../campaign/schema/messages.schema.ts';
import type { FieldError } from '../../campaign/schema/problem.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { HttpError } from '../problems.ts';
import { isShortId } from '../cards/short-id.ts';
import type { ShownMessage } from '../db/messages-repository.ts';
import type { Store } from '../db/store.ts';

/** Messages on a page, where the request does not say how many. */
export const defaultPageSize = 50;
/** Messages on a page. */
export const maxMessages = 100;

export interface Page {
  after?: string | undefined;
  limit: number;
}

const invalidQuery = (...errors: FieldError[]) => new HttpError({ type: 'invalid', errors });

/** An empty parameter counts as missing. @throws HttpError `invalid`, with the parameter as its pointer */
export function parsePageQuery(query: URLSearchParams): Page {
  const after = query.get('after') || undefined;
  const limit = query.get('limit') || String(defaultPageSize);
  if (after !== undefined && !isShortId(after)) throw invalidQuery({ pointer: '/after', code: 'invalid' });
  if (!/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > maxMessages) throw invalidQuery({ pointer: '/limit', code: 'invalid' });
  return { after, limit: Number(limit) };
}

/** A campaign that no longer publishes cards has no messages, whatever its senders agreed to before. @throws HttpError `invalid` */
export async function listMessages({ id, postcard }: Campaign, { after, limit }: Page, store: Store): Promise<Messages> {
  if (postcard?.publish !== 'ask') return { messages: [] };
  const page = await store.messages(id, after, limit);
  if (!page) throw invalidQuery({ pointer: '/after', code: 'unknown' });
  const { messages, next } = page;
  return { messages: messages.map(toPublicMessage), ...(next !== undefined && { next }) };
}

function toPublicMessage({ id, received_at, payload, people }: ShownMessage): Message {
  const { language, postcard } = JSON.parse(payload) as Submission;
  return { id, from: postcard?.from ?? '', to: people, text: postcard?.message ?? '', date: received_at.slice(0, 10), language };
}

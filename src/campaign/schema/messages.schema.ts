/** Public messages: cards that a moderator has approved. Their ids are never those of submissions. */
import * as z from 'zod/mini';
import { dateSchema } from './values.schema.ts';

export const messageSchema = z.object({
  id: z.string(),
  from: z.string(),
  /** The ids of the people it was written to. */
  to: z.array(z.string()),
  text: z.string(),
  date: dateSchema,
  language: z.string(),
});

export const messagesSchema = z.object({
  messages: z.array(messageSchema),
  /** The value of `?after=` for the next page; missing on the last one. */
  next: z.optional(z.string()),
});

export type Message = z.infer<typeof messageSchema>;
export type Messages = z.infer<typeof messagesSchema>;

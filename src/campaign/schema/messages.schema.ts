/** Public messages: cards that a person has read and approved. Their ids are never those of submissions. */
import * as z from 'zod/mini';
import { isIsoDate } from '../formats.ts';

export const messageSchema = z.object({
  id: z.string(),
  from: z.string(),
  /** Ids of the people it was written to. */
  to: z.array(z.string()),
  text: z.string(),
  date: z.string().check(z.refine(isIsoDate), z.meta({ format: 'date', 'x-form': 'day' })),
  language: z.string(),
});

export const messagesSchema = z.object({
  messages: z.array(messageSchema),
  /** What `?after=` takes for the next page; missing on the last one. */
  next: z.optional(z.string()),
});

export type Message = z.infer<typeof messageSchema>;
export type Messages = z.infer<typeof messagesSchema>;

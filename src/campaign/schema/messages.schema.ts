/** Public messages: cards that a person has read and approved. Their ids are never those of submissions. */
import * as z from 'zod/mini';
import { isDay } from '../formats.ts';

export const message = z.object({
  id: z.string(),
  from: z.string(),
  /** Ids of the people it was written to. */
  to: z.array(z.string()),
  text: z.string(),
  date: z.string().check(z.refine(isDay), z.meta({ format: 'date', 'x-form': 'day' })),
  language: z.string(),
});

export const messages = z.object({
  messages: z.array(message),
  /** What `?after=` takes for the next page; missing on the last one. */
  next: z.optional(z.string()),
});

export type Message = z.infer<typeof message>;
export type Messages = z.infer<typeof messages>;

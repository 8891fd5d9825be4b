/** From an envelope to the submission inside. */
import { toJsonPointer } from '../../campaign/json-pointer.ts';
import { envelopeSchema } from '../../campaign/schema/outbox.schema.ts';
import type { FieldError } from '../../campaign/schema/problem.schema.ts';
import { maxFieldErrors } from '../../campaign/validation/submission-rules.ts';
import type { OutboxKeys } from './outbox-keys.ts';

export const isEnvelope = (body: unknown): boolean => typeof body === 'object' && body !== null && 'envelope' in body;

/**
 * @param parse parses the JSON inside @throws whatever `parse` throws
 * @returns the submission, which is not validated, or the errors of the envelope
 */
export async function openEnvelope(
  body: unknown,
  outboxKeys: OutboxKeys | undefined,
  parse: (bytes: Uint8Array<ArrayBuffer>) => unknown,
): Promise<{ body: unknown } | { errors: FieldError[] }> {
  const result = envelopeSchema.safeParse(body, { reportInput: true });
  if (!result.success) {
    const { issues } = result.error;
    return { errors: issues.slice(0, maxFieldErrors).map(({ path, input }) => ({ pointer: toJsonPointer(path), code: input === undefined ? 'required' : 'invalid' })) };
  }
  const { id, kind } = result.data;
  const plaintext = (await outboxKeys?.open(result.data)) ?? 'unknown';
  if (plaintext === 'unknown') return { errors: [{ pointer: '/envelope/key', code: 'unknown' }] };
  if (plaintext === 'invalid') return { errors: [{ pointer: '/envelope/ciphertext', code: 'invalid' }] };
  const submission = parse(plaintext) as { id?: unknown; kind?: unknown } | null;
  if (submission?.id !== id) return { errors: [{ pointer: '/id', code: 'invalid' }] };
  if (submission.kind !== kind) return { errors: [{ pointer: '/kind', code: 'invalid' }] };
  return { body: submission };
}

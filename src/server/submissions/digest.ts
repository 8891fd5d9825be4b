/** What makes two submissions the same. */
import { hash } from 'node:crypto';

/** JSON with the keys in order: equal for values that are equal as parsed JSON. @param value nested no deeper than the stack */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const object = value as Record<string, unknown>;
  const members = Object.keys(object).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonical(object[key])}`).join()}}`;
}

const sha256 = (text: string) => hash('sha256', text, 'base64url');

/** Of everything that was sent but the proof, which is made anew for each try. */
export function contentDigest(sent: object): string {
  const { proof: _, ...content } = sent as { proof?: unknown };
  return sha256(canonical(content));
}

/** What a submission is found again by. A UUID is the same in capitals. */
export function idDigest(campaign: string, id: string): string {
  return sha256(`${campaign}/${id.toLowerCase()}`);
}

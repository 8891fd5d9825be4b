/** Digests that identify a submission and its content, and those that are stored instead of a secret. */
import { hash } from 'node:crypto';

/** JSON with sorted keys: equal for values that are equal as parsed JSON. @param value whose nesting is limited */
function canonicalize(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalize).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const object = value as Record<string, unknown>;
  const members = Object.keys(object).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonicalize(object[key])}`).join()}}`;
}

const sha256 = (text: string) => hash('sha256', text, 'base64url');

/** Covers everything but the proof, which differs in each retry. */
export function getContentDigest(body: object): string {
  const { proof: _, ...content } = body as { proof?: unknown };
  return sha256(canonicalize(content));
}

/** UUIDs in upper and lower case are the same. */
export function getIdDigest(campaign: string, id: string): string {
  return sha256(`${campaign}/${id.toLowerCase()}`);
}

/** The digest of a random secret: nobody can guess the secret from it. */
export const getSecretDigest = (secret: string): string => sha256(secret);

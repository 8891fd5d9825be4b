/** Random secrets that all processes of a database share. */
import { randomBytes } from 'node:crypto';
import type { AbuseRepository } from './abuse-repository.ts';

export const createRandomSecret = (): string => randomBytes(32).toString('base64url');

/** @returns a function that reads a secret once, and makes it if there is none; after a failure, the next call tries again */
export function createSecretReader({ getSecret }: Pick<AbuseRepository, 'getSecret'>, name: string): () => Promise<string> {
  let secret: Promise<string> | undefined;
  return () => {
    secret ??= getSecret(name, createRandomSecret(), null);
    secret.catch(() => (secret = undefined));
    return secret;
  };
}

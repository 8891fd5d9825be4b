/** Opens sealed submissions with the organiser's key. Nothing here sends anything. */
import { armor, Decrypter } from 'age-encryption';
import type { Submission } from '../campaign/schema/submission.schema.ts';

/** A card, as the server lists it. */
export interface SealedCard {
  id: string;
  person: string;
  stage: string;
  /** Changes with every step. */
  version: number;
}

/** A submission, as the server lists it. */
export interface SealedItem {
  id: string;
  /** The armored age file. */
  sealed: string;
  /** Whether its text is on the wall. */
  published: boolean;
  /** What the server can read. */
  readable: Omit<Submission, 'sealed'> & { receivedAt: string; held: boolean; cards?: SealedCard[] };
}

export interface OpenedSubmission {
  submission: Submission;
  receivedAt: string;
  held: boolean;
  published: boolean;
  cards: SealedCard[];
}

/** `key`: it was sealed with another key; `id`: its content belongs to another submission, so someone has exchanged files. */
export type OpenFailure = 'key' | 'id';

/** @param text a key, or a key file @returns undefined if there is no secret key in it */
export function createDecrypter(text: string): Decrypter | undefined {
  const identities = text.split(/\s+/).filter((part) => /^AGE-SECRET-KEY-1/i.test(part));
  const decrypter = new Decrypter();
  try {
    for (const identity of identities) decrypter.addIdentity(identity.toUpperCase());
  } catch {
    return undefined;
  }
  return identities.length ? decrypter : undefined;
}

export async function openSubmission(decrypter: Decrypter, { id, sealed, published, readable }: SealedItem): Promise<OpenedSubmission | OpenFailure> {
  let content: Partial<Submission>;
  try {
    content = JSON.parse(await decrypter.decrypt(armor.decode(sealed), 'text')) as Partial<Submission>;
  } catch {
    return 'key';
  }
  // Anybody can seal anything for a public key.
  if (typeof content !== 'object' || content === null || content.id !== id) return 'id';
  const { receivedAt, held, cards = [], ...readableParts } = readable;
  const { person, letter, postcard, fields } = content;
  const submission = {
    ...readableParts,
    person: { ...person, ...readableParts.person },
    ...(readableParts.letter && { letter: { ...letter, ...readableParts.letter } }),
    ...(readableParts.postcard && { postcard: { ...postcard, ...readableParts.postcard } }),
    ...(fields && { fields }),
  };
  return { submission, receivedAt, held, published, cards };
}

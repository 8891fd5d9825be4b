/** Keys for sealed campaigns, and what was sealed with them, in Node and in browsers. */
import { armor, Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';

export async function createAgeKey(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

export type SealedContent = Pick<Submission, 'id' | 'person' | 'letter' | 'postcard' | 'fields'>;

/** Decrypts what a page has sealed. */
export async function openSealed(sealed: string | undefined, identity: string): Promise<SealedContent> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return JSON.parse(await decrypter.decrypt(armor.decode(sealed!), 'text')) as SealedContent;
}

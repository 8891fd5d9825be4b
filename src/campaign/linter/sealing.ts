/** What a sealed campaign needs, and what it cannot do: docs/sealing.md. */
import { Encrypter } from 'age-encryption';
import type { Campaign } from '../schema/campaign.schema.ts';
import { error, warning, type DiagnosticInput } from './diagnostic.ts';

/** A key with a typing error would encrypt everything for a key that no one has. */
export function* checkRecipient({ seal }: Pick<Campaign, 'seal'>): Generator<DiagnosticInput> {
  if (!seal) return;
  try {
    new Encrypter().addRecipient(seal.recipient);
  } catch {
    yield error(['seal', 'recipient'], '“recipient” has a typing error: its checksum is wrong; copy the public key again');
  }
}

export function* checkSealedActions({ seal, letter, postcard }: Pick<Campaign, 'seal' | 'letter' | 'postcard'>): Generator<DiagnosticInput> {
  if (!seal) return;
  if (letter?.delivery === 'email')
    yield error(['letter', 'delivery'], '“delivery” cannot be “email” in a sealed campaign, because the server cannot read the letters; write “collect” or “mailto”');
  if (letter?.delivery === 'mailto')
    yield warning(['letter', 'delivery'], 'only your copy of the letter is sealed: with “mailto”, supporters also send it unencrypted from their own email app');
  if (postcard?.publish === 'ask')
    yield warning(['postcard', 'publish'], 'the server cannot read sealed cards, so the message wall stays empty unless you publish the messages yourself; to stop asking, write “never”');
}

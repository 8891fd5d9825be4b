/** `sealed create-key`: makes a key pair of age. */
import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { NotFoundError } from '../../errors.ts';

/** Writes the secret key in the format of `age-keygen`, and prints the public one. @throws NotFoundError if the file exists or cannot be written */
export async function createKey(file: string): Promise<void> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  writeSecretFile(file, `# created: ${new Date().toISOString()}\n# public key: ${recipient}\n${identity}\n`);
  console.log(recipient);
  // On standard error, so that a script gets only the key.
  console.error(`
The secret key is in ${file}. Only you can read the file, and nothing else opens what supporters send: without it, everything
that was sealed is lost, and no one can restore it.

1. Move the file away from the server: the server never needs it. Anyone who has it can read every submission.
2. Copy it to two places that cannot be lost together, such as a password manager and a USB stick in a safe.
3. Write the public key above into the campaign document: "seal": {"recipient": "${recipient}"}

To change the key, create another one and replace the recipient in the document. Pages that are open still use the earlier key,
and what was sealed with it needs it: keep both files until everything from before is opened or deleted.`);
}

function writeSecretFile(file: string, text: string): void {
  try {
    // `wx` never overwrites a key, with which everything that it has sealed would be lost.
    const descriptor = openSync(file, 'wx', 0o600);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new NotFoundError(code === 'EEXIST' ? `${file} exists, and is not overwritten: it may hold a key` : `cannot write ${file}: ${code}`, { cause });
  }
}

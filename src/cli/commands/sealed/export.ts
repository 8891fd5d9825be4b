/** `sealed export`: writes the age files of a campaign to a folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../../server/config.ts';
import { listSealed, type SealedSubmission } from '../../../server/sealing/list-sealed.ts';
import { createNotFoundError, openContext } from '../../context.ts';
import { NotFoundError } from '../../errors.ts';
import { formatCount } from '../../format-count.ts';
import { toSafeJson } from '../../terminal.ts';

/**
 * Writes `<id>.age` for each submission, and `index.json` with what the server can read of all of them. A repeated call writes
 * the same files again, and adds what has arrived.
 * @throws NotFoundError if there is no such campaign, or the folder cannot be written
 */
export async function exportSealed(env: Environment, campaign: string, folder: string): Promise<void> {
  const { store, campaigns } = await openContext(env, 'sealed export');
  try {
    const index: ({ file: string } & SealedSubmission['readable'])[] = [];
    for await (const { id, sealed, readable } of listSealed(store, campaign)) {
      const file = `${id}.age`;
      write(folder, file, sealed.endsWith('\n') ? sealed : `${sealed}\n`);
      index.push({ file, ...readable });
    }
    const ids = campaigns.filter(({ seal }) => seal).map(({ id }) => id);
    // A document may be gone, or no longer sealed, while submissions are still stored.
    if (!index.length && !ids.includes(campaign)) throw createNotFoundError('sealed campaign', campaign, ids);
    write(folder, 'index.json', `${toSafeJson(index.sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1)))}\n`);
    await store.audit.record({ campaign, ids: [], affected: index.length });
    console.log(`${formatCount(index.length, 'sealed submission')} in ${folder}`);
  } finally {
    await store.close();
  }
}

/** Only its owner can read the file. */
function write(folder: string, file: string, text: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, file), text, { mode: 0o600 });
  } catch (cause) {
    throw new NotFoundError(`cannot write to ${folder}: ${(cause as NodeJS.ErrnoException).code}`, { cause });
  }
}

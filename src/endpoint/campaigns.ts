/** The campaign documents of a folder, and what changes in it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Campaign } from '../campaign/campaign.ts';
import { checkDocument } from '../campaign/checker.ts';
import { contentOf, type Content } from './content.ts';

export interface Loaded {
  campaign: Campaign;
  /** The file as it stands. */
  document: Content;
}

export interface Campaigns {
  get: (id: string) => Loaded | undefined;
  all: () => Loaded[];
}

interface Source {
  /** What tells that the file has changed. */
  stamp: string;
  /** The last good version. */
  loaded?: Loaded | undefined;
}

/** Asked more often than this, the folder is not looked at again. */
const lookEvery = 1000;

/**
 * Every `*.json` of the folder, by its own `id`. A file that changes is read again; one that breaks keeps its last good
 * version, and one that is gone is gone.
 * @param options.now milliseconds since the epoch
 * @param options.report takes a line about each broken file: its name, the place, a sentence
 */
export function openCampaigns(folder: string, { now, report }: { now: () => number; report: (line: string) => void }): Campaigns {
  const sources = new Map<string, Source>();
  let byId = new Map<string, Loaded>();
  let looked = -Infinity;

  /** @returns whether the file is another than it was */
  function read(name: string): boolean {
    const path = join(folder, name);
    const { mtimeMs, size } = statSync(path);
    const stamp = `${mtimeMs}-${size}`;
    const known = sources.get(name);
    if (known?.stamp === stamp) return false;
    const { loaded, faults } = load(readFileSync(path));
    for (const fault of faults) report(`${name}:${fault}`);
    sources.set(name, { stamp, loaded: loaded ?? known?.loaded });
    return true;
  }

  // Synchronous: a handful of small files, at most once a second, and no two looks at once.
  function look() {
    const names = readdirSync(folder).filter((name) => /^[^.].*\.json$/.test(name)).sort();
    const gone = [...sources.keys()].filter((name) => !names.includes(name));
    const changed = names.filter(read);
    if (!gone.length && !changed.length) return;
    for (const name of gone) sources.delete(name);
    byId = new Map();
    for (const [name, { loaded }] of [...sources].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (!loaded) continue;
      if (byId.has(loaded.campaign.id)) report(`${name}: its id is another file’s already (at “/id”)`);
      else byId.set(loaded.campaign.id, loaded);
    }
  }

  function current() {
    const time = now();
    if (Math.abs(time - looked) >= lookEvery) {
      const first = looked === -Infinity;
      looked = time;
      try {
        look();
      } catch (error) {
        // A folder that is being swapped for another is back in a moment.
        if (first) throw error;
        report(`${folder}: ${(error as { code?: string }).code ?? 'can not be read'}`);
      }
    }
    return byId;
  }

  return { get: (id) => current().get(id), all: () => [...current().values()] };
}

function load(bytes: Uint8Array<ArrayBuffer>): { loaded?: Loaded; faults: string[] } {
  const { campaign, findings } = checkDocument(new TextDecoder().decode(bytes));
  const faults = findings
    .filter(({ level }) => level === 'error')
    .map(({ line, column, pointer, message }) => `${line}:${column}: ${message} (at “${pointer}”)`);
  return campaign ? { loaded: { campaign, document: contentOf(bytes, 'application/json') }, faults } : { faults };
}

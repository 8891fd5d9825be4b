/** The campaign documents of a folder, and what changes in it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { lintCampaign } from '../../campaign/linter/lint-campaign.ts';
import { contentOf, type Content } from '../http/content.ts';

export interface LoadedCampaign {
  campaign: Campaign;
  /** The file as it stands, without the addresses that no page needs. */
  document: Content;
}

export interface CampaignRepository {
  get: (id: string) => LoadedCampaign | undefined;
  all: () => LoadedCampaign[];
}

type Bytes = Uint8Array<ArrayBuffer>;

interface Source {
  /** What tells that the file has changed. */
  version: string;
  /** The last good version. */
  loaded?: LoadedCampaign | undefined;
}

const codeOf = (error: unknown) => (error as { code?: string }).code ?? 'can not be read';

/** Asked more often than this, the folder is not looked at again. */
const scanInterval = 1000;

/**
 * Every `*.json` of the folder, by its own `id`. A file that changes is read again; one that breaks or can not be read
 * keeps its last good version, and one that is gone is gone.
 * @param options.now milliseconds since the epoch
 * @param options.report takes a line about each broken file: its name, the place, a sentence; or its name and a code
 */
export function openCampaigns(folder: string, { now, report }: { now: () => number; report: (line: string) => void }): CampaignRepository {
  const sources = new Map<string, Source>();
  let byId = new Map<string, LoadedCampaign>();
  let looked = -Infinity;

  /** @returns whether the file is another than it was, or can no longer be read, or can again */
  function read(name: string): boolean {
    const known = sources.get(name);
    let stamp: string;
    let bytes: Bytes;
    try {
      const path = join(folder, name);
      const { mtimeMs, size } = statSync(path);
      stamp = `${mtimeMs}-${size}`;
      if (known?.version === stamp) return false;
      bytes = readFileSync(path);
    } catch (error) {
      // A link to nowhere, a folder, no permission: it is nobody's fault but this file's.
      const why = codeOf(error);
      if (known?.version === why) return false;
      report(`${name}: ${why}`);
      sources.set(name, { version: why, loaded: known?.loaded });
      return true;
    }
    const { loaded, faults } = load(bytes);
    for (const fault of faults) report(`${name}:${fault}`);
    sources.set(name, { version: stamp, loaded: loaded ?? known?.loaded });
    return true;
  }

  // Synchronous: a handful of small files, at most once a second, and no two looks at once.
  function scan() {
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

  function refresh() {
    const time = now();
    if (Math.abs(time - looked) >= scanInterval) {
      const first = looked === -Infinity;
      looked = time;
      try {
        scan();
      } catch (error) {
        // A folder that is being swapped for another is back in a moment.
        if (first) throw error;
        report(`${folder}: ${codeOf(error)}`);
      }
    }
    return byId;
  }

  return { get: (id) => refresh().get(id), all: () => [...refresh().values()] };
}

function load(bytes: Bytes): { loaded?: LoadedCampaign; faults: string[] } {
  const { campaign, diagnostics } = lintCampaign(new TextDecoder().decode(bytes));
  const faults = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ line, column, pointer, message }) => `${line}:${column}: ${message} (at “${pointer}”)`);
  if (!campaign) return { faults };
  return { loaded: { campaign, document: contentOf(toPublicDocument(campaign, bytes), 'application/json') }, faults };
}

/**
 * The targets' addresses are for whoever delivers the letters. Only where supporters do that themselves does a page need
 * them, and anywhere else they would be there for collectors of addresses.
 */
function toPublicDocument({ letter }: Campaign, bytes: Bytes): Bytes {
  if (!letter || letter.delivery === 'mailto' || !letter.targets.some(({ email }) => email !== undefined)) return bytes;
  // From the file and not from the campaign, so that all else in it stays.
  const document = JSON.parse(new TextDecoder().decode(bytes)) as { letter: { targets: { email?: string }[] } };
  for (const target of document.letter.targets) delete target.email;
  return new TextEncoder().encode(JSON.stringify(document));
}

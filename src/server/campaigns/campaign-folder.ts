/** The campaign documents of a folder. */
import { hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decodeUtf8 } from '../../utils/decode-utf8.ts';
import type { Content } from '../content.ts';
import type { CampaignCatalog } from './campaign-catalog.ts';
import { parseCampaignFile, type LoadedCampaign } from './parse-campaign-file.ts';

export interface CampaignFolder extends CampaignCatalog {
  /** @returns the file of a campaign, as it was when it was last valid */
  getText: (id: string) => string | undefined;
  /** Reads what has changed in the folder. Never called by a request: linting a large document takes a while. */
  refresh: () => void;
}

interface SourceFile {
  /** What the file system says about the file, or why it cannot be read. */
  status: string;
  /** The digest of the bytes. */
  digest?: string;
  /** The last valid version. */
  loaded?: CampaignFile | undefined;
}

type CampaignFile = LoadedCampaign & { bytes: Content['bytes'] };

/** How long the file system may give two changes of a file the same time, in milliseconds. */
const timeResolution = 2000;

/** The code of a failure of the file system, whose message repeats the path. */
const describeFailure = (error: unknown) => (error as NodeJS.ErrnoException).code ?? (error as Error).message;

/**
 * Opens every `*.json` of a folder as a campaign, by the `id` in it. A file that becomes invalid or unreadable keeps its
 * last valid version; a file that is deleted takes its campaign along. Of two files with the same id, `<id>.json` wins.
 * @param report takes one line per error: file, position, message
 * @throws if the folder cannot be read
 * @example
 * const campaigns = openCampaignFolder('campaigns', { report: console.error });
 * campaigns.get('free-sam')?.campaign.title;
 */
export function openCampaignFolder(folder: string, { report }: { report: (line: string) => void }): CampaignFolder {
  const files = new Map<string, SourceFile>();
  /** The last valid versions of deleted files: a file that is moved away may come back half-written. */
  const deletedCampaigns = new Map<string, CampaignFile | undefined>();
  const reportedDuplicates = new Set<string>();
  let byId = new Map<string, CampaignFile>();
  let folderProblem: string | undefined;

  /** @returns whether the file, or whether it can be read, has changed */
  function readFile(name: string): boolean {
    const previous = files.get(name) ?? { status: '', loaded: deletedCampaigns.get(name) };
    try {
      const path = join(folder, name);
      // Unlike the time of modification, that of the last change cannot be set.
      const { ctimeMs, ino, size } = statSync(path);
      const status = `${ino} ${ctimeMs} ${size}`;
      if (previous.status === status && Date.now() - ctimeMs > timeResolution) return false;
      const bytes: Content['bytes'] = readFileSync(path);
      const digest = hash('sha256', bytes);
      const isChanged = previous.digest !== digest;
      const { loaded, errors } = isChanged ? parseCampaignFile(bytes) : { loaded: previous.loaded, errors: [] };
      for (const error of errors) report(`${name}:${error}`);
      files.set(name, { status, digest, loaded: isChanged && loaded ? { ...loaded, bytes } : previous.loaded });
      return isChanged;
    } catch (error) {
      // A broken link, a folder or a missing permission must not keep the other files from being served.
      const status = describeFailure(error);
      if (previous.status === status) return false;
      report(`${name}: ${status}`);
      files.set(name, { status, loaded: previous.loaded });
      return true;
    }
  }

  function scan(): void {
    const names = readdirSync(folder).filter((name) => /^[^.].*\.json$/.test(name)).sort();
    // A deployment may empty the folder before it fills it again.
    if (!names.length && files.size) throw new Error('has no documents any more; the last ones are still served');
    const deleted = [...files.keys()].filter((name) => !names.includes(name));
    const changed = names.filter(readFile);
    if (!deleted.length && !changed.length) return;
    for (const name of names) deletedCampaigns.delete(name);
    for (const name of deleted) {
      deletedCampaigns.set(name, files.get(name)?.loaded);
      files.delete(name);
      reportedDuplicates.delete(name);
    }
    byId = indexById();
  }

  function indexById(): Map<string, CampaignFile> {
    const index = new Map<string, CampaignFile>();
    const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [name, { loaded }] of sorted) if (loaded && name === `${loaded.campaign.id}.json`) index.set(loaded.campaign.id, loaded);
    for (const [name, { loaded }] of sorted) {
      if (!loaded || index.get(loaded.campaign.id) === loaded) reportedDuplicates.delete(name);
      else if (!index.has(loaded.campaign.id)) index.set(loaded.campaign.id, loaded);
      else if (!reportedDuplicates.has(name)) {
        reportedDuplicates.add(name);
        report(`${name}: another file already has the id "${loaded.campaign.id}" (at /id)`);
      }
    }
    return index;
  }

  scan();
  return {
    get: (id) => byId.get(id),
    all: () => [...byId.values()],
    getText(id) {
      const file = byId.get(id);
      return file && decodeUtf8(file.bytes);
    },
    refresh() {
      let problem: string | undefined;
      try {
        scan();
      } catch (error) {
        // A deployment may replace the folder; it is back in a moment.
        problem = describeFailure(error);
      }
      if (problem && problem !== folderProblem) report(`${folder}: ${problem}`);
      folderProblem = problem;
    },
  };
}

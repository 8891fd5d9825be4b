/** The campaign documents of a folder. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { lintCampaign } from '../../campaign/linter/lint-campaign.ts';
import { createContent, type Content } from '../content.ts';

export interface LoadedCampaign {
  campaign: Campaign;
  /** The file as it is, without the email addresses that no page needs. */
  document: Content;
}

export interface CampaignRepository {
  get: (id: string) => LoadedCampaign | undefined;
  all: () => LoadedCampaign[];
}

export interface CampaignFolder extends CampaignRepository {
  /** Reads what has changed in the folder. Never called by a request: linting a large document takes a while. */
  refresh: () => void;
}

type Bytes = Content['bytes'];

interface SourceFile {
  /** Changes when the file changes. */
  version: string;
  /** The last valid version. */
  loaded?: LoadedCampaign | undefined;
}

const getErrorCode = (error: unknown) => (error as { code?: string }).code ?? 'cannot be read';

/**
 * Opens every `*.json` of a folder as a campaign, by the `id` in it. A file that becomes invalid or unreadable keeps its
 * last valid version; a file that is deleted takes its campaign along. Of two files with the same id, `<id>.json` wins.
 * @param report takes one line per error: file, position, message
 * @throws if the folder cannot be read
 * @example
 * const campaigns = openCampaigns('campaigns', { report: console.error });
 * campaigns.get('free-sam')?.campaign.title;
 */
export function openCampaigns(folder: string, { report }: { report: (line: string) => void }): CampaignFolder {
  const files = new Map<string, SourceFile>();
  const reportedDuplicates = new Set<string>();
  let byId = new Map<string, LoadedCampaign>();

  /** @returns whether the file, or whether it can be read, has changed */
  function readFile(name: string): boolean {
    const previous = files.get(name);
    let version: string;
    let bytes: Bytes;
    try {
      const path = join(folder, name);
      const { mtimeMs, size } = statSync(path);
      version = `${mtimeMs}-${size}`;
      if (previous?.version === version) return false;
      bytes = readFileSync(path);
    } catch (error) {
      // A broken link, a folder or a missing permission must not keep the other files from being served.
      const code = getErrorCode(error);
      if (previous?.version === code) return false;
      report(`${name}: ${code}`);
      files.set(name, { version: code, loaded: previous?.loaded });
      return true;
    }
    const { loaded, errors } = load(bytes);
    for (const error of errors) report(`${name}:${error}`);
    files.set(name, { version, loaded: loaded ?? previous?.loaded });
    return true;
  }

  function scan(): void {
    const names = readdirSync(folder).filter((name) => /^[^.].*\.json$/.test(name)).sort();
    const deleted = [...files.keys()].filter((name) => !names.includes(name));
    const changed = names.filter(readFile);
    if (!deleted.length && !changed.length) return;
    for (const name of deleted) {
      files.delete(name);
      reportedDuplicates.delete(name);
    }
    byId = indexById();
  }

  function indexById(): Map<string, LoadedCampaign> {
    const index = new Map<string, LoadedCampaign>();
    const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [name, { loaded }] of sorted) if (loaded && name === `${loaded.campaign.id}.json`) index.set(loaded.campaign.id, loaded);
    for (const [name, { loaded }] of sorted) {
      if (!loaded || index.get(loaded.campaign.id) === loaded) reportedDuplicates.delete(name);
      else if (!index.has(loaded.campaign.id)) index.set(loaded.campaign.id, loaded);
      else if (!reportedDuplicates.has(name)) {
        reportedDuplicates.add(name);
        report(`${name}: another file already has the id "${loaded.campaign.id}" (at "/id")`);
      }
    }
    return index;
  }

  scan();
  return {
    get: (id) => byId.get(id),
    all: () => [...byId.values()],
    refresh() {
      try {
        scan();
      } catch (error) {
        // A deployment may replace the folder; it is back in a moment.
        report(`${folder}: ${getErrorCode(error)}`);
      }
    },
  };
}

function load(bytes: Bytes): { loaded?: LoadedCampaign; errors: string[] } {
  const { campaign, diagnostics } = lintCampaign(new TextDecoder().decode(bytes));
  const errors = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ line, column, pointer, message }) => `${line}:${column}: ${message} (at "${pointer}")`);
  if (!campaign) return { errors };
  return { loaded: { campaign, document: createContent(toPublicDocument(campaign, bytes), 'application/json') }, errors };
}

/**
 * The targets' email addresses are for the organiser, who delivers the letters. A page needs them only where supporters
 * send the letters themselves; anywhere else they would only serve address harvesters.
 */
function toPublicDocument({ letter }: Campaign, bytes: Bytes): Bytes {
  if (!letter || letter.delivery === 'mailto' || !letter.targets.some(({ email }) => email !== undefined)) return bytes;
  // From the file and not from the parsed campaign, so that keys we do not know stay.
  const document = JSON.parse(new TextDecoder().decode(bytes)) as { letter: { targets: { email?: string }[] } };
  for (const target of document.letter.targets) delete target.email;
  return new TextEncoder().encode(JSON.stringify(document));
}

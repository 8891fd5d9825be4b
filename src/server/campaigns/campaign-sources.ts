/** The campaigns that the server serves: those of the folder, and those that the desk has published. */
import type { Store } from '../db/store.ts';
import { formatFailure } from '../format-failure.ts';
import type { CampaignCatalog } from './campaign-catalog.ts';
import type { CampaignFolder } from './campaign-folder.ts';
import { parseCampaignFile, type LoadedCampaign } from './parse-campaign-file.ts';

export interface CampaignSources extends CampaignCatalog {
  folder: Pick<CampaignFolder, 'get' | 'all' | 'getText'>;
  /**
   * Reads what has changed in the folder and in the database. Never called by a request for a campaign: linting a large document
   * takes a while. A database that fails takes no campaign away.
   */
  refresh: () => Promise<void>;
}

/** For a server without `CAMPAIGNS_DIR`. */
export const emptyFolder: CampaignFolder = { get: () => undefined, all: () => [], getText: () => undefined, refresh: () => {} };

interface PublishedCampaign {
  /** The number of its version. */
  published: number | null;
  /** The last valid version; undefined while nothing is published. */
  loaded?: LoadedCampaign | undefined;
}

/**
 * Combines a folder with the database. A campaign that the database has is served from there alone, also while it is not
 * published: its file in the folder is reported once.
 * @param report takes one line per error
 * @example
 * const campaigns = combineCampaigns(openCampaignFolder('campaigns', { report }), store, { report });
 * await campaigns.refresh();
 * campaigns.get('free-sam')?.campaign.title;
 */
export function combineCampaigns(folder: CampaignFolder, store: Pick<Store, 'campaigns'>, { report }: { report: (line: string) => void }): CampaignSources {
  let published = new Map<string, PublishedCampaign>();
  const reportedFiles = new Set<string>();
  let failure: string | undefined;
  let reading: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function load(id: string, number: number | null): Promise<PublishedCampaign> {
    const previous = published.get(id);
    if (previous?.published === number) return previous;
    const version = number === null ? undefined : await store.campaigns.findVersion(id, number);
    if (!version) return { published: number };
    const { loaded, errors } = parseCampaignFile(new TextEncoder().encode(version.text), { wasAccepted: true });
    for (const error of errors) report(`${id}, version ${number}:${error}`);
    // An upgrade must not take a campaign away: where the linter of this release is stricter than that of the one that has published it, the
    // schema is enough. A document that the schema refuses cannot be served; until a restart, the version before it still is.
    return { published: number, loaded: loaded ?? previous?.loaded };
  }

  async function readDatabase(): Promise<void> {
    try {
      const rows = await store.campaigns.getPublished();
      const current = new Map<string, PublishedCampaign>();
      for (const { id, published: number } of rows) current.set(id, await load(id, number));
      published = current;
      failure = undefined;
    } catch (error) {
      const text = formatFailure('campaigns of the desk', error);
      if (text !== failure) report(text);
      failure = text;
    }
  }

  function reportUnusedFiles(): void {
    for (const { campaign } of folder.all())
      if (published.has(campaign.id) && !reportedFiles.has(campaign.id)) {
        reportedFiles.add(campaign.id);
        report(`${campaign.id}: the desk has this campaign, so its file in the folder is not used; remove the file`);
      }
  }

  /** One after another: an answer that arrives late must not replace a newer one. */
  const read = () =>
    (reading = readDatabase().finally(() => {
      reading = undefined;
      reportUnusedFiles();
    }));

  return {
    folder,
    get: (id) => (published.has(id) ? published.get(id)!.loaded : folder.get(id)),
    all: () => [
      ...folder.all().filter(({ campaign }) => !published.has(campaign.id)),
      ...[...published.values()].flatMap(({ loaded }) => loaded ?? []),
    ],
    refresh() {
      folder.refresh();
      if (!reading) return read();
      // What is being read may be older than this call.
      return (next ??= reading.then(() => {
        next = undefined;
        return read();
      }));
    },
  };
}

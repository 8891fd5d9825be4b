/** What the desk shows about each campaign, whether it comes from the folder or from the desk. */
import type { Diagnostic } from '../../campaign/linter/lint-campaign.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Store } from '../db/store.ts';
import { getDraft, getDrafts, type Draft } from './campaign-editor.ts';
import { listImages } from './campaign-images.ts';
import type { CampaignSources } from './campaign-sources.ts';
import { lintDraft, type LintedDraft } from './lint-draft.ts';

export interface CampaignDescription {
  id: string;
  /** The id, if the document has no title. */
  title: string;
  language: string | undefined;
  /** The document as JSON. */
  text: string;
  diagnostics: readonly Diagnostic[];
  hasErrors: boolean;
  /** The campaign, if its document is valid. */
  campaign?: Campaign;
  /** Missing for a campaign of the folder. */
  draft?: Draft;
}

export interface CampaignDescriptions {
  /** @returns all, by title */
  getAll: () => Promise<CampaignDescription[]>;
  find: (id: string) => Promise<CampaignDescription | undefined>;
}

const getString = (value: unknown, key: string) => {
  const text = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof text === 'string' && text.trim() ? text : undefined;
};

export function createCampaignDescriptions(store: Pick<Store, 'campaigns' | 'campaignImages'>, sources: CampaignSources): CampaignDescriptions {
  /** A document is linted again only once it has changed. */
  const cache = new Map<string, { text: string; linted: LintedDraft }>();

  function lint(id: string, text: string): LintedDraft {
    const cached = cache.get(id);
    if (cached?.text === text) return cached.linted;
    const linted = lintDraft(id, text);
    cache.set(id, { text, linted });
    return linted;
  }

  function describe(id: string, text: string, draft?: Draft, linted = lint(id, text)): CampaignDescription {
    const value = JSON.parse(text) as unknown;
    const { title = id, language } = { title: getString(value, 'title'), language: getString(value, 'language') };
    return { id, title, language, text, ...linted, ...(draft && { draft }) };
  }

  const describeFile = (id: string) => {
    const text = sources.folder.getText(id);
    return text === undefined ? undefined : describe(id, text);
  };

  return {
    async getAll() {
      const drafts = (await getDrafts(store)).map((draft) => describe(draft.id, draft.text, draft));
      const ids = new Set(drafts.map(({ id }) => id));
      const files = sources.folder.all().flatMap(({ campaign: { id } }) => (ids.has(id) ? [] : (describeFile(id) ?? [])));
      return [...drafts, ...files].sort((a, b) => (a.title < b.title ? -1 : 1));
    },
    async find(id) {
      const draft = await getDraft(store, id);
      if (!draft) return describeFile(id);
      const images = (await listImages(store, id)).map(({ src }) => src);
      return describe(id, draft.text, draft, lintDraft(id, draft.text, images));
    },
  };
}

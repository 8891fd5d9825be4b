import type { CampaignCatalog } from '../campaigns/campaign-catalog.ts';
import type { Store } from '../db/store.ts';

/** @returns the campaigns with a document, and those of which something is still stored */
export async function listCampaigns(campaigns: CampaignCatalog, store: Pick<Store, 'getLastReceipts'>): Promise<{ id: string; title: string }[]> {
  const documents = campaigns.all().map(({ campaign: { id, title } }) => ({ id, title }));
  const stored = await store.getLastReceipts();
  return [...documents, ...[...stored.keys()].filter((id) => !documents.some((document) => document.id === id)).map((id) => ({ id, title: id }))];
}

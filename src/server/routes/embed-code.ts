/** The page that writes snippets for the server's campaigns, and its preview. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { getPhase } from '../../campaign/phase.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { getElements } from '../../embed-code/campaign-elements.ts';
import type { PinnedFiles } from '../../embed-code/snippets.ts';
import { createContent } from '../content.ts';
import { respond } from '../http/respond.ts';
import { readEmbedCodeQuery } from '../views/embed-code-options.ts';
import { embedCodePage, embedCodeStylePath } from '../views/embed-code-page.ts';
import { embedCodePreview } from '../views/embed-code-preview.ts';
import { embedCodeStyles } from '../views/embed-code-styles.ts';
import type { RouteContext } from './context.ts';

export function createEmbedCodeRoutes({ campaigns, getOrigin, files, now, addressAdvice }: RouteContext): Hono {
  const app = new Hono();
  const style = createContent(embedCodeStyles, 'text/css; charset=utf-8');
  /** Closed campaigns last: few sites still add those. */
  const getCampaigns = () => {
    const all = campaigns.all().map(({ campaign }) => campaign).filter((campaign) => getElements(campaign).length > 0);
    const isClosed = (campaign: Campaign) => getPhase(campaign, now()) === 'closed';
    return [...all.filter((campaign) => !isClosed(campaign)), ...all.filter(isClosed)];
  };

  app.get(embedCodeStylePath, ({ req }) => respond(style, req.raw, { 'Cache-Control': 'public, max-age=300' }));
  app.get('/embed-code', async ({ req }) => {
    const { searchParams } = new URL(req.url);
    const all = getCampaigns();
    const pinned = await readPinnedFiles(files.web);
    return embedCodePage({ campaigns: all, options: readEmbedCodeQuery(searchParams, all, getOrigin(req.url), pinned), query: searchParams, pinned, addressAdvice });
  });
  app.get('/embed-code/preview', ({ req, notFound }) => {
    const options = readEmbedCodeQuery(new URL(req.url).searchParams, getCampaigns(), getOrigin(req.url), undefined);
    return options ? embedCodePreview(options) : notFound();
  });
  return app;
}

/** A server that runs from its sources has no hashes until it is built. */
async function readPinnedFiles(folder: string): Promise<PinnedFiles | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, 'integrity.json'), 'utf8')) as PinnedFiles;
  } catch {
    return undefined;
  }
}

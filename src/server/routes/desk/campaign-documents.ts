/** The document of a campaign as JSON, and its versions. */
import type { Context, Hono } from 'hono';
import { normalizeLineBreaks } from '../../../campaign/text.ts';
import { getVersion, listVersions, restoreVersion, saveDraft, type SaveResult } from '../../campaigns/campaign-editor.ts';
import { listImages } from '../../campaigns/campaign-images.ts';
import { lintDraft } from '../../campaigns/lint-draft.ts';
import { compareVersions } from '../../campaigns/compare-versions.ts';
import type { CampaignDescription } from '../../campaigns/describe-campaigns.ts';
import { campaignJsonPage, unsavedDocumentPage, type JsonPageData } from '../../views/desk/campaign-json-page.ts';
import { getCampaignPath } from '../../views/desk/campaign-paths.ts';
import { campaignVersionsPage } from '../../views/desk/campaign-versions-page.ts';
import type { DeskEnv } from './access.ts';
import { readNumber, readSavedNotice, type CampaignRouteContext } from './campaigns.ts';
import { readForm } from './session.ts';

const pageSize = 50;

export function addCampaignDocumentRoutes(app: Hono<DeskEnv>, { store, now, orUnavailable, withCampaign }: CampaignRouteContext): void {
  const save = (c: Context<DeskEnv>) => ({ author: c.var.account.name, now: now() });

  /** @returns what has changed from one version to another; undefined if one of them does not exist */
  async function compare(id: string, older: number, newer: number) {
    const [before, after] = await Promise.all([getVersion(store, id, older), getVersion(store, id, newer)]);
    return before && after && { changes: compareVersions(before.text, after.text) };
  }

  const showJson = (c: Context<DeskEnv>, data: JsonPageData, showMissing?: () => Promise<Response>) =>
    withCampaign(c, (campaign) => campaignJsonPage(c.var.account, campaign, data), showMissing);

  app.get('/campaigns/:id/json', (c) =>
    withCampaign(c, (campaign) => campaignJsonPage(c.var.account, campaign, { message: { notice: readSavedNotice(c, campaign) } })),
  );

  app.post('/campaigns/:id/json', async (c) => {
    const id = c.req.param('id');
    const form = await readForm(c);
    const revision = readNumber(form, 'revision');
    const text = normalizeLineBreaks(form.get('text') ?? '');
    const result = await orUnavailable('POST /desk/campaigns/:id/json', saveDraft(c.var.audited('campaigns save'), id, { text, revision }, save(c)));
    if (result === 'unknown') {
      const message = { problem: 'Nothing was saved: the desk has no such campaign.', status: 404 };
      return showJson(c, { unsavedText: text, message }, () => unsavedDocumentPage(c.var.account, text));
    }
    if ('saved' in result) return c.redirect(`${getCampaignPath(id, 'json')}?done=saved`, 303);
    if ('problem' in result) {
      const { line, column, message } = result.problem;
      return showJson(c, { unsavedText: text, message: { problem: `Nothing was saved. Line ${line}, column ${column}: ${message}.`, status: 422 } });
    }
    const comparison = await orUnavailable('POST /desk/campaigns/:id/json', compare(id, revision, result.conflict.revision));
    const problem = `Nothing was saved: ${result.conflict.author} has saved this document since you opened it.`;
    return showJson(c, { unsavedText: text, conflict: { draft: result.conflict, changes: comparison?.changes }, message: { problem, status: 409 } });
  });

  // For the editor, while its author types.
  app.post('/campaigns/:id/lint', async (c) => {
    const id = c.req.param('id');
    const images = (await orUnavailable('POST /desk/campaigns/:id/lint', listImages(store, id))).map(({ src }) => src);
    const { diagnostics } = lintDraft(id, (await readForm(c)).get('text') ?? '', images);
    return c.json(diagnostics, 200, { 'Cache-Control': 'no-store' });
  });

  async function showVersions(c: Context<DeskEnv>, campaign: CampaignDescription, message: JsonPageData['message']): Promise<Response> {
    const { id } = campaign;
    const [before, number] = ['before', 'version'].map((name) => readNumber(new URL(c.req.url).searchParams, name)) as [number, number];
    const versions = campaign.draft ? await listVersions(store, id, { ...(before && { before }), limit: pageSize + 1 }) : [];
    const comparison = await compare(id, number - 1, number);
    const next = versions.length > pageSize ? versions[pageSize - 1]!.number : undefined;
    return campaignVersionsPage(c.var.account, campaign, { versions: versions.slice(0, pageSize), next, selection: comparison && { number, ...comparison }, message });
  }

  app.get('/campaigns/:id/versions', (c) =>
    withCampaign(c, (campaign) =>
      orUnavailable('GET /desk/campaigns/:id/versions', showVersions(c, campaign, { notice: c.req.query('done') === 'restored' ? 'The version was restored as the newest one. It is a draft.' : undefined })),
    ),
  );

  app.post('/campaigns/:id/restore', async (c) => {
    const id = c.req.param('id');
    const form = await readForm(c);
    const versions = { version: readNumber(form, 'version'), revision: readNumber(form, 'revision') };
    const result = await orUnavailable('POST /desk/campaigns/:id/restore', restoreVersion(c.var.audited('campaigns restore'), id, versions, save(c)));
    if (typeof result === 'object' && 'saved' in result) return c.redirect(`${getCampaignPath(id, 'versions')}?done=restored`, 303);
    const message = { problem: describeFailure(result), status: result === 'unknown' ? 404 : 409 };
    return withCampaign(c, (campaign) => orUnavailable('POST /desk/campaigns/:id/restore', showVersions(c, campaign, message)));
  });
}

function describeFailure(result: Exclude<SaveResult, { saved: unknown }>): string {
  if (result === 'unknown') return 'There is no such version.';
  return 'conflict' in result ? `Nothing was restored: ${result.conflict.author} has saved version ${result.conflict.revision} in the meantime.` : `Nothing was restored: ${result.problem.message}.`;
}

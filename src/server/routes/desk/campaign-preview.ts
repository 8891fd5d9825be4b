/** The preview of a campaign: of its draft, and of what a form has not saved yet. */
import type { Hono } from 'hono';
import type { JsonObject } from '../../campaign-forms/form-schema.ts';
import { formatDocument, replacePart } from '../../campaign-forms/part-values.ts';
import { formParts } from '../../campaign-forms/parts.ts';
import { createPreviewData } from '../../campaign-forms/preview-document.ts';
import { parseDocument } from '../../campaign-forms/save-edit.ts';
import { readTranslation } from '../../campaign-forms/translation-rows.ts';
import type { CampaignDescription } from '../../campaigns/describe-campaigns.ts';
import { lintDraft } from '../../campaigns/lint-draft.ts';
import { brokenPreview, campaignPreview, readPreviewOptions } from '../../views/desk/campaign-preview.ts';
import type { DeskEnv } from './access.ts';
import { parsePartForm } from './campaign-parts.ts';
import type { CampaignRouteContext } from './campaigns.ts';
import { readForm } from './session.ts';

/** More would not be read in a frame. */
const maxErrors = 5;

export function addCampaignPreviewRoutes(app: Hono<DeskEnv>, { now, getOrigin, withCampaign }: CampaignRouteContext): void {
  function show({ id, text }: CampaignDescription, document: JsonObject | undefined, query: URLSearchParams, url: string): Promise<Response> {
    const { campaign, diagnostics } = lintDraft(id, document ? formatDocument(document) : text);
    const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message, pointer }) => (pointer ? `${message} (${pointer})` : message));
    if (!campaign) return brokenPreview(errors.slice(0, maxErrors));
    const options = readPreviewOptions(query, campaign);
    return campaignPreview(createPreviewData(campaign, options.state, { origin: getOrigin(url), now: now() }), options);
  }

  app.get('/campaigns/:id/preview', (c) => withCampaign(c, (campaign) => show(campaign, undefined, new URL(c.req.url).searchParams, c.req.url)));

  app.post('/campaigns/:id/preview', async (c) => {
    const form = await readForm(c);
    return withCampaign(c, (campaign) => show(campaign, readUnsaved(campaign, form), form, c.req.url));
  });
}

/** @returns the draft with what a form has; undefined if it is none of the campaign's forms */
function readUnsaved({ text }: CampaignDescription, form: URLSearchParams): JsonObject | undefined {
  const document = parseDocument(text);
  if (form.get('part') === 'translations') return readTranslation(document, form.get('language') ?? '', form);
  const part = formParts.find(({ id }) => id === form.get('part'));
  const sent = part && parsePartForm(part, form, document);
  return sent && replacePart(part, document, sent.values);
}

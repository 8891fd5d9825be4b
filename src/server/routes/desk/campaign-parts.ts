/** The forms of the campaign builder, one for each part of the document. */
import type { Context, Hono } from 'hono';
import { applyEdit, parseEdit } from '../../campaign-forms/edit-form.ts';
import { toFormMessages } from '../../campaign-forms/field-errors.ts';
import { createFormNodes, getReferences } from '../../campaign-forms/form-nodes.ts';
import { isObject } from '../../../utils/is-object.ts';
import type { JsonObject } from '../../campaign-forms/form-schema.ts';
import { formatDocument, getPartValues, replacePart } from '../../campaign-forms/part-values.ts';
import { formParts, type FormPart } from '../../campaign-forms/parts.ts';
import { readFormValues } from '../../campaign-forms/read-form-values.ts';
import { parseDocument, saveEdit } from '../../campaign-forms/save-edit.ts';
import type { CampaignDescription } from '../../campaigns/describe-campaigns.ts';
import { listImages } from '../../campaigns/campaign-images.ts';
import { lintDraft } from '../../campaigns/lint-draft.ts';
import { partPage, type PartPageData } from '../../views/desk/campaign-part-page.ts';
import { getPartPath } from '../../views/desk/campaign-form-paths.ts';
import { campaignPaths } from '../../views/desk/campaign-paths.ts';
import { deskErrorPage } from '../../views/desk/layout.ts';
import type { DeskEnv } from './access.ts';
import { readNumber, readSavedNotice, type CampaignRouteContext } from './campaigns.ts';
import { describeEditFailure } from './edit-failure.ts';
import { readForm } from './session.ts';

/** What was entered, and which version it changes. */
export interface PartForm {
  values: JsonObject;
  revision: number;
  /** The value of the button. */
  action: string;
}

/** @param document the draft @returns undefined if it was not sent by the page of the part */
export function parsePartForm(part: FormPart, form: URLSearchParams, document: JsonObject): PartForm | undefined {
  try {
    const base: unknown = JSON.parse(form.get('base') ?? '');
    if (!isObject(base)) return undefined;
    const values = getPartValues(part, base);
    const entries = [...readFormValues(createFormNodes(part, values, getReferences(document)), form)].filter(([, value]) => value !== undefined);
    return { values: getPartValues(part, { ...values, ...Object.fromEntries(entries) }), revision: readNumber(form, 'revision'), action: form.get('do') ?? 'save' };
  } catch {
    return undefined;
  }
}

export function addCampaignPartRoutes(app: Hono<DeskEnv>, { store, now, orUnavailable, withCampaign }: CampaignRouteContext): void {
  const withPart = (c: Context<DeskEnv>, show: (campaign: CampaignDescription, part: FormPart) => Response | Promise<Response>) =>
    withCampaign(c, (campaign) => {
      const part = formParts.find(({ id }) => id === c.req.param('part'));
      if (part) return show(campaign, part);
      return deskErrorPage({ title: 'Unknown part', text: 'A campaign has no such part.', account: c.var.account, status: 404, link: { path: campaignPaths.all, text: 'Go to the campaigns' } });
    });

  const getImages = (part: FormPart, id: string) => (part.hasImages ? orUnavailable('desk campaign images', listImages(store, id)) : []);

  /** @param entered what is not saved; by default, the form shows the draft */
  async function show(c: Context<DeskEnv>, campaign: CampaignDescription, part: FormPart, entered: JsonObject | undefined, more: Partial<PartPageData> = {}): Promise<Response> {
    const document = parseDocument(campaign.text);
    const values = entered ?? getPartValues(part, document);
    const { diagnostics } = entered ? lintDraft(campaign.id, formatDocument(replacePart(part, document, entered))) : campaign;
    const nodes = createFormNodes(part, values, getReferences(document));
    const messages = toFormMessages(diagnostics, nodes, part.keys);
    const images = more.images ?? (await getImages(part, campaign.id));
    return partPage(c.var.account, campaign, { part, nodes, values, images, revision: campaign.draft?.revision, messages, message: {}, ...more });
  }

  app.get('/campaigns/:id/parts/:part', (c) =>
    withPart(c, (campaign, part) => show(c, campaign, part, undefined, { message: { notice: readSavedNotice(c, campaign) } })),
  );

  app.post('/campaigns/:id/parts/:part', async (c) => {
    const form = await readForm(c);
    return withPart(c, async (campaign, part) => {
      const sent = parsePartForm(part, form, parseDocument(campaign.text));
      if (!sent) return show(c, campaign, part, undefined, { message: { problem: 'This form is incomplete. Nothing was changed.', status: 422 } });
      const { values, revision, action } = sent;
      const edit = parseEdit(action, part);
      if (edit) {
        const images = await getImages(part, campaign.id);
        return show(c, campaign, part, values, { images, revision, isUnsaved: true, focus: applyEdit(values, edit, images) });
      }
      return save(c, campaign, part, sent);
    });
  });

  async function save(c: Context<DeskEnv>, campaign: CampaignDescription, part: FormPart, { values, revision, action }: PartForm): Promise<Response> {
    const { id } = campaign;
    const edit = { revision, pick: (document: JsonObject) => getPartValues(part, document), change: (document: JsonObject) => replacePart(part, document, values) };
    const author = { author: c.var.account.name, now: now() };
    const result = await orUnavailable('POST /desk/campaigns/:id/parts/:part', saveEdit(c.var.audited('campaigns save'), id, edit, author));
    if (result === 'unknown' || !('saved' in result)) return show(c, campaign, part, values, describeEditFailure(result, revision, 'this part'));
    const next = action === 'next' ? formParts[formParts.indexOf(part) + 1] : undefined;
    return c.redirect(`${getPartPath(id, (next ?? part).id)}?done=saved`, 303);
  }
}

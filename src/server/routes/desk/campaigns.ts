/** The campaigns of the desk: started, published, taken over. */
import type { Context, Hono } from 'hono';
import { createCampaign, findRemovalProblem, publish, removeDraft, takeOver, unpublish, type RemovalProblem } from '../../campaigns/campaign-editor.ts';
import { createCampaignDescriptions, type CampaignDescription, type CampaignDescriptions } from '../../campaigns/describe-campaigns.ts';
import { includesRole } from '../../desk/accounts.ts';
import { isCampaignKind } from '../../campaigns/starting-document.ts';
import { isPartnerRefused, type EmbedForm } from '../../views/desk/campaign-embed-form.ts';
import { campaignPage, type CampaignMessage } from '../../views/desk/campaign-page.ts';
import { campaignRemovalPage } from '../../views/desk/campaign-removal-page.ts';
import { campaignPaths, getCampaignPath, getCodePath } from '../../views/desk/campaign-paths.ts';
import { savedNotice } from '../../views/desk/campaign-status.ts';
import { campaignsPage, type StartForm } from '../../views/desk/campaigns-page.ts';
import { deskErrorPage } from '../../views/desk/layout.ts';
import type { Html } from '../../views/html.ts';
import type { RouteContext } from '../context.ts';
import type { DeskEnv } from './access.ts';
import { addCampaignDocumentRoutes } from './campaign-documents.ts';
import { addCampaignImageRoutes } from './campaign-images.ts';
import { addCampaignPartRoutes } from './campaign-parts.ts';
import { addCampaignPreviewRoutes } from './campaign-preview.ts';
import { addCampaignTranslationRoutes } from './campaign-translations.ts';
import { readForm } from './session.ts';

/** What the routes about campaigns share. */
export interface CampaignRouteContext extends RouteContext {
  descriptions: CampaignDescriptions;
  /** Shows a campaign. @param showMissing what to show if there is none; by default, a page that says so */
  withCampaign: (c: Context<DeskEnv>, show: (campaign: CampaignDescription) => Response | Promise<Response>, showMissing?: () => Promise<Response>) => Promise<Response>;
}

/** What has been done, by the `done` of the address that a form leads to. */
const notices: Partial<Record<string, string>> = {
  started: 'The campaign was started. It is a draft: replace the examples, and publish it.',
  unpublished: 'The campaign is not served any more.',
  'taken-over': 'The desk has taken this campaign over. It is still published, and the file in the folder is not used any more.',
};

const removalProblems: Record<RemovalProblem, string> = {
  unknown: 'This campaign comes from a file in the folder of campaigns. To delete it, remove the file.',
  published: 'This campaign is published, so it cannot be deleted. You can stop serving it, or close it under “Dates and closing”.',
  'was-published': 'This campaign was published before, so it cannot be deleted: other sites may have its address, and another campaign must not get it.',
  received: 'Something was sent to this campaign, so it cannot be deleted. What supporters have sent is deleted on its day.',
};

const takenProblems = {
  exists: { id: 'Another campaign has this short name. Choose another one.' },
  used: { id: 'An earlier campaign had this short name, and what it received would count for the new one. Choose another one.' },
} as const;

type StartErrors = Partial<Record<keyof StartForm, string>>;

/** By the field, and where its value is in the document. */
const invalidProblems: Record<keyof StartForm, { pointer?: string; text: string }> = {
  title: { pointer: '/title', text: 'Enter a title of at most 300 characters.' },
  id: { pointer: '/id', text: 'Enter a short name of lowercase letters, digits and hyphens.' },
  language: { pointer: '/language', text: 'Choose a language, or enter its tag, such as nl or pt-BR.' },
  organiserName: { pointer: '/organiser/name', text: 'Enter the name of your organisation.' },
  organiserUrl: { pointer: '/organiser/url', text: 'Enter a web address that begins with https://.' },
  kind: { text: 'Choose what supporters send.' },
};

/** @param pointers of invalid values */
function toStartErrors({ kind, organiserUrl }: StartForm, pointers: readonly string[]): StartErrors {
  const isInvalid = (name: string, pointer: string | undefined) =>
    name === 'kind' ? !isCampaignKind(kind) : pointers.includes(pointer!) || (name === 'organiserUrl' && !/^https?:/i.test(organiserUrl));
  return Object.fromEntries(Object.entries(invalidProblems).flatMap(([name, { pointer, text }]) => (isInvalid(name, pointer) ? [[name, text]] : [])));
}

/** @returns the number of a version in a form; 0, which no version has, if there is none */
export const readNumber = (form: URLSearchParams, name: string): number => (/^\d{1,9}$/.test(form.get(name) ?? '') ? Number(form.get(name)) : 0);

/** @returns what a form's page says after it was saved, by the `done` of its address */
export const readSavedNotice = (c: Context<DeskEnv>, campaign: CampaignDescription): Html | undefined => (c.req.query('done') === 'saved' ? savedNotice(campaign) : undefined);

export function addCampaignRoutes(app: Hono<DeskEnv>, context: RouteContext): void {
  const { campaigns, store, now, demoPreview, orUnavailable, addressAdvice } = context;
  const descriptions = createCampaignDescriptions(store, campaigns);
  const withCampaign: CampaignRouteContext['withCampaign'] = async (c, show, showMissing) => {
    const campaign = await orUnavailable(`${c.req.method} ${campaignPaths.one}`, descriptions.find(c.req.param('id') ?? ''));
    if (campaign) return show(campaign);
    return showMissing?.() ?? deskErrorPage({ title: 'Unknown campaign', text: 'There is no campaign at this address.', account: c.var.account, status: 404, link: { path: campaignPaths.all, text: 'Go to the campaigns' } });
  };
  const save = (c: Context<DeskEnv>) => ({ author: c.var.account.name, now: now() });

  async function showAll(c: Context<DeskEnv>, form?: StartForm, errors: StartErrors = {}, status = 200): Promise<Response> {
    const all = await orUnavailable('GET /desk/campaigns', descriptions.getAll());
    // Most organisers run all campaigns of their server.
    const newest = all.filter(({ campaign }) => campaign).sort((a, b) => ((a.draft?.savedAt ?? '') < (b.draft?.savedAt ?? '') ? 1 : -1))[0];
    const organiser = newest?.campaign?.organiser;
    // The field takes no address of a page on this server, as the demo's campaigns have.
    const { name, url } = organiser && URL.canParse(organiser.url) ? organiser : { name: '', url: '' };
    const empty: StartForm = { id: '', title: '', language: 'en', kind: '', organiserName: name, organiserUrl: url };
    return campaignsPage(c.var.account, { campaigns: all, deletedId: c.req.query('deleted'), form: form ?? empty, errors, demoPath: demoPreview && '/demo/', status });
  }

  const show = (c: Context<DeskEnv>, message: CampaignMessage = { notice: notices[c.req.query('done') ?? ''] }, embed?: EmbedForm) =>
    withCampaign(c, async (campaign) => {
      const canBeDeleted = includesRole(c.var.account.role, 'owner') && campaign.draft !== undefined && (await orUnavailable(`${c.req.method} ${campaignPaths.one}`, findRemovalProblem(store, campaign.id))) === undefined;
      return campaignPage(c.var.account, campaign, { message, wasJustPublished: c.req.query('done') === 'published', canBeDeleted, published: campaigns.get(campaign.id)?.campaign, addressAdvice, embed });
    });

  const redirect = (c: Context<DeskEnv>, id: string, done: string) => c.redirect(`${getCampaignPath(id)}?done=${done}`, 303);

  app.get('/campaigns', (c) => showAll(c));
  app.get('/campaigns/:id', (c) => show(c));

  app.get('/campaigns/:id/embed-code', (c) => {
    const id = c.req.param('id');
    const embed: EmbedForm = { partner: (c.req.query('partner') ?? '').trim(), method: c.req.query('method') ?? '' };
    const published = campaigns.get(id)?.campaign;
    if (!published || isPartnerRefused(published, embed.partner)) return show(c, { status: published ? 422 : 404 }, embed);
    return c.redirect(getCodePath(id, { ...embed }), 303);
  });

  app.post('/campaigns', async (c) => {
    const fields = await readForm(c);
    const get = (name: keyof StartForm) => (fields.get(name) ?? '').trim();
    const form: StartForm = { id: get('id'), title: get('title'), language: get('language') || (fields.get('otherLanguage') ?? '').trim(), kind: get('kind'), organiserName: get('organiserName'), organiserUrl: get('organiserUrl') };
    const { id, title, language, kind, organiserName: name, organiserUrl: url } = form;
    const isComplete = isCampaignKind(kind) && /^https?:/i.test(url);
    if (!isComplete) return showAll(c, form, toStartErrors(form, []), 422);
    const place = { sources: campaigns, exports: store.exports };
    const campaign = { id, title, language, kind, organiser: { name, url } };
    const result = await orUnavailable('POST /desk/campaigns', createCampaign(c.var.audited('campaigns create'), place, campaign, save(c)));
    if (typeof result === 'object') return showAll(c, form, toStartErrors(form, result.invalid.map(({ pointer }) => pointer)), 422);
    if (result !== 'done') return showAll(c, form, takenProblems[result], 409);
    return redirect(c, id, 'started');
  });

  app.post('/campaigns/:id/publish', async (c) => {
    const id = c.req.param('id');
    const revision = readNumber(await readForm(c), 'revision');
    const result = await orUnavailable('POST /desk/campaigns/:id/publish', publish(c.var.audited('campaigns publish'), campaigns, id, { revision, now: now() }));
    if (result === 'done') return redirect(c, id, 'published');
    if (result === 'unknown') return show(c, { problem: 'Nothing was published: the desk has no such campaign.', status: 404 });
    if ('errors' in result) return show(c, { problem: 'Nothing was published: the document has errors.', status: 422 });
    return show(c, { problem: `Nothing was published: ${result.conflict.author} has saved version ${result.conflict.revision}. Look at it, and publish again.`, status: 409 });
  });

  app.post('/campaigns/:id/unpublish', async (c) => {
    const id = c.req.param('id');
    const isDone = await orUnavailable('POST /desk/campaigns/:id/unpublish', unpublish(c.var.audited('campaigns unpublish'), campaigns, id));
    return isDone ? redirect(c, id, 'unpublished') : show(c, { problem: 'The desk does not serve this campaign.', status: 409 });
  });

  const showRemoval = (c: Context<DeskEnv>, problem: string | undefined, status = 200) =>
    withCampaign(c, (campaign) => campaignRemovalPage(c.var.account, campaign, { problem, status }));

  app.get('/campaigns/:id/delete', async (c) => {
    const problem = await orUnavailable('GET /desk/campaigns/:id/delete', findRemovalProblem(store, c.req.param('id')));
    return showRemoval(c, problem && removalProblems[problem]);
  });

  app.post('/campaigns/:id/delete', async (c) => {
    const id = c.req.param('id');
    const revision = readNumber(await readForm(c), 'revision');
    const audited = { campaigns: c.var.audited('campaigns delete').campaigns, exports: store.exports };
    const result = await orUnavailable('POST /desk/campaigns/:id/delete', removeDraft(audited, campaigns, id, revision));
    if (result === 'done') return c.redirect(`${campaignPaths.all}?${new URLSearchParams({ deleted: id })}`, 303);
    if (typeof result === 'string') return showRemoval(c, removalProblems[result], 409);
    return show(c, { problem: `Nothing was deleted: ${result.conflict.author} has saved version ${result.conflict.revision}. Look at it, and delete it again.`, status: 409 });
  });

  app.post('/campaigns/:id/take-over', async (c) => {
    const id = c.req.param('id');
    const result = await orUnavailable('POST /desk/campaigns/:id/take-over', takeOver(c.var.audited('campaigns take over'), campaigns, id, save(c)));
    if (result === 'done') return redirect(c, id, 'taken-over');
    return show(c, { problem: result === 'exists' ? 'The desk has this campaign already.' : 'The folder has no such campaign.', status: 409 });
  });

  const shared: CampaignRouteContext = { ...context, descriptions, withCampaign };
  addCampaignDocumentRoutes(app, shared);
  addCampaignImageRoutes(app, shared);
  addCampaignPartRoutes(app, shared);
  addCampaignTranslationRoutes(app, shared);
  addCampaignPreviewRoutes(app, shared);
}

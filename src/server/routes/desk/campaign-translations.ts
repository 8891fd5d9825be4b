/** The languages of a campaign, and each translation beside its source. */
import type { Context, Hono } from 'hono';
import { isLanguageTag } from '../../../campaign/linter/checks.ts';
import type { Diagnostic } from '../../../campaign/linter/lint-campaign.ts';
import { maxLanguageTagLength, normalizeLanguageTag } from '../../../campaign/language-fallbacks.ts';
import { toJsonPointer } from '../../../campaign/json-pointer.ts';
import { formatRowMessage } from '../../campaign-forms/field-errors.ts';
import { isObject } from '../../../utils/is-object.ts';
import type { JsonObject } from '../../campaign-forms/form-schema.ts';
import { formatDocument } from '../../campaign-forms/part-values.ts';
import { parseDocument, saveEdit, type FormEdit } from '../../campaign-forms/save-edit.ts';
import { createTranslationRows, getTranslation, readTranslation, setTranslation, type TranslationRow } from '../../campaign-forms/translation-rows.ts';
import type { CampaignDescription } from '../../campaigns/describe-campaigns.ts';
import { lintDraft } from '../../campaigns/lint-draft.ts';
import { getTranslationPath, getTranslationsPath } from '../../views/desk/campaign-form-paths.ts';
import { translationPage, translationsPage, type TranslationPageData, type TranslationsPageData } from '../../views/desk/campaign-translations-page.ts';
import { deskErrorPage } from '../../views/desk/layout.ts';
import type { DeskEnv } from './access.ts';
import { readNumber, readSavedNotice, type CampaignRouteContext } from './campaigns.ts';
import { describeEditFailure } from './edit-failure.ts';
import { readForm } from './session.ts';

const getTags = ({ translations }: JsonObject): string[] => (isObject(translations) ? Object.keys(translations) : []);

/** The errors of a translation, at the rows that show them. */
function groupErrors(diagnostics: readonly Diagnostic[], rows: readonly TranslationRow[], language: string): Map<string, string[]> {
  const prefix = toJsonPointer(['translations', language]);
  const errors = diagnostics.filter(({ severity, pointer }) => severity === 'error' && (pointer === prefix || pointer.startsWith(`${prefix}/`)));
  const entries = errors.map((diagnostic) => ({ name: rows.find(({ pointer }) => pointer === diagnostic.pointer)?.name ?? '', text: formatRowMessage(diagnostic) }));
  return new Map([...Map.groupBy(entries, ({ name }) => name)].map(([name, list]) => [name, list.map(({ text }) => text)]));
}

const notices: Partial<Record<string, string>> = { added: 'The language was added. Translate what is missing.', removed: 'The language was removed from the draft.' };

export function addCampaignTranslationRoutes(app: Hono<DeskEnv>, { now, orUnavailable, withCampaign }: CampaignRouteContext): void {
  const getNotice = (c: Context<DeskEnv>, campaign: CampaignDescription) => ({ notice: readSavedNotice(c, campaign) ?? notices[c.req.query('done') ?? ''] });

  function showAll(c: Context<DeskEnv>, campaign: CampaignDescription, more: Partial<TranslationsPageData> = {}): Promise<Response> {
    const document = parseDocument(campaign.text);
    const translations = new Map(getTags(document).map((tag) => [tag, createTranslationRows(document, tag)]));
    return translationsPage(c.var.account, campaign, { translations, message: {}, ...more });
  }

  /** @param document with what was entered; by default, the draft */
  function show(c: Context<DeskEnv>, campaign: CampaignDescription, language: string, document?: JsonObject, more: Partial<TranslationPageData> = {}): Promise<Response> {
    const rows = createTranslationRows(document ?? parseDocument(campaign.text), language);
    const { diagnostics } = document ? lintDraft(campaign.id, formatDocument(document)) : campaign;
    return translationPage(c.var.account, campaign, { language, rows, revision: campaign.draft?.revision, errors: groupErrors(diagnostics, rows, language), message: {}, ...more });
  }

  const withTranslation = (c: Context<DeskEnv>, handle: (campaign: CampaignDescription, language: string) => Response | Promise<Response>) =>
    withCampaign(c, (campaign) => {
      const language = c.req.param('language') ?? '';
      if (getTags(parseDocument(campaign.text)).includes(language)) return handle(campaign, language);
      return deskErrorPage({ title: 'Unknown language', text: 'The campaign is not translated into this language.', account: c.var.account, status: 404, link: { path: getTranslationsPath(campaign.id), text: 'Go to the translations' } });
    });

  const save = (c: Context<DeskEnv>, id: string, edit: FormEdit) =>
    orUnavailable('POST /desk/campaigns/:id/translations', saveEdit(c.var.audited('campaigns save'), id, edit, { author: c.var.account.name, now: now() }));

  app.get('/campaigns/:id/translations', (c) => withCampaign(c, (campaign) => showAll(c, campaign, { message: getNotice(c, campaign) })));

  app.post('/campaigns/:id/translations', async (c) => {
    const language = normalizeLanguageTag(((await readForm(c)).get('language') ?? '').trim());
    return withCampaign(c, async (campaign) => {
      const refuse = (error: string) => showAll(c, campaign, { entered: { language, error } });
      if (!language || language.length > maxLanguageTagLength || !isLanguageTag(language)) return refuse('Enter a language tag, such as km.');
      const document = parseDocument(campaign.text);
      const isSame = (tag: unknown) => typeof tag === 'string' && normalizeLanguageTag(tag).toLowerCase() === language.toLowerCase();
      if (isSame(document['language'])) return refuse('The campaign is written in this language.');
      if (getTags(document).some(isSame)) return refuse('The campaign has this language already.');
      // Someone else may have added it a moment ago.
      const change = (current: JsonObject) => (getTags(current).includes(language) ? current : setTranslation(current, language, {}));
      const result = await save(c, campaign.id, { revision: campaign.draft?.revision ?? 0, pick: () => 0, change });
      if (result !== 'unknown' && 'saved' in result) return c.redirect(`${getTranslationPath(campaign.id, language)}?done=added`, 303);
      return showAll(c, campaign, { message: { problem: 'Nothing was saved: the desk cannot change this campaign.', status: 409 } });
    });
  });

  app.get('/campaigns/:id/translations/:language', (c) => withTranslation(c, (campaign, language) => show(c, campaign, language, undefined, { message: getNotice(c, campaign) })));

  app.post('/campaigns/:id/translations/:language', async (c) => {
    const form = await readForm(c);
    return withTranslation(c, async (campaign, language) => {
      const revision = readNumber(form, 'revision');
      const isRemoval = form.get('do') === 'remove';
      const change = (document: JsonObject) => (isRemoval ? setTranslation(document, language, undefined) : readTranslation(document, language, form));
      // Entries of lists are named by their place, which must not have changed either.
      const pick = (document: JsonObject) => [getTranslation(document, language), createTranslationRows(document, language).map(({ name, pointer }) => [name, pointer])];
      const result = await save(c, campaign.id, { revision, pick, change });
      const entered = isRemoval ? undefined : change(parseDocument(campaign.text));
      if (result === 'unknown' || !('saved' in result)) return show(c, campaign, language, entered, describeEditFailure(result, revision, 'this translation'));
      return c.redirect(isRemoval ? `${getTranslationsPath(campaign.id)}?done=removed` : `${getTranslationPath(campaign.id, language)}?done=saved`, 303);
    });
  });
}

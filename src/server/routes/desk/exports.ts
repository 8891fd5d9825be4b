/** Exports: what a campaign has received leaves as a file. */
import type { Context, Hono } from 'hono';
import { stream } from 'hono/streaming';
import { listCampaigns } from '../../desk/list-campaigns.ts';
import { getContactConsents } from '../../exports/contact.ts';
import { exportCards, exportFormats, exportLetters, isForContact } from '../../exports/export.ts';
import { createLetterMatcher, readLetterFilter } from '../../letters/letter-filter.ts';
import { exportsPage } from '../../views/desk/exports-page.ts';
import type { RouteContext } from '../context.ts';
import type { DeskEnv } from './access.ts';
import { readForm } from './session.ts';

const kinds = { letters: exportLetters, cards: exportCards } as const;
const mediaTypes = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl', osdi: 'application/jsonl', 'osdi-people': 'application/jsonl' } as const;

export function addExportRoutes(app: Hono<DeskEnv>, { campaigns, store, now, orUnavailable }: RouteContext): void {
  async function show(c: Context<DeskEnv>, problem?: string, status = 200): Promise<Response> {
    return exportsPage(c.var.account, await orUnavailable('GET /desk/exports', listCampaigns(campaigns, store)), problem, status);
  }

  app.get('/exports', (c) => show(c));

  app.post('/exports', async (c) => {
    const form = await readForm(c);
    const campaign = form.get('campaign') ?? '';
    const document = campaigns.get(campaign)?.campaign;
    const kind = form.get('kind');
    const format = exportFormats.find((one) => one === form.get('format'));
    if (!document && !(await orUnavailable('POST /desk/exports', store.exports.hasRows(campaign)))) return show(c, 'Choose a campaign.', 422);
    if (kind !== 'letters' && kind !== 'cards') return show(c, 'Choose letters or cards.', 422);
    if (!format) return show(c, 'Choose a format.', 422);
    const forContact = isForContact(format, form.has('contact'));
    if (forContact && !getContactConsents(document).size)
      return show(c, 'Nobody may be contacted: the campaign has no question with the purpose “contact”.', 422);

    const { filter, fault } = readLetterFilter(form);
    if (fault) return show(c, 'The filter of the letters is not valid. Go back to the letters, and search again.', 422);
    const isFiltered = kind === 'letters' && Object.values(filter).some((value) => value !== '');

    // Without the filter itself, which can contain a name.
    const { audit } = c.var.audited(`${kind} export --format ${format}${form.has('contact') ? ' --for contact' : ''}${isFiltered ? ', filtered' : ''}`);
    c.header('Content-Type', mediaTypes[format]);
    c.header('Content-Disposition', `attachment; filename="${campaign}-${kind}.${format === 'csv' ? 'csv' : 'jsonl'}"`);
    c.header('Cache-Control', 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
    return stream(c, async (output) => {
      await kinds[kind]({ audit, exports: store.exports }, { campaign, document, format, forContact, now: now(), ...(isFiltered && { isSelected: createLetterMatcher(filter, document).matches }) }, async (bytes) => {
        if (output.aborted) throw new Error('the download was cancelled');
        // The exporter uses its buffer again, and the stream may keep what it was given.
        await output.write(bytes.slice());
      });
    });
  });
}

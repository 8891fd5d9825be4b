/** Printing: batches of cards, their sheets, and handwritten cards. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context, Hono } from 'hono';
import { isIsoDate } from '../../../campaign/formats.ts';
import { registerPaperCards, undoStep } from '../../cards/card-workflow.ts';
import { isFutureDay } from '../../cards/future-day.ts';
import { derivePaperCardIds, maxPaperCards } from '../../cards/paper-cards.ts';
import type { PrintBatchRow } from '../../db/schema.ts';
import { isShortId } from '../../db/short-id.ts';
import { changeBatch, createBatch, findBatchCards, findRecipients, getBatchNames, type BatchAction, type BatchResult } from '../../print/batches.ts';
import { createPrintJob } from '../../print/print-job.ts';
import { readImages } from '../../print/read-images.ts';
import { findChromium, writePdf } from '../../print/write-pdf.ts';
import { cardSheets } from '../../views/card-sheets.ts';
import { createPolicy } from '../../views/content-security-policy.ts';
import { batchPage } from '../../views/desk/batch-page.ts';
import { deskErrorPage, deskPaths } from '../../views/desk/layout.ts';
import { printPage, type PaperValues, type PrintMessage } from '../../views/desk/print-page.ts';
import type { RouteContext } from '../context.ts';
import type { DeskEnv } from './access.ts';
import { readForm } from './session.ts';

/** Batches in the list. */
const maxBatches = 100;
const actions: readonly BatchAction[] = ['printed', 'delivered', 'undo', 'cancel'];
const maxPlaceLength = 200;

export function addPrintRoutes(app: Hono<DeskEnv>, { campaigns, store, now, orUnavailable, files, searchPath = process.env['PATH'] }: RouteContext): void {
  /** One at a time: each starts a browser. */
  let isWritingPdf = false;
  const getDocuments = () => campaigns.all().map(({ campaign }) => campaign);
  const getToday = () => new Date(now()).toISOString().slice(0, 10);
  const isPossibleDay = (day: string) => isIsoDate(day) && !isFutureDay(day, now());

  async function show(c: Context<DeskEnv>, message?: PrintMessage, values?: PaperValues): Promise<Response> {
    const documents = getDocuments();
    const [recipients, batches] = await Promise.all([findRecipients(store, documents), store.printBatches.findNewest(undefined, maxBatches)]);
    const listed = batches.map((batch) => ({ ...batch, names: getBatchNames(batch, documents) }));
    const people = documents.flatMap(({ id, people = [], postcard }) => (postcard?.to ?? []).map((person) => ({ campaign: id, person, name: people.find((one) => one.id === person)?.name ?? person })));
    return printPage(c.var.account, { recipients, batches: listed, people, today: getToday(), message, values });
  }

  async function create(c: Context<DeskEnv>): Promise<Response> {
    const form = await readForm(c);
    const recipients = (await findRecipients(store, getDocuments())).find(({ campaign, key }) => campaign === form.get('campaign') && key === form.get('to'));
    const id = recipients && (await createBatch(c.var.audited('cards batch create'), recipients, now()));
    return id === undefined ? show(c, { problem: 'There are no such cards to print any more: someone else may have put them into a batch.' }) : c.redirect(`${deskPaths.batch}?id=${id}`, 303);
  }

  const noBatch = (c: Context<DeskEnv>) => deskErrorPage({ title: 'Printing', account: c.var.account, text: 'There is no such batch.', status: 404, link: { path: deskPaths.print, text: 'Go to the batches' } });
  const findBatch = async (id: string | undefined) => (id !== undefined && isShortId(id) ? store.printBatches.find(id) : undefined);

  async function showBatch(c: Context<DeskEnv>, id: string | undefined, message: { notice?: string; problem?: string; day?: string; place?: string; status?: number } = {}): Promise<Response> {
    const batch = await findBatch(id);
    if (!batch) return noBatch(c);
    const cards = await findBatchCards(store, batch.id);
    const documents = getDocuments();
    return batchPage(c.var.account, { batch, names: getBatchNames(batch, documents), cards, job: createPrintJob(cards, documents), mayWritePdf: findChromium(searchPath) !== undefined, today: getToday(), ...message });
  }

  async function change(c: Context<DeskEnv>): Promise<Response> {
    const form = await readForm(c);
    const action = actions.find((one) => one === form.get('action'));
    const batch = await findBatch(form.get('id') ?? '');
    if (!batch) return noBatch(c);
    const [day, place] = [(form.get('day') ?? '').trim(), (form.get('place') ?? '').trim()];
    const values = { day, place, status: 422 };
    if (!action) return showBatch(c, batch.id, { problem: 'Choose what to do.', status: 422 });
    if (action === 'delivered' && !isPossibleDay(day)) return showBatch(c, batch.id, { ...values, problem: 'Enter the day of delivery, which is not in the future.' });
    if (action === 'delivered' && [...place].length > maxPlaceLength) return showBatch(c, batch.id, { ...values, problem: `Enter a place of at most ${maxPlaceLength} characters.` });
    const result = await changeBatch(c.var.audited(`cards batch ${action}`), { id: batch.id, action, day, place: place || undefined, at: now() });
    if (result.outcome === 'conflict') return showBatch(c, batch.id, { problem: 'Someone else has changed this batch in the meantime. You have changed nothing.', status: 409 });
    if (result.outcome === 'too-early') return showBatch(c, batch.id, { ...values, problem: 'Some cards were received or printed after this day, so they cannot have been delivered then.' });
    return showBatch(c, batch.id, { notice: describe(action, result) });
  }

  function sendSheets(page: string, nonce: string, frameAncestors: string): Response {
    const policy = createPolicy({ 'script-src': `'nonce-${nonce}'`, 'style-src': `'nonce-${nonce}'`, 'font-src': 'data:', 'img-src': 'data:', 'frame-ancestors': frameAncestors });
    return new Response(page, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'X-Robots-Tag': 'noindex, nofollow', 'Referrer-Policy': 'no-referrer' } });
  }

  /** @returns the sheets of a batch; a response if there are none */
  async function render(c: Context<DeskEnv>, nonce?: string): Promise<{ batch: PrintBatchRow; page: string } | Response> {
    const batch = await findBatch(c.req.query('id'));
    if (!batch) return noBatch(c);
    const { batches } = createPrintJob(await findBatchCards(store, batch.id), getDocuments());
    const getImage = await readImages(store, files.campaigns, batches.flatMap(({ cards }) => cards));
    const sheets = cardSheets({ batches, day: getToday(), getImage, ...(nonce !== undefined && { nonce }) });
    return { batch, page: String(await sheets) };
  }

  async function showSheets(c: Context<DeskEnv>): Promise<Response> {
    const nonce = randomBytes(16).toString('base64');
    const result = await render(c, nonce);
    if (result instanceof Response) return result;
    return sendSheets(result.page, nonce, "'none'");
  }

  /** The sealed cards of a batch, without what only the organiser's key opens: the page that opens them frames the sheets, and fills it in. */
  async function showSealedSheets(c: Context<DeskEnv>): Promise<Response> {
    const batch = await findBatch(c.req.query('id'));
    if (!batch) return noBatch(c);
    const documents = getDocuments();
    const cards = await findBatchCards(store, batch.id);
    const sealedIds = new Set(createPrintJob(cards, documents).skipped.filter(({ reason }) => reason === 'sealed').map(({ id }) => id));
    const { batches } = createPrintJob(cards.filter(({ id }) => sealedIds.has(id)), documents, { includesSealed: true });
    const designs = documents.find(({ id }) => id === batch.campaign)?.postcard?.designs ?? [];
    const getImage = await readImages(store, files.campaigns, designs.map((image) => ({ image })));
    const nonce = randomBytes(16).toString('base64');
    const sheets = cardSheets({ batches, day: getToday(), getImage, nonce, sealedFronts: designs.map(({ id, alt, src }) => ({ id, alt, src: getImage({ image: { src, alt } }) })) });
    return sendSheets(String(await sheets), nonce, "'self'");
  }

  async function sendPdf(c: Context<DeskEnv>): Promise<Response> {
    const problem = (text: string, status: number) => deskErrorPage({ title: 'PDF', account: c.var.account, text, status, link: { path: deskPaths.print, text: 'Go to the batches' } });
    if (findChromium(searchPath) === undefined) return problem('This server has no Chromium. Open the sheets, and print them from your browser.', 404);
    if (isWritingPdf) return problem('Another PDF is being made. Try again in a minute.', 503);
    isWritingPdf = true;
    const folder = mkdtempSync(join(tmpdir(), 'batch-'));
    try {
      const result = await render(c);
      if (result instanceof Response) return result;
      const file = join(folder, 'cards.pdf');
      await writePdf(result.page, file, searchPath);
      const headers = { 'Content-Type': 'application/pdf', 'Content-Disposition': `attachment; filename="cards-${result.batch.id}.pdf"`, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
      return new Response(readFileSync(file), { headers });
    } finally {
      isWritingPdf = false;
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async function registerPaper(c: Context<DeskEnv>): Promise<Response> {
    const form = await readForm(c);
    const values: PaperValues = { to: form.get('to') ?? '', pile: (form.get('pile') ?? '').trim(), count: (form.get('count') ?? '').trim(), day: (form.get('day') ?? '').trim() };
    const [campaign = '', person = ''] = values.to.split('/');
    const count = /^[1-9]\d{0,3}$/.test(values.count) ? Number(values.count) : 0;
    const isUndo = form.get('action') === 'undo';
    if (!campaigns.get(campaign)?.campaign.postcard?.to.includes(person)) return show(c, { problem: 'Choose a person.' }, values);
    if (!values.pile || [...values.pile].length > maxPlaceLength) return show(c, { problem: `Enter a name for the pile, of at most ${maxPlaceLength} characters.` }, values);
    const ids = derivePaperCardIds(campaign, person, values.pile);
    if (isUndo) {
      const results = await Array.fromAsync(undoStep(c.var.audited('cards undo paper'), (await store.cards.find({ ids, stages: ['received'] })).map(({ id }) => id), now(), 'paper'));
      return show(c, { notice: `${results.filter(({ outcome }) => outcome === 'done').length} cards are not registered any more.` });
    }
    if (!count || count > maxPaperCards) return show(c, { problem: `Enter a number from 1 to ${maxPaperCards}.` }, values);
    if (!isPossibleDay(values.day)) return show(c, { problem: 'Enter the day on which the cards arrived, which is not in the future.' }, values);
    const existing = await registerPaperCards(c.var.audited('cards paper'), { campaign, person, ids: ids.slice(0, count), batchIds: ids, day: values.day, at: now() });
    if (existing.length) return show(c, { problem: `This pile is registered already, with ${existing.length} cards that arrived on ${existing[0]!.day}. Nothing was counted. Choose another name for another pile.` }, values);
    return show(c, { notice: `${count} handwritten ${count === 1 ? 'card is' : 'cards are'} registered. Approve them under Cards.`, registered: values });
  }

  app.get('/print', (c) => orUnavailable('GET /desk/print', show(c)));
  app.post('/print', (c) => orUnavailable('POST /desk/print', create(c)));
  app.get('/print/batch', (c) => orUnavailable('GET /desk/print/batch', showBatch(c, c.req.query('id'))));
  app.post('/print/batch', (c) => orUnavailable('POST /desk/print/batch', change(c)));
  app.get('/print/sheets', (c) => orUnavailable('GET /desk/print/sheets', showSheets(c)));
  app.get('/print/sealed-sheets', (c) => orUnavailable('GET /desk/print/sealed-sheets', showSealedSheets(c)));
  app.get('/print/pdf', (c) => orUnavailable('GET /desk/print/pdf', sendPdf(c)));
  app.post('/print/paper', (c) => orUnavailable('POST /desk/print/paper', registerPaper(c)));
}

function describe(action: BatchAction, result: BatchResult): string {
  const results = 'results' in result ? result.results : [];
  const count = results.filter(({ outcome }) => outcome === 'done' || outcome === 'already').length;
  const rest = results.length - count;
  const others = rest ? ` ${rest} ${rest === 1 ? 'was' : 'were'} left as they are, because their text was deleted or they have been changed.` : '';
  if (action === 'cancel') return 'The batch is cancelled. Its cards can be put into another one.';
  return `${count} ${count === 1 ? 'card is' : 'cards are'} ${action === 'undo' ? 'as before' : `marked as ${action}`}.${others}`;
}

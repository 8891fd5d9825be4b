/** Reading cards, one after another. */
import type { Context, Hono } from 'hono';
import { decideCard } from '../../cards/card-workflow.ts';
import { maxNoteLength, parseDecline, type DeclineProblem } from '../../cards/decline-reasons.ts';
import { countUnread, findCard, findNextCard } from '../../cards/read-cards.ts';
import { isShortId } from '../../db/short-id.ts';
import { cardConflictPage, cardPage } from '../../views/desk/cards-page.ts';
import { deskErrorPage, deskPaths } from '../../views/desk/layout.ts';
import type { RouteContext } from '../context.ts';
import type { DeskEnv } from './access.ts';
import { readForm } from './session.ts';

/** How many cards can be left for later, the first of which then come again. */
const maxSkipped = 50;
const steps = { approve: 'approved', decline: 'declined', undo: 'undo' } as const;
const isAction = (text: string | null): text is keyof typeof steps => text !== null && Object.hasOwn(steps, text);

const problemTexts: Record<DeclineProblem, string> = {
  reason: 'Choose why you decline this card.',
  'note-missing': 'Enter why you decline this card.',
  'note-too-long': `Enter at most ${maxNoteLength} characters.`,
  'note-unexpected': 'Choose either a reason from the list, or another one.',
};

const parseSkipped = (text: string | null | undefined) => (text ?? '').split(',').filter(isShortId).slice(-maxSkipped);

export function addCardRoutes(app: Hono<DeskEnv>, { campaigns, store, now, orUnavailable }: RouteContext): void {
  const getDocuments = () => campaigns.all().map(({ campaign }) => campaign);

  async function show(c: Context<DeskEnv>): Promise<Response> {
    const { account } = c.var;
    const skipped = parseSkipped(c.req.query('skip'));
    const documents = getDocuments();
    const [requested, decided, count] = await Promise.all([findCard(store, documents, c.req.query('card')), findCard(store, documents, c.req.query('decided')), countUnread(store)]);
    const card = requested?.stage === 'received' ? requested : await findNextCard(store, documents, { reader: account.name, skipped });
    return cardPage(account, { card, decided, count, skipped });
  }

  async function decide(c: Context<DeskEnv>): Promise<Response> {
    const form = await readForm(c);
    const [id, action, version] = [form.get('id') ?? '', form.get('action'), form.get('version') ?? ''];
    const { account } = c.var;
    if (!isShortId(id) || !isAction(action) || !/^\d{1,6}$/.test(version))
      return deskErrorPage({ title: 'Cards', account, text: 'This form is incomplete. Nothing was changed.', status: 422, link: { path: deskPaths.cards, text: 'Go to the cards' } });
    const skipped = parseSkipped(form.get('skip'));
    const result = action === 'decline' ? parseDecline(form.get('reason'), form.get('note')) : undefined;
    if (result && 'problem' in result) {
      const [card, count] = await Promise.all([findCard(store, getDocuments(), id), countUnread(store)]);
      if (card?.stage !== 'received') return cardConflictPage(account, card);
      return cardPage(account, { card, decided: undefined, count, skipped, invalidDecline: { problem: problemTexts[result.problem], isAboutNote: result.problem !== 'reason', note: form.get('note') ?? '' } });
    }
    const command = result ? `cards decline --reason ${result.decline.reason}` : `cards ${action}`;
    const isDecided = await decideCard(c.var.audited(command), { id, version: Number(version), step: steps[action], at: now(), decline: result?.decline });
    if (!isDecided) return cardConflictPage(account, await findCard(store, getDocuments(), id));
    const query = new URLSearchParams({ [action === 'undo' ? 'card' : 'decided']: id, ...(skipped.length && { skip: skipped.join(',') }) });
    return c.redirect(`${deskPaths.cards}?${query}`, 303);
  }

  app.get('/cards', (c) => orUnavailable('GET /desk/cards', show(c)));
  app.post('/cards', (c) => orUnavailable('POST /desk/cards', decide(c)));
}

/** Held submissions: released or declined, many at once. */
import type { Context, Hono } from 'hono';
import { formatCursor, parseCursor } from '../../http/cursor.ts';
import { describeHeld } from '../../submissions/describe-held.ts';
import { declineHeld, heldFailures, releaseHeld, type HeldResult } from '../../submissions/held-submissions.ts';
import { heldPage, type HeldMessage } from '../../views/desk/held-page.ts';
import type { RouteContext } from '../context.ts';
import type { DeskEnv } from './access.ts';
import { readForm } from './session.ts';

const pageSize = 50;

export function addHeldRoutes(app: Hono<DeskEnv>, { campaigns, store, sendsLetters, orUnavailable }: RouteContext): void {
  async function show(c: Context<DeskEnv>, message?: HeldMessage, status = 200): Promise<Response> {
    const after = parseCursor(c.req.query('after'));
    const rows = await orUnavailable(
      'GET /desk/held',
      store.held.find({ undecided: true, after: after && { received_at: after.instant, held_id: after.id }, limit: pageSize + 1 }),
    );
    const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
    const next = last && formatCursor({ instant: last.received_at, id: last.held_id });
    return heldPage(c.var.account, { submissions: rows.slice(0, pageSize).map(describeHeld), next, message, status });
  }

  app.get('/held', (c) => show(c));

  app.post('/held', async (c) => {
    const form = await readForm(c);
    const decision = form.get('decision');
    const ids = [...new Set(form.getAll('id'))].slice(0, pageSize);
    if (!ids.length) return show(c, { problem: 'Choose at least one submission.' }, 422);
    if (decision !== 'release' && decision !== 'decline') return show(c, { problem: 'Choose what to do.' }, 422);
    const audited = c.var.audited(`held ${decision}`);
    const deps = { store: audited, campaigns: campaigns.all().map(({ campaign }) => campaign), sendsLetters };
    const results = decision === 'release' ? releaseHeld(deps, ids) : declineHeld(audited, ids);
    return show(c, await orUnavailable('POST /desk/held', summarize(results, decision === 'release' ? 'released' : 'declined')));
  });
}

async function summarize(results: AsyncIterable<HeldResult>, verdict: string): Promise<HeldMessage> {
  let count = 0;
  const failures: string[] = [];
  for await (const { id, outcome } of results) {
    if (outcome === 'done') count++;
    else failures.push(outcome === 'already' ? `${id}: it has already been ${verdict}` : `${id}: ${heldFailures[outcome]}`);
  }
  return { notice: `${count} ${verdict}.`, failures };
}

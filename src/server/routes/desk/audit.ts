/** What organisers have done. */
import type { Hono } from 'hono';
import { formatCursor, parseCursor } from '../../http/cursor.ts';
import { auditPage } from '../../views/desk/audit-page.ts';
import type { RouteContext } from '../context.ts';
import type { DeskEnv } from './access.ts';

const pageSize = 100;

export function addAuditRoutes(app: Hono<DeskEnv>, { store, orUnavailable }: RouteContext): void {
  app.get('/audit', async (c) => {
    const before = parseCursor(c.req.query('before'));
    const rows = await orUnavailable('GET /desk/audit', store.audit.findNewest(before && { recorded_at: before.instant, id: before.id }, pageSize + 1));
    const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
    const entries = rows.slice(0, pageSize).map(({ recorded_at: time, ids, ...row }) => ({ ...row, time, ids: JSON.parse(ids) as string[] }));
    return auditPage(c.var.account, entries, last && formatCursor({ instant: last.recorded_at, id: last.id }));
  });
}

/** Every route of the desk, tried with every role and without one. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { join } from 'node:path';
import { deskRoles } from '../../../src/server/db/desk-rows.ts';
import { createSqliteDialect } from '../../../src/server/db/sqlite.ts';
import { openStore, type Store } from '../../../src/server/db/store.ts';
import { minimumRoles } from '../../../src/server/routes/desk/access.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { createEmptyApp } from '../support/test-server.ts';
import { createTestDesk, type TestDesk } from './support.ts';

const app = createEmptyApp();
const routes = [...new Set(app.routes.filter(({ method, path }) => method !== 'ALL' && /^\/desk(\/|$)/.test(path)).map(({ method, path }) => `${method} ${path}`))];

describe('the roles of the desk', () => {
  let store: Store;
  let desk: TestDesk;
  before(async () => {
    store = await openStore(createSqliteDialect(join(createTempFolder(), 'test.sqlite')));
    desk = createTestDesk(store);
  });
  after(() => store.close());

  it('are declared for every route, and for no other', () => {
    assert.ok(routes.length > 5);
    assert.deepEqual(Object.keys(minimumRoles).sort(), routes.toSorted());
  });

  for (const route of routes) {
    const [method, path] = route.split(' ') as [string, string];
    const minimumRole = minimumRoles[route]!;
    for (const role of deskRoles) {
      const isAllowed = minimumRole === 'anyone' || deskRoles.indexOf(role) >= deskRoles.indexOf(minimumRole);
      it(`${isAllowed ? 'allow' : 'forbid'} ${route} for the ${role}`, async () => {
        const visitor = await desk.visitAs(`${role} of ${route}`, role);
        const { status, text } = await (method === 'GET' ? visitor.get(path) : visitor.post(path));
        assert.equal(status === 403 && text.includes('Not allowed'), !isAllowed, `${status}: ${text}`);
        assert.ok(status < 500);
      });
    }

    it(`${minimumRole === 'anyone' ? 'allow' : 'forbid'} ${route} without an account`, async () => {
      for (const cookie of [undefined, 'desk=', `desk=${'a'.repeat(32)}`]) {
        const visitor = desk.visit(cookie);
        const { status, headers, text } = await (method === 'GET' ? visitor.get(path) : visitor.post(path));
        const isRefused = method === 'GET' ? status === 303 && headers.get('Location') === '/desk/sign-in' : status === 403 && text.includes('You are not signed in');
        assert.equal(isRefused, minimumRole !== 'anyone', `${status}: ${text}`);
      }
    });
  }

  it('do not hide that an address does not exist', async () => {
    assert.equal((await desk.visit().get('/desk/none')).status, 404);
  });
});

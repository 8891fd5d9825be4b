/** Signing in to the desk of a server under test. */
import assert from 'node:assert/strict';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { AppOptions } from '../../../src/server/app.ts';
import type { DeskRole } from '../../../src/server/db/desk-rows.ts';
import type { Store } from '../../../src/server/db/store.ts';
import { invite } from '../../../src/server/desk/accounts.ts';
import { createTestServer, type TestResponse, type TestServer } from '../support/test-server.ts';

export const origin = 'http://localhost';

/** A browser that has the cookie of one account, or none. */
export interface Visitor {
  get: (path: string) => Promise<TestResponse>;
  /** Sends a form of the desk. */
  post: (path: string, fields?: Record<string, string> | [string, string][], headers?: Record<string, string>) => Promise<TestResponse>;
}

export interface TestDesk {
  server: TestServer;
  /** @returns the code of a new link */
  invite: (name: string, role: DeskRole) => Promise<string>;
  postCode: (code: string, headers?: Record<string, string>) => Promise<TestResponse>;
  /** @returns the cookie */
  signIn: (name: string, role: DeskRole) => Promise<string>;
  visit: (cookie?: string) => Visitor;
  /** Signs in. */
  visitAs: (name: string, role: DeskRole) => Promise<Visitor>;
}

export function createTestDesk(store: Store, campaigns: readonly Campaign[] = [], options: Partial<AppOptions> = {}): TestDesk {
  const server = createTestServer(store, campaigns, options);
  const pageHeaders = { Accept: 'text/html', Origin: options.publicOrigin ?? origin };
  const post: Visitor['post'] = (path, fields = {}, headers = {}) => {
    const body = new URLSearchParams(fields).toString();
    return server.request(path, { method: 'POST', headers: { ...pageHeaders, 'Content-Type': 'application/x-www-form-urlencoded', ...headers }, body });
  };
  const desk: TestDesk = {
    server,
    async invite(name, role) {
      const result = await invite(store, { name, role, origin, now: server.time });
      assert.ok('url' in result);
      return result.url.split('#')[1]!;
    },
    postCode: (code, headers) => post('/desk/sign-in', { code }, headers),
    async signIn(name, role) {
      const { status, headers } = await desk.postCode(await desk.invite(name, role));
      assert.equal(status, 303);
      return headers.get('Set-Cookie')!.split(';')[0]!;
    },
    visit: (cookie) => {
      const cookies: Record<string, string> = cookie === undefined ? {} : { Cookie: cookie };
      return {
        get: (path) => server.request(path, { headers: { ...pageHeaders, ...cookies } }),
        post: (path, fields, headers) => post(path, fields, { ...cookies, ...headers }),
      };
    },
    visitAs: async (name, role) => desk.visit(await desk.signIn(name, role)),
  };
  return desk;
}

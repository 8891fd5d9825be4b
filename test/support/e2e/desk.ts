/** Signing in to the organiser's desk. */
import type { BrowserContext } from 'playwright-core';
import type { TestServer } from './server.ts';

export type DeskRole = 'owner' | 'moderator' | 'reader';

/** Makes an account, and returns the code of its sign-in link. */
export async function inviteToDesk(server: TestServer, name: string, role: DeskRole = 'owner'): Promise<string> {
  return (await server.runCli('desk', 'invite', '--role', role, '--name', name)).trim().split('#')[1]!;
}

/** Cookies by server and role: a new account takes a process of the command line. */
const sessions = new Map<string, Promise<string>>();

async function startSession(server: TestServer, role: DeskRole): Promise<string> {
  const response = await fetch(`${server.url}/desk/sign-in`, {
    method: 'POST',
    headers: { Origin: server.url },
    body: new URLSearchParams({ code: await inviteToDesk(server, `Test ${role}`, role) }),
    redirect: 'manual',
  });
  const [cookie] = response.headers.getSetCookie();
  if (!cookie) throw new Error(`signing in as ${role} failed with ${response.status}`);
  return /=([^;]*)/.exec(cookie)![1]!;
}

/** Signs all pages of a browser context in. Contexts with the same role share an account. */
export async function signInToDesk(context: BrowserContext, server: TestServer, role: DeskRole = 'owner'): Promise<void> {
  const key = `${server.url} ${role}`;
  const session = sessions.get(key) ?? startSession(server, role);
  sessions.set(key, session);
  await context.addCookies([{ name: 'desk', value: await session, url: server.url }]);
}

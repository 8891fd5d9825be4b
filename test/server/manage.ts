/** Requests that the page behind a manage link sends. */
import type { StoredRecord } from '../../src/server/privacy/stored-submissions.ts';
import type { TestResponse, TestServer } from './support/test-server.ts';

/** The secret of a link. */
export const getSecret = (link: string | undefined): string => new URL(link!).hash.slice(1);

export const postJson = (server: TestServer, path: string, body: unknown): Promise<TestResponse> =>
  server.request(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

export const postForm = (server: TestServer, path: string, fields: Record<string, string>): Promise<TestResponse> =>
  server.request(path, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() });

export type ManagedRecord = StoredRecord & { secret: string };

/** What a secret opens, as JSON. */
export async function fetchRecords(server: TestServer, secret: string): Promise<ManagedRecord[]> {
  const { body } = await postJson(server, '/manage/submissions', { secret });
  return (body as unknown as { submissions: ManagedRecord[] }).submissions;
}

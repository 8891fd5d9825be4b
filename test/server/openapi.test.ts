/** The OpenAPI description, compared with the routes of the app. */
import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { problemTypes } from '../../src/campaign/schema/problem.schema.ts';
import { close, createHttpServer, defaultLimits, listen } from '../../src/server/http-server.ts';
import { createLetterCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createTempFolder } from './support/temp-folder.ts';
import { createEmptyApp, createTestServer } from './support/test-server.ts';

const folder = createTempFolder();
const version = '9.9.9';
const app = createEmptyApp({ campaigns: folder, web: folder, version, releases: folder, demo: folder });

/** Parts of other pages, and the demo. The desk is for people only. */
const undocumented = ['/page.css', '/favicon.svg', '/favicon.ico', '/embed-code.css', '/embed-code/preview', '/demo', '/demo/{file}'];
/** Paths that hono's syntax cannot express. */
const documentedPaths: Record<string, string> = { '/campaigns/{id}': '/campaigns/{id}.json' };

/** The path of a route in the syntax of OpenAPI. */
function toOpenApiPath(path: string): string {
  const template = path.replace(/:(\w+)(\{.*?\})?(?=\/|$)/g, '{$1}').replace(/\*$/, '{file}').replace(`/${version}/`, '/{version}/');
  return documentedPaths[template] ?? template;
}

interface Description {
  openapi: string;
  paths: Record<string, Record<string, { parameters?: { name: string; in: string }[]; responses: Record<string, { headers?: Record<string, object> }> }>>;
  components: { headers: Record<string, { schema: { pattern: string } }>; schemas: Record<string, { required: string[]; properties: Record<string, unknown> }> };
}

describe('openapi.json', async () => {
  const { body } = await createTestServer(createMemoryStore(), [createLetterCampaign()]).request('/openapi.json');
  const { openapi, paths, components } = body as unknown as Description;

  it('describes every method of every route of the app, and no other', () => {
    // Middleware belongs to all methods.
    const routes = app.routes.filter(({ method }) => !['OPTIONS', 'ALL'].includes(method)).map(({ method, path }) => `${method} ${toOpenApiPath(path)}`);
    const described = Object.entries(paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`));
    const isDocumented = (route: string) => !undocumented.includes(route.split(' ')[1]!) && !/ \/desk(\/|$)/.test(route);
    assert.deepEqual([...new Set(routes)].filter(isDocumented).sort(), described.sort());
  });

  it('describes every parameter in a path', () => {
    for (const [path, operations] of Object.entries(paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters = [] } of Object.values(operations)) assert.deepEqual(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name), names, path);
    }
  });

  it('contains the schemas that are validated, and no reference to another', () => {
    assert.equal(openapi, '3.1.0');
    const { Submission, Campaign } = components.schemas;
    assert.deepEqual(Submission!.required, ['id', 'kind', 'language']);
    assert.deepEqual(Campaign!.required, ['version', 'id', 'language', 'title', 'organiser']);
    for (const [, name] of JSON.stringify(body).matchAll(/"#\/components\/schemas\/(\w+)"/g)) assert.ok(name! in components.schemas, name);
  });

  it('says that every response names the id of its request, as it does', async () => {
    const { headers } = components;
    for (const operations of Object.values(paths))
      for (const { responses } of Object.values(operations))
        for (const response of Object.values(responses)) assert.deepEqual(response.headers?.['X-Request-Id'], { $ref: '#/components/headers/RequestId' });
    const server = createHttpServer(app, defaultLimits);
    await listen(server, 0, '127.0.0.1');
    const { port } = server.address() as AddressInfo;
    for (const path of ['/healthz', '/nothing']) assert.match((await fetch(`http://127.0.0.1:${port}${path}`)).headers.get('X-Request-Id')!, new RegExp(headers['RequestId']!.schema.pattern));
    await close(server);
  });

  it('lists the responses to a submission, and every type of problem', () => {
    const { responses } = paths['/campaigns/{id}/submissions']!['post']!;
    assert.deepEqual(Object.keys(responses), ['200', '201', '202', '303', '400', '403', '404', '409', '410', '413', '415', '422', '428', '429', '503']);
    const { description } = components.schemas['Problem']!.properties['type'] as { description: string };
    assert.deepEqual(description.match(/(?<=`)[a-z-]+(?=`)/g), problemTypes);
    assert.ok(problemTypes.includes('proof-required'));
  });
});

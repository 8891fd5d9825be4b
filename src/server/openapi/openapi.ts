/** The OpenAPI 3.1 description of the server, with the schemas that it validates against. */
import { apiSchemas } from '../../campaign/schema/json-schema.ts';
import { campaignPathItems } from './campaign-path-items.ts';
import { managePathItems } from './manage-path-items.ts';
import type { Json } from './operations.ts';
import { pagePathItems } from './page-path-items.ts';
import { webhooks } from './webhooks.ts';

interface Operation {
  responses: Record<string, { headers?: Json }>;
}

const requestId = {
  description: 'The id of the request, which a line of the log about it names; the one that a trusted proxy has sent, if it is well-formed',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{8,64}$' },
};

/** Every response names the id of its request. */
const addRequestIds = (paths: Record<string, Record<string, Operation>>): Json =>
  mapValues(paths, (operations) =>
    mapValues(operations, (operation) => ({
      ...operation,
      responses: mapValues(operation.responses, (response) => ({ ...response, headers: { ...response.headers, 'X-Request-Id': { $ref: '#/components/headers/RequestId' } } })),
    })),
  );

const mapValues = <Value, Result>(values: Record<string, Value>, map: (value: Value) => Result): Record<string, Result> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));

/** @param version the version of this package */
export function createOpenApi(version: string): Record<string, unknown> {
  return {
    openapi: '3.1.0',
    info: { title: 'Action Widgets server', version, license: { name: 'MIT', identifier: 'MIT' } },
    paths: addRequestIds({ ...campaignPathItems, ...managePathItems, ...pagePathItems } as Record<string, Record<string, Operation>>),
    webhooks,
    components: { schemas: apiSchemas(), headers: { RequestId: requestId } },
  };
}

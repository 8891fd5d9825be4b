/** The endpoint described for machines, OpenAPI 3.1, with the shapes as they are checked. */
import { apiSchemas } from '../campaign/schema/json-schema.ts';
import { toProblem, type ProblemInput } from './problems.ts';
import { defaultPageSize, maxMessages } from './messages/list-messages.ts';

type Json = Record<string, unknown>;

const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const body = (type: string, schema: Json) => ({ content: { [type]: { schema } } });
const html = body('text/html', { type: 'string' });
const text = { type: 'string' };

const parameter = (name: string, where: 'path' | 'query' | 'header', description: string) => ({
  name,
  in: where,
  required: where === 'path',
  description,
  schema: text,
});
const id = parameter('id', 'path', 'Of the campaign');

const ok = (description: string, content: Json) => ({ 200: { description, ...content } });
const notModified = {
  304: { description: 'The client has it already: `If-None-Match` named its `ETag`' },
};

/** The answers of these refusals, by status. */
function problemResponses(...types: ProblemInput['type'][]): Json {
  const responses: Record<number, { description: string }> = {};
  for (const type of types) {
    const { status, title } = toProblem({ type, ...(type === 'invalid' && { errors: [] }) });
    const description = responses[status] ? `${responses[status].description}, or: ${title}` : title;
    responses[status] = { description, ...body('application/problem+json', schemaRef('Problem')) };
  }
  return responses;
}

/** What stands beside the documents, and the built files. */
const file = (description: string) => ({
  get: {
    summary: description,
    parameters: [parameter('file', 'path', 'Its name')],
    responses: {
      ...ok('The file', body('application/octet-stream', { type: 'string', format: 'binary' })),
      ...notModified,
      ...problemResponses('not-found'),
    },
  },
});

const counter = (type: string, summary: string) => ({
  get: {
    summary,
    parameters: [
      id,
      parameter('person', 'query', 'The `id` of one; all of them if it is not said'),
      parameter('lang', 'query', 'BCP 47; the document’s own language if it is not said'),
      parameter('theme', 'query', '`light` or `dark`; `auto` is light'),
      parameter('now', 'query', 'ISO 8601 with an offset: the day that is counted to'),
      parameter('format', 'query', '`wide` (1200 × 630), `square` (1080 × 1080) or `tall` (1080 × 1920); wide if it is not said'),
    ],
    responses: {
      ...ok('The picture, fresh until midnight where they are held, at most five minutes', body(type, { type: 'string' })),
      ...notModified,
      ...problemResponses('bad-query', 'unknown-campaign', 'not-found', 'too-many', 'unavailable'),
    },
  },
});

const qr = (type: string, summary: string) => ({
  get: {
    summary,
    parameters: [
      id,
      parameter('lang', 'query', 'BCP 47'),
      parameter('partner', 'query', 'Slug of the partner who hangs it up'),
      parameter('kind', 'query', '`letter` or `postcard`'),
    ],
    responses: { ...ok('The code, with its quiet zone', body(type, { type: 'string' })), ...notModified, ...problemResponses('unknown-campaign') },
  },
});

/** @param version of the software */
export function createOpenApi(version: string): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'Action Widgets endpoint', version, license: { name: 'MIT', identifier: 'MIT' } },
    paths: {
      '/campaigns/{id}.json': {
        get: {
          summary: 'A campaign document',
          parameters: [id],
          responses: {
            ...ok('The document', body('application/json', schemaRef('Campaign'))),
            ...notModified,
            ...problemResponses('unknown-campaign'),
          },
        },
      },
      '/campaigns/{file}': file('Pictures and other files beside the documents'),
      '/campaigns/{id}/counts.json': {
        get: {
          summary: 'The public numbers',
          parameters: [id],
          responses: {
            ...ok('Computed afresh; caches may keep it for 15 seconds', body('application/json', schemaRef('Counts'))),
            ...problemResponses('unknown-campaign', 'unavailable'),
          },
        },
      },
      '/campaigns/{id}/messages.json': {
        get: {
          summary: 'Messages on cards that somebody has read and approved, and whose sender allowed it; newest first',
          parameters: [
            id,
            parameter('after', 'query', 'The `next` of the page before'),
            parameter('limit', 'query', `How many, 1 to ${maxMessages}; ${defaultPageSize} if it is not said`),
          ],
          responses: {
            ...ok('A page of them; caches may keep it for 15 seconds', body('application/json', schemaRef('Messages'))),
            ...problemResponses('unknown-campaign', 'invalid', 'unavailable'),
          },
        },
      },
      '/campaigns/{id}/counter.svg': counter('image/svg+xml', 'The day count as a picture whose words and digits are text'),
      '/campaigns/{id}/counter.png': counter('image/png', 'The same picture as pixels'),
      '/campaigns/{id}/submissions': {
        post: {
          summary: 'Takes a submission, once',
          parameters: [id, parameter('Idempotency-Key', 'header', 'The submission’s id again, for servers')],
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: schemaRef('Submission') },
              'text/plain': { schema: schemaRef('Submission') },
              'application/x-www-form-urlencoded': {
                schema: {
                  type: 'object',
                  description: 'A plain form, its fields named by pointer, such as `person/name`; answered with pages',
                  additionalProperties: text,
                },
              },
            },
          },
          responses: {
            200: { description: 'Received before: the first receipt', ...body('application/json', schemaRef('Receipt')) },
            201: { description: 'Stored and counted', ...body('application/json', schemaRef('Receipt')) },
            303: { description: 'To a plain form: the page of thanks' },
            400: { description: 'Not JSON', ...body('application/problem+json', schemaRef('Problem')) },
            ...problemResponses('forbidden-origin', 'not-open', 'unknown-campaign', 'conflict', 'closed'),
            ...problemResponses('too-large', 'unsupported-type', 'invalid', 'unavailable'),
          },
        },
      },
      '/a/{id}': {
        get: {
          summary: 'The action as a page of its own, which works without scripts',
          parameters: [
            id,
            parameter('lang', 'query', 'BCP 47'),
            parameter('partner', 'query', 'Slug of the partner who leads here'),
            parameter('kind', 'query', '`letter` or `postcard`'),
            parameter('thanks', 'query', 'The page after a plain form was taken'),
          ],
          responses: { ...ok('The page', html), 404: { description: 'Unknown campaign', ...html } },
        },
      },
      '/a/{id}/qr.svg': qr('image/svg+xml', 'The address of that page as a QR code'),
      '/a/{id}/qr.png': qr('image/png', 'The same code as pixels'),
      '/embed/{id}/{kind}': {
        get: {
          summary: 'The same bare, for a frame on any page, which it tells its height as `{type: "action-height", version: 1, height}`',
          parameters: [
            id,
            parameter('kind', 'path', '`letter`, `postcard` or `counter`'),
            parameter('lang', 'query', 'BCP 47'),
            parameter('partner', 'query', 'Slug of the partner whose page it stands on'),
            parameter('theme', 'query', '`light` or `dark`, on a ground of its own; `auto` follows the reader and is transparent by day'),
            ...['person', 'unit', 'now'].map((name) => parameter(name, 'query', `Of a counter: its attribute \`${name}\``)),
            parameter('thanks', 'query', 'The page after a plain form was taken'),
          ],
          responses: { ...ok('The page', html), 404: { description: 'There is no such action', ...html } },
        },
      },
      '/v1/{file}': file('The built files of this version'),
      '/{version}/{file}': file('The built files of one version, for good'),
      '/openapi.json': {
        get: { summary: 'This', responses: { ...ok('OpenAPI 3.1', body('application/json', { type: 'object' })), ...notModified } },
      },
      '/healthz': {
        get: {
          summary: 'Whether submissions can be stored',
          responses: {
            ...ok('They can', body('application/json', { type: 'object', properties: { status: { const: 'ok' } } })),
            ...problemResponses('unavailable'),
          },
        },
      },
    },
    components: { schemas: apiSchemas() },
  };
}

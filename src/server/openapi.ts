/** The OpenAPI 3.1 description of the server, with the schemas that it validates against. */
import { apiSchemas } from '../campaign/schema/json-schema.ts';
import { toProblem, type ProblemInput } from './problems.ts';
import { defaultPageSize, maxMessages } from './messages/list-messages.ts';

type Json = Record<string, unknown>;

const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const body = (type: string, schema: Json) => ({ content: { [type]: { schema } } });
const html = body('text/html', { type: 'string' });
const text = { type: 'string' };

const parameter = (name: string, location: 'path' | 'query' | 'header', description: string) => ({
  name,
  in: location,
  required: location === 'path',
  description,
  schema: text,
});
const id = parameter('id', 'path', 'Campaign id');

const ok = (description: string, content: Json) => ({ 200: { description, ...content } });
const notModified = {
  304: { description: 'Not modified: `If-None-Match` contains the current `ETag`' },
};

/** The responses for these problem types, by status. */
function problemResponses(...types: ProblemInput['type'][]): Json {
  const responses: Record<number, { description: string }> = {};
  for (const type of types) {
    const { status, title } = toProblem({ type, ...(type === 'invalid' && { errors: [] }) });
    const description = responses[status] ? `${responses[status].description}, or: ${title}` : title;
    responses[status] = { description, ...body('application/problem+json', schemaRef('Problem')) };
  }
  return responses;
}

/** Static files: those next to the documents, and the built ones. */
const file = (description: string) => ({
  get: {
    summary: description,
    parameters: [parameter('file', 'path', 'File name')],
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
      parameter('person', 'query', 'The `id` of one person; default: all of them'),
      parameter('lang', 'query', 'BCP 47 language tag; default: the language of the document'),
      parameter('theme', 'query', '`light` (default) or `dark`; `auto` means light'),
      parameter('now', 'query', 'The time to count to, ISO 8601 with an offset'),
      parameter('format', 'query', '`wide` (1200 × 630), `square` (1080 × 1080) or `tall` (1080 × 1920); default: `wide`'),
    ],
    responses: {
      ...ok('The image; caches may keep it until midnight at the place of detention, at most for five minutes', body(type, { type: 'string' })),
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
      parameter('lang', 'query', 'BCP 47 language tag'),
      parameter('partner', 'query', 'Slug of the partner that displays the code'),
      parameter('kind', 'query', '`letter` or `postcard`'),
    ],
    responses: { ...ok('The QR code, with its quiet zone', body(type, { type: 'string' })), ...notModified, ...problemResponses('unknown-campaign') },
  },
});

/** @param version the version of this package */
export function createOpenApi(version: string): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'Action Widgets server', version, license: { name: 'MIT', identifier: 'MIT' } },
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
      '/campaigns/{file}': file('Images and other files next to the documents'),
      '/campaigns/{id}/counts.json': {
        get: {
          summary: 'The public counts',
          parameters: [id],
          responses: {
            ...ok('The current counts; caches may keep them for 15 seconds', body('application/json', schemaRef('Counts'))),
            ...problemResponses('unknown-campaign', 'unavailable'),
          },
        },
      },
      '/campaigns/{id}/messages.json': {
        get: {
          summary: 'Messages from approved cards whose senders agreed to publication, newest first',
          parameters: [
            id,
            parameter('after', 'query', 'The `next` value of the previous page'),
            parameter('limit', 'query', `Messages per page, 1 to ${maxMessages}; default: ${defaultPageSize}`),
          ],
          responses: {
            ...ok('A page of messages; caches may keep it for 15 seconds', body('application/json', schemaRef('Messages'))),
            ...problemResponses('bad-query', 'unknown-campaign', 'unavailable'),
          },
        },
      },
      '/campaigns/{id}/counter.svg': counter('image/svg+xml', 'The day count as an image that contains its text as text'),
      '/campaigns/{id}/counter.png': counter('image/png', 'The same image as PNG'),
      '/campaigns/{id}/submissions': {
        post: {
          summary: 'Stores a submission once, however often it is sent',
          parameters: [id, parameter('Idempotency-Key', 'header', 'The id of the submission; optional, and must match the body')],
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: schemaRef('Submission') },
              'text/plain': { schema: schemaRef('Submission') },
              'application/x-www-form-urlencoded': {
                schema: {
                  type: 'object',
                  description: 'An HTML form whose fields are named by JSON pointer, such as `person/name`; the responses are HTML pages',
                  additionalProperties: text,
                },
              },
            },
          },
          responses: {
            200: { description: 'Already stored: the original receipt', ...body('application/json', schemaRef('Receipt')) },
            201: { description: 'Stored and counted', ...body('application/json', schemaRef('Receipt')) },
            303: { description: 'For an HTML form: redirect to the thank-you page' },
            400: { description: 'Not JSON', ...body('application/problem+json', schemaRef('Problem')) },
            ...problemResponses('forbidden-origin', 'not-open', 'unknown-campaign', 'conflict', 'closed'),
            ...problemResponses('too-large', 'unsupported-type', 'invalid', 'unavailable'),
          },
        },
      },
      '/a/{id}': {
        get: {
          summary: 'The campaign’s page, which works without JavaScript',
          parameters: [
            id,
            parameter('lang', 'query', 'BCP 47 language tag'),
            parameter('partner', 'query', 'Slug of the partner that links here'),
            parameter('kind', 'query', '`letter` or `postcard`'),
            parameter('thanks', 'query', 'Shows the thank-you page that follows an HTML form'),
          ],
          responses: { ...ok('The page', html), 404: { description: 'Unknown campaign', ...html } },
        },
      },
      '/a/{id}/qr.svg': qr('image/svg+xml', 'The URL of that page as a QR code'),
      '/a/{id}/qr.png': qr('image/png', 'The same code as PNG'),
      '/embed/{id}/{kind}': {
        get: {
          summary: 'The same without page header, for an iframe; posts its height to the parent page as `{type: "action-height", version: 1, height}`',
          parameters: [
            id,
            parameter('kind', 'path', '`letter`, `postcard` or `counter`'),
            parameter('lang', 'query', 'BCP 47 language tag'),
            parameter('partner', 'query', 'Slug of the partner whose page contains the iframe'),
            parameter('theme', 'query', '`light` or `dark`, each with its own background; `auto` follows the visitor’s preference, with a transparent background in light mode'),
            ...['person', 'unit', 'now'].map((name) => parameter(name, 'query', `For a counter: the attribute \`${name}\``)),
            parameter('thanks', 'query', 'Shows the thank-you page that follows an HTML form'),
          ],
          responses: { ...ok('The page', html), 404: { description: 'Unknown campaign, or one without this action', ...html } },
        },
      },
      '/v1/{file}': file('The built files of the latest compatible version'),
      '/{version}/{file}': file('The built files of one version, which never change'),
      '/openapi.json': {
        get: { summary: 'This description', responses: { ...ok('OpenAPI 3.1', body('application/json', { type: 'object' })), ...notModified } },
      },
      '/healthz': {
        get: {
          summary: 'Whether submissions can be stored',
          responses: {
            ...ok('Submissions can be stored', body('application/json', { type: 'object', properties: { status: { const: 'ok' } } })),
            ...problemResponses('unavailable'),
          },
        },
      },
    },
    components: { schemas: apiSchemas() },
  };
}

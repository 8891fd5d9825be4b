/** The paths of a campaign's data: its document, counts, messages, images and submissions. */
import { defaultPageSize, maxMessages } from '../messages/list-messages.ts';
import { body, file, id, notModified, ok, parameter, problemResponses, schemaRef, text } from './operations.ts';

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

/** What waited on a supporter's device arrives in an envelope. */
const submissionOrEnvelope = { oneOf: [schemaRef('Submission'), schemaRef('Envelope')] };

export const campaignPathItems = {
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
  '/campaigns/{id}/images/{name}': {
    get: {
      summary: 'An image of a campaign that was written on the desk',
      parameters: [id, parameter('name', 'path', 'File name')],
      responses: {
        ...ok('The image; caches may keep it for ever', body('image/*', { type: 'string', format: 'binary' })),
        ...notModified,
        ...problemResponses('not-found', 'unavailable'),
      },
    },
  },
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
  '/campaigns/{id}/preview.png': {
    get: {
      summary: 'The image in previews of a link to the campaign’s page, 1200 × 630: its title, with the people and their day count if it has any',
      parameters: [
        id,
        parameter('lang', 'query', 'A language of the document; default: its own'),
        parameter('v', 'query', 'The version, as the page’s `og:image` names it'),
      ],
      responses: {
        ...ok('The image; caches may keep the current version for ever, and any other at most for five minutes', body('image/png', text)),
        ...notModified,
        ...problemResponses('unknown-campaign', 'not-found', 'too-many', 'unavailable'),
      },
    },
  },
  '/campaigns/{id}/challenge': {
    get: {
      summary: 'A challenge, whose solution a submission can bring as its `proof`: the challenge and the solution as JSON in base64, as altcha defines them',
      parameters: [id],
      responses: {
        ...ok('A new challenge, which no cache keeps', body('application/json', schemaRef('Challenge'))),
        ...problemResponses('unknown-campaign', 'unavailable'),
      },
    },
  },
  '/campaigns/{id}/submissions': {
    post: {
      summary: 'Stores a submission once, however often it is sent',
      parameters: [id, parameter('Idempotency-Key', 'header', 'The id of the submission; optional, and must match the body')],
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: submissionOrEnvelope },
          'text/plain': { schema: submissionOrEnvelope },
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
        201: { description: 'Stored and counted; with `confirm`, it is counted once its sender has confirmed it by email', ...body('application/json', schemaRef('Receipt')) },
        202: {
          description:
            'Stored, and counted once a moderator has released it: an envelope that arrived after the campaign had closed or changed, or more submissions of one sender than its limit allows',
          ...body('application/json', schemaRef('HeldReceipt')),
        },
        303: { description: 'For an HTML form: redirect to the thank-you page' },
        400: { description: 'Not JSON', ...body('application/problem+json', schemaRef('Problem')) },
        ...problemResponses('forbidden-origin', 'not-open', 'unknown-campaign', 'conflict', 'closed'),
        ...problemResponses('too-large', 'unsupported-type', 'invalid', 'proof-required', 'too-many', 'unavailable'),
      },
    },
  },
};

/** The paths with which supporters see and erase what they sent. */
import { html, language, ok, parameter, problemResponses, schemaRef, text } from './operations.ts';

const secret = { ...text, description: 'The fragment of a manage link' };
const secretSchema = { type: 'object', required: ['secret'], properties: { secret } };

/** @param fields of the form, besides those of the JSON object */
const request = (schema: typeof secretSchema, fields: Record<string, object> = {}) => ({
  required: true,
  content: {
    'application/json': { schema },
    'application/x-www-form-urlencoded': {
      schema: { ...schema, description: 'The response is a page', properties: { ...schema.properties, lang: { ...text, description: 'The language of the page' }, ...fields } },
    },
  },
});

const nullableText = { type: ['string', 'null'] };
const submissionSchema = {
  type: 'object',
  properties: {
    secret: { ...text, description: 'Opens this submission only' },
    campaign: text,
    idDigest: { ...text, description: 'SHA-256 of the campaign id and the submission id' },
    kind: { enum: ['letter', 'postcard'] },
    receivedAt: { ...text, format: 'date-time' },
    expiresAt: { ...nullableText, description: 'When the text is deleted, as promised on receipt' },
    recipients: { type: 'array', items: text },
    partner: nullableText,
    testing: { type: 'boolean' },
    held: { ...nullableText, description: 'Why it is not counted yet' },
    submission: { oneOf: [schemaRef('Submission'), { type: 'null' }], description: 'As it was received, with the SHA-256 of each consent statement; null once it has been erased' },
    cards: { type: 'array', items: { type: 'object', properties: { person: text, stage: text } } },
  },
};

/** What both operations have in common: a wrong secret, or a body that cannot be read. */
const refusals = problemResponses('not-found', 'too-large', 'unsupported-type', 'unavailable');

const confirmRefusals = { 404: { description: 'A wrong link, or the letter has been deleted', ...html }, ...problemResponses('unavailable') };

export const managePathItems = {
  '/manage': {
    get: {
      summary: 'The page behind a manage link: it sends the fragment of its address in the body of a request, because no server must see it in a URL',
      parameters: [language],
      responses: ok('The page', html),
    },
  },
  '/manage/submissions': {
    post: {
      summary: 'Shows what a manage link opens: everything that is stored',
      requestBody: request(secretSchema),
      responses: {
        ...ok('The submissions, oldest first', {
          content: {
            'application/json': {
              schema: { type: 'object', properties: { submissions: { type: 'array', items: submissionSchema }, hasMore: { type: 'boolean', description: 'Whether the link opens more than these' } } },
            },
            ...html.content,
          },
        }),
        ...refusals,
      },
    },
  },
  '/manage/erase': {
    post: {
      summary: 'Erases what a manage link opens; the anonymous rows stay, so that counts and replays hold',
      requestBody: request(secretSchema, { confirm: { ...text, description: 'Without it, the page asks first' } }),
      responses: {
        ...ok('Erased, or had been erased before', {
          content: {
            'application/json': { schema: { type: 'object', properties: { erased: { type: 'integer', description: 'How many submissions this request erased' } } } },
            ...html.content,
          },
        }),
        ...refusals,
      },
    },
  },
  '/confirm/{secret}': {
    get: {
      summary: 'The page behind the link in an email that asks for a confirmation. It changes nothing, because mail programs open links by themselves',
      parameters: [parameter('secret', 'path', 'Of the link'), language],
      responses: { ...ok('The page with the button, or what has become of the letter', html), ...confirmRefusals },
    },
    post: {
      summary: 'Confirms a letter: it is counted and sent. Again, it changes nothing',
      parameters: [parameter('secret', 'path', 'Of the link'), language],
      responses: { ...ok('Confirmed', html), ...confirmRefusals },
    },
  },
  '/manage/links': {
    post: {
      summary: 'Asks for an email with a link to everything that was sent with an address. The answer does not depend on whether anything was',
      requestBody: {
        required: true,
        content: Object.fromEntries(
          ['application/json', 'application/x-www-form-urlencoded'].map((type) => [
            type,
            { schema: { type: 'object', required: ['campaign', 'email'], properties: { campaign: text, email: text, lang: { ...text, description: 'The language of the email' } } } },
          ]),
        ),
      },
      responses: {
        ...ok('For an HTML form: the page', html),
        202: { description: 'Asked for', content: { 'application/json': { schema: { type: 'object' } } } },
        ...problemResponses('unknown-campaign', 'too-large', 'unsupported-type', 'invalid'),
      },
    },
  },
};

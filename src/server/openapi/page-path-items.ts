/** The paths of pages, of built files, and of the server itself. */
import { body, file, html, id, language, notModified, ok, parameter, problemResponses } from './operations.ts';

const qr = (type: string, summary: string) => ({
  get: {
    summary,
    parameters: [
      id,
      language,
      parameter('partner', 'query', 'Slug of the partner that displays the code'),
      parameter('kind', 'query', '`letter` or `postcard`'),
    ],
    responses: { ...ok('The QR code, with its quiet zone', body(type, { type: 'string' })), ...notModified, ...problemResponses('unknown-campaign', 'too-many', 'unavailable') },
  },
});

export const pagePathItems = {
  '/a/{id}': {
    get: {
      summary: 'The campaign’s page, which works without JavaScript',
      parameters: [
        id,
        language,
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
        language,
        parameter('partner', 'query', 'Slug of the partner whose page contains the iframe'),
        parameter('theme', 'query', '`light` or `dark`, each with its own background; `auto` follows the visitor’s preference, with a transparent background in light mode'),
        ...['person', 'unit', 'now'].map((name) => parameter(name, 'query', `For a counter: the attribute \`${name}\``)),
        parameter('thanks', 'query', 'Shows the thank-you page that follows an HTML form'),
      ],
      responses: { ...ok('The page', html), 404: { description: 'Unknown campaign, or one without this action', ...html } },
    },
  },
  '/oembed': {
    get: {
      summary: 'Describes the campaign’s page to a site that embeds it, as [oEmbed](https://oembed.com) defines it',
      parameters: [
        parameter('url', 'query', 'The page’s address, `/a/{id}` at this server, with its parameters'),
        parameter('format', 'query', '`json`'),
        parameter('maxwidth', 'query', 'The largest width of the iframe in CSS pixels'),
        parameter('maxheight', 'query', 'The largest height of the iframe in CSS pixels'),
      ],
      responses: {
        ...ok('The description, with the code of an iframe', body('application/json', { type: 'object' })),
        ...problemResponses('bad-query', 'unknown-campaign', 'not-found', 'not-implemented'),
      },
    },
  },
  '/': { get: { summary: 'The list of campaigns, or the demo', responses: { ...ok('The page', html), 302: { description: 'Redirect to the demo' } } } },
  '/embed-code': {
    get: {
      summary: 'The page that writes the code for a partner’s site',
      parameters: [
        parameter('campaign', 'query', 'Campaign id'),
        parameter('element', 'query', '`letter`, `postcard`, `counter`, `wall`, `updates` or `progress`'),
        language,
        parameter('theme', 'query', '`light` or `dark`; default: `auto`'),
        parameter('partner', 'query', 'Slug of the partner'),
        parameter('method', 'query', 'The embedding method'),
        parameter('from', 'query', 'Id of the campaign whose page on the desk gets a link'),
        parameter('pinned', 'query', 'Whether the code names the hash of a fixed version'),
      ],
      responses: ok('The page', html),
    },
  },
  '/v1/{file}': file('The built files of the latest compatible version'),
  '/{version}/{file}': file('The built files of one version, which never change', parameter('version', 'path', 'Version of the package')),
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
};

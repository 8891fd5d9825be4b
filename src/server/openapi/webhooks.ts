/** What the server sends to webhooks. */
import { createWebhookJsonSchemas } from '../../campaign/schema/json-schema.ts';
import { parameter } from './operations.ts';

const header = (name: string, description: string) => ({ ...parameter(name, 'header', description), required: true });

export const webhooks = Object.fromEntries(
  Object.entries(createWebhookJsonSchemas()).map(([type, schema]) => [
    type,
    {
      post: {
        summary: `The event ${type}; see docs/webhooks.md`,
        parameters: [
          header('webhook-id', 'Identifies the message, the same for every try'),
          header('webhook-timestamp', 'The time of this try, in seconds since 1970'),
          header('webhook-signature', 'One or more signatures of Standard Webhooks, separated by spaces'),
        ],
        requestBody: { content: { 'application/json': { schema } } },
        responses: { '2XX': { description: 'The message has arrived' }, 410: { description: 'Nothing should be sent here any more' } },
      },
    },
  ]),
);

/** A receiver of webhooks that checks every signature with the library of Standard Webhooks. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { WebhookMessage } from '../../src/campaign/schema/webhook.schema.ts';

export interface ReceivedMessage {
  id: string;
  message: WebhookMessage;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface WebhookReceiver {
  url: string;
  /** What has arrived and was answered with 204, or whatever `answer` does. */
  received: ReceivedMessage[];
  /** Requests whose signature was wrong. */
  unverified: number;
  /** With which signatures are checked; undefined to check none. */
  secret: string | undefined;
  answer: ((response: ServerResponse, message: ReceivedMessage) => void) | undefined;
  stop: () => Promise<void>;
  /** Listens again at the same port. */
  start: () => Promise<void>;
}

/** Does not look at the clock, which tests set. */
export function isSignedWith(secret: string, headers: IncomingHttpHeaders, body: string): boolean {
  const signature = new Webhook(secret).sign(String(headers['webhook-id']), new Date(Number(headers['webhook-timestamp']) * 1000), body);
  return String(headers['webhook-signature']).split(' ').includes(signature);
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      if (receiver.secret !== undefined && !isSignedWith(receiver.secret, request.headers, body)) {
        receiver.unverified++;
        response.writeHead(401).end();
        return;
      }
      const message = { id: String(request.headers['webhook-id']), message: JSON.parse(body) as WebhookMessage, headers: request.headers, body };
      receiver.received.push(message);
      if (receiver.answer) receiver.answer(response, message);
      else response.writeHead(204).end();
    });
  });
  let port = 0;
  const receiver: WebhookReceiver = {
    url: '',
    received: [],
    unverified: 0,
    secret: undefined,
    answer: undefined,
    start: () =>
      new Promise((resolve) =>
        server.listen(port, '127.0.0.1', () => {
          ({ port } = server.address() as AddressInfo);
          receiver.url = `http://127.0.0.1:${port}/hook`;
          resolve();
        }),
      ),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await receiver.start();
  return receiver;
}

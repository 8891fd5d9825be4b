/** Someone who sends submissions: as a page does, over connections that stay open, from an address that a trusted proxy names. */
import { Agent, request } from 'node:http';
import type { Challenge } from '../../src/campaign/schema/proof.schema.ts';

export interface Answer {
  status: number;
  /** In seconds; 0 without one. */
  retryAfter: number;
  text: string;
}

export interface Client {
  submit: (submission: object) => Promise<Answer>;
  fetchChallenge: () => Promise<Challenge>;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** @param campaignUrl the address of the campaign, without `/submissions` */
export function createClient(campaignUrl: string, address: string): Client {
  const send = (path: string, body?: string) =>
    new Promise<Answer>((resolve, reject) => {
      const headers = { 'X-Forwarded-For': address, ...(body !== undefined && { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(body) }) };
      const outgoing = request(`${campaignUrl}/${path}`, { agent, method: body === undefined ? 'GET' : 'POST', headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (data: string) => (text += data));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode!, retryAfter: Number(response.headers['retry-after'] ?? 0), text }));
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return {
    submit: (submission) => send('submissions', JSON.stringify(submission)),
    fetchChallenge: async () => JSON.parse((await send('challenge')).text) as Challenge,
  };
}

/** A letter through a partner. */
export const createFloodLetter = (partner: string): { id: string } => ({
  id: crypto.randomUUID(),
  ...{ kind: 'letter', language: 'en', person: { name: 'Anna Example', country: 'AU' }, letter: { targets: ['minister'], subject: 'A subject', body: 'Some words.' }, tracking: { partner } },
});

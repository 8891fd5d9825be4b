import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { WebhookMessage } from '../../campaign/schema/webhook.schema.ts';
import type { ClaimedDelivery } from '../db/webhook-deliveries-repository.ts';
import { addStatementHashes } from '../submissions/consent-hashes.ts';

type Data<Type extends WebhookMessage['type']> = Extract<WebhookMessage, { type: Type }>['data'];

/** @returns what is sent; undefined once the text has been deleted */
export function createMessage(delivery: ClaimedDelivery): WebhookMessage | undefined {
  const { campaign, submission, data, occurred_at: timestamp } = delivery;
  switch (delivery.event) {
    case 'submission.created': {
      const created = createData(delivery);
      return created && { type: 'submission.created', timestamp, data: created };
    }
    case 'submission.erased':
      return { type: 'submission.erased', timestamp, data: { campaign, key: submission! } };
    case 'card.changed':
      return { type: 'card.changed', timestamp, data: { campaign, key: submission, ...(JSON.parse(data!) as Omit<Data<'card.changed'>, 'campaign' | 'key'>) } };
    case 'test':
      return { type: 'test', timestamp, data: {} };
  }
}

function createData({ campaign, submission, payload, received_at, expires_at, cards }: ClaimedDelivery): Data<'submission.created'> | undefined {
  if (payload === null || submission === null || received_at === null) return undefined;
  return {
    campaign,
    key: submission,
    receivedAt: received_at,
    deleteBy: expires_at,
    submission: addStatementHashes(JSON.parse(payload) as Submission),
    cards: cards.map(({ id, person }) => ({ card: id, person })),
  };
}

/** Documents for tests; whatever a test is about, it says itself. */
import type { Campaign, Letter } from '../../../src/campaign/campaign.ts';

export function letter(more: Partial<Letter> = {}): Letter {
  return {
    targets: [
      { id: 'minister', name: 'Ada Minister', honours: 'Her Excellency', office: 'Minister of Justice' },
      { id: 'president', name: 'Bo President', office: 'President' },
    ],
    choose: 'all',
    subject: 'A subject',
    salutation: 'Your Excellency,',
    body: 'A body.',
    closing: 'Yours sincerely,',
    editable: 'all',
    maxLength: 200,
    delivery: 'collect',
    ...more,
  };
}

export function campaign(more: Partial<Campaign> = {}): Campaign {
  return {
    version: 1,
    id: 'test',
    language: 'en',
    title: 'A title',
    organiser: { name: 'The organiser', url: 'https://organiser.example/' },
    letter: letter(),
    ...more,
  };
}

/** Campaigns, and what supporters send to them. */
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';

let campaignCount = 0;

/** An open letter campaign with a unique id. */
export function createLetterCampaign(more: Partial<Campaign> = {}): Campaign {
  return {
    version: 1,
    id: `letter-${++campaignCount}`,
    language: 'en',
    title: 'Free Sam Sokha',
    summary: 'Held for a photograph.',
    organiser: { name: 'A Human Rights Group', url: 'https://group.example' },
    letter: {
      targets: [
        { id: 'minister', name: 'A. Minister', honours: 'His Excellency', office: 'Minister of the Interior' },
        { id: 'ambassador', name: 'An Ambassador', office: 'Ambassador to Australia', countries: ['AU'] },
      ],
      choose: 'some',
      subject: 'Free Sam Sokha',
      salutation: 'Dear {honours} {name},',
      body: 'Please let her go.\n\nShe has harmed nobody.',
      closing: 'Yours sincerely,',
      editable: 'all',
      maxLength: 100,
      delivery: 'collect',
    },
    ...more,
  };
}

/** An open campaign with postcards to two people and a unique id. */
export function createPostcardCampaign(more: Partial<Campaign> = {}): Campaign {
  const { letter: _, ...campaign } = createLetterCampaign(more);
  const held = [{ from: '2016-04-28' }];
  return {
    ...campaign,
    people: [
      { id: 'ny-sokha', name: 'Ny Sokha', timeZone: 'Asia/Phnom_Penh', held },
      { id: 'lim-mony', name: 'Lim Mony', timeZone: 'Asia/Phnom_Penh', held },
    ],
    postcard: {
      to: ['ny-sokha', 'lim-mony'],
      choose: 'some',
      suggest: 'none',
      designs: [{ id: 'lotus', src: 'lotus.jpg', alt: 'A lotus' }],
      maxLength: 100,
      guidance: [],
      publish: 'ask',
    },
  };
}

/** A submission with the changes in `more`; keys that are undefined there are removed. */
export function createLetter(more: Record<string, unknown> = {}): { id: string } & Record<string, unknown> {
  return {
    id: crypto.randomUUID(),
    kind: 'letter',
    language: 'en',
    person: { name: 'Anna Example' },
    letter: { targets: ['minister'], subject: 'A subject', body: 'Some words.' },
    ...more,
  };
}

export function createPostcard(more: Record<string, unknown> = {}): { id: string } & Record<string, unknown> {
  const card = { to: ['ny-sokha', 'lim-mony'], design: 'lotus', message: 'We think of you.', from: 'Anna' };
  return { id: crypto.randomUUID(), kind: 'postcard', language: 'en', person: { name: 'Anna' }, postcard: card, ...more };
}

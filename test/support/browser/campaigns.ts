/** Default documents for tests; each test sets what it is about. */
import type { Campaign, Letter, Postcard } from '../../../src/campaign/schema/campaign.schema.ts';

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

export function postcard(more: Partial<Postcard> = {}): Postcard {
  return {
    to: ['one', 'two', 'three'],
    choose: 'all',
    suggest: 'fewest',
    designs: [
      { id: 'lotus', src: '/lotus.svg', alt: 'A lotus' },
      { id: 'river', src: '/river.svg', alt: 'A river' },
    ],
    maxLength: 200,
    guidance: ['Greet them by name.'],
    publish: 'ask',
    ...more,
  };
}

/** Three people, each held from 28 April 2016, the last one free since 29 June 2017. */
export function cards(more: Partial<Campaign> = {}): Campaign {
  const person = (id: string, name: string, to?: string) => ({
    id,
    name,
    place: 'A prison',
    timeZone: 'Asia/Phnom_Penh',
    held: [{ from: '2016-04-28', ...(to && { to }) }],
  });
  const people = [person('one', 'Ada One'), person('two', 'Bo Two'), person('three', 'Cy Three', '2017-06-29')];
  return campaign({ letter: undefined, people, postcard: postcard(), ask: { name: 'no' }, ...more });
}

/** The document that a new campaign begins with: it is valid, so that it can be looked at, but its example texts cannot be published. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { maxSubjectLength } from '../../campaign/validation/submission-rules.ts';

export const campaignKinds = ['letter', 'postcard'] as const;
export type CampaignKind = (typeof campaignKinds)[number];
export const isCampaignKind = (text: string): text is CampaignKind => (campaignKinds as readonly string[]).includes(text);

export interface NewCampaign {
  id: string;
  title: string;
  /** A language tag. */
  language: string;
  kind: CampaignKind;
  /** By default an example, which has to be replaced. */
  organiser?: Campaign['organiser'] | undefined;
}

const example = {
  organiser: { name: 'Name of your organisation', url: 'https://organisation.example' },
  target: { name: 'Name of the office holder', office: 'Office that they hold' },
  body: 'Write here what you ask for, and why.\n\nA blank line begins a new paragraph.',
  person: 'Name of the person',
  image: '/favicon.svg',
  alt: 'What the image shows',
};

const exampleTexts = new Set([...Object.values(example.organiser), ...Object.values(example.target), example.body, example.person, example.image, example.alt]);

/** Whether a text comes from the starting document and must be replaced. */
export const isExampleText = (value: unknown): boolean => exampleTexts.has(value as string);

const letter = (title: string): Campaign['letter'] => ({
  targets: [{ id: 'target-1', ...example.target }],
  choose: 'all',
  subject: [...title].slice(0, maxSubjectLength).join(''),
  salutation: 'Dear {name},',
  body: example.body,
  closing: 'Yours sincerely,',
  editable: 'all',
  maxLength: 3000,
  delivery: 'collect',
});

const postcard: Campaign['postcard'] = {
  to: ['person-1'],
  choose: 'all',
  suggest: 'none',
  designs: [{ id: 'design-1', src: example.image, alt: example.alt }],
  maxLength: 500,
  guidance: [],
  publish: 'ask',
};

/** @param today `YYYY-MM-DD` */
export function createStartingDocument({ id, title, language, kind, organiser = example.organiser }: NewCampaign, today: string): string {
  const campaign: Campaign = {
    version: 1,
    id,
    language,
    title,
    organiser,
    ...(kind === 'letter'
      ? { letter: letter(title) }
      : { people: [{ id: 'person-1', name: example.person, timeZone: 'UTC', held: [{ from: today }] }], postcard }),
    retention: { days: 180 },
  };
  return `${JSON.stringify(campaign, null, 2)}\n`;
}

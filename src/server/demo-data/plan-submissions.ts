/** The postcards that supporters of the demo send. */
import { hash } from 'node:crypto';
import { getPersonFields } from '../../campaign/person-fields.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { planEnd, planStart } from './plan-dates.ts';

/** Texts in one language; `{n}` is replaced by the number of the card. */
export interface Sample {
  language: string;
  from: string;
  texts: string[];
}

/** A submission at an instant, in milliseconds since the epoch. */
export interface PlannedSubmission {
  at: number;
  body: Submission;
}

/** To how many people the supporters write, in turn. */
const recipientCounts = [1, 1, 2, 1, 1, 3, 1, 2, 1, 5];

/** @param cardCount of all submissions together */
export function planSubmissions(campaign: Campaign, samples: readonly Sample[], cardCount: number): PlannedSubmission[] {
  const people = campaign.postcard!.to;
  const groups: string[][] = [];
  for (let remaining = cardCount; remaining > 0; remaining -= groups.at(-1)!.length) {
    const i = groups.length;
    const size = Math.min(recipientCounts[i % recipientCounts.length]!, remaining);
    groups.push(Array.from({ length: size }, (_, j) => people[(2 * i + j) % people.length]!));
  }
  return groups.map((to, i) => ({
    at: Math.round(planStart + ((planEnd - planStart) * i) / groups.length),
    body: createSubmission(campaign, samples, to, i),
  }));
}

function createSubmission(campaign: Campaign, samples: readonly Sample[], to: string[], i: number): Submission {
  const { designs } = campaign.postcard!;
  const number = String(i + 1);
  const { language, from, texts } = samples[i % samples.length]!;
  const text = texts[Math.floor(i / samples.length) % texts.length]!;
  const sender = from.replace('{n}', number);
  return {
    id: deriveUuid(`${campaign.id} sample ${number}`),
    kind: 'postcard',
    language,
    ...(getPersonFields(campaign).name !== 'no' && { person: { name: sender } }),
    postcard: { to, design: designs[i % designs.length]!.id, message: text.replace('{n}', number), from: sender, publish: i % 5 !== 4 },
  };
}

const deriveUuid = (seed: string) =>
  hash('sha256', seed).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');

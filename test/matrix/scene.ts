/** One state or variant of an element, and how it comes about on a page, by the road that a reader takes. */
import '../../src/components/action-progress/action-progress.define.ts';
import '../../src/components/campaign-updates/campaign-updates.define.ts';
import '../../src/components/detention-counter/detention-counter.define.ts';
import '../../src/components/message-wall/message-wall.define.ts';
import { waitForState, serveCampaign, type CampaignServer } from '../support/browser/elements.ts';
import { counts, json, neverRespond } from '../support/browser/network.ts';
import { speaking } from './documents.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Counts } from '../../src/campaign/schema/counts.schema.ts';
import type { CampaignElement } from '../../src/base/campaign-element.ts';
import type { State } from '../../src/base/events.ts';

export type Tag =
  | 'action-letter'
  | 'postcard-form'
  | 'detention-counter'
  | 'message-wall'
  | 'campaign-updates'
  | 'action-progress';

export interface Scene {
  tag: Tag;
  /** What it is in, in words. */
  name: string;
  /** @returns the element, which stands in the page as it should be looked at */
  play: (language: string) => Promise<HTMLElement>;
}

export interface Play {
  element: CampaignElement;
  at: CampaignServer;
}

export type Answer = () => Response | Promise<Response>;

/** The response of the server, if it does not accept the submission. */
export interface Answers {
  counts?: Partial<Counts>;
  submissions?: Answer;
  messages?: Answer;
}

/** All scenes are played at once, on a machine that does other things as well. */
export const patience = { timeout: 30_000 };

let ids = 0;

/** Puts an element into the page, apart from its neighbours. */
export function place(element: HTMLElement): void {
  const box = document.createElement('div');
  box.style.margin = '3em 0';
  box.append(element);
  document.body.append(box);
}

/** Adds an element to the page, with a campaign and a server of its own. */
export function put(
  tag: Tag,
  language: string,
  source: Campaign | Answer,
  attributes: Record<string, string> = {},
  { counts: known = { people: 4321 }, submissions, messages }: Answers = {},
): Play {
  const id = `scene-${++ids}`;
  const at = serveCampaign(typeof source === 'function' ? source : speaking({ ...source, id }, language));
  const folder = `/campaigns/${id}`;
  at.network.on(`${folder}/counts.json`, () => json({ ...counts(0), ...known }));
  if (submissions) at.network.on(`${folder}/submissions`, submissions);
  if (messages) at.network.on(`${folder}/messages.json`, messages);
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries({ src: at.src, lang: language, ...attributes })) element.setAttribute(name, value);
  element.innerHTML = '<a href="/demo/">The children</a>';
  place(element);
  return { element, at };
}

/** The same, once it is in a state. */
export async function shown(state: State, ...how: Parameters<typeof put>): Promise<Play> {
  const play = put(...how);
  await waitForState(play.element, state, patience);
  await play.element.updateComplete;
  return play;
}

/** What every element is in before and without its document. */
export const withoutDocument = (tag: Tag): Scene[] => [
  { tag, name: 'loading', play: async (language) => (await shown('loading', tag, language, neverRespond)).element },
  { tag, name: 'failed', play: async (language) => (await shown('failed', tag, language, () => json({}))).element },
];

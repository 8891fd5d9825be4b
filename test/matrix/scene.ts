/** A scene is one state or variant of an element, reached in the same way as a visitor reaches it. */
import '../../src/components/action-progress/action-progress.define.ts';
import '../../src/components/campaign-updates/campaign-updates.define.ts';
import '../../src/components/detention-counter/detention-counter.define.ts';
import '../../src/components/message-wall/message-wall.define.ts';
import { waitForState, serveCampaign, type CampaignServer } from '../support/browser/elements.ts';
import { counts, json, neverRespond } from '../support/browser/network.ts';
import { addTranslation } from './documents.ts';
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
  /** The state or variant, for the test title. */
  name: string;
  /** @returns the element in that state, on the page */
  render: (language: string) => Promise<HTMLElement>;
}

export interface ElementFixture {
  element: CampaignElement;
  server: CampaignServer;
}

export type Responder = () => Response | Promise<Response>;

/** The responses of the server, where they differ from the default. */
export interface Responses {
  counts?: Partial<Counts>;
  submissions?: Responder;
  messages?: Responder;
}

let idCount = 0;

/** Adds an element to the page, at a distance from the others. */
export function append(element: HTMLElement): void {
  const box = document.createElement('div');
  box.style.margin = '3em 0';
  box.append(element);
  document.body.append(box);
}

/** Adds an element to the page, with its own campaign and server. */
export function addElement(
  tag: Tag,
  language: string,
  source: Campaign | Responder,
  attributes: Record<string, string> = {},
  { counts: initialCounts = { people: 4321 }, submissions, messages }: Responses = {},
): ElementFixture {
  const id = `scene-${++idCount}`;
  const server = serveCampaign(typeof source === 'function' ? source : addTranslation({ ...source, id }, language));
  const folder = `/campaigns/${id}`;
  server.network.on(`${folder}/counts.json`, () => json({ ...counts(0), ...initialCounts }));
  if (submissions) server.network.on(`${folder}/submissions`, submissions);
  if (messages) server.network.on(`${folder}/messages.json`, messages);
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries({ src: server.src, lang: language, ...attributes })) element.setAttribute(name, value);
  element.innerHTML = '<a href="/demo/">The children</a>';
  append(element);
  return { element, server };
}

/** Adds an element to the page and waits until it is in a state. */
export async function showInState(state: State, ...options: Parameters<typeof addElement>): Promise<ElementFixture> {
  const fixture = addElement(...options);
  await waitForState(fixture.element, state);
  await fixture.element.updateComplete;
  return fixture;
}

/** The scenes of an element whose document has not loaded, or cannot be loaded. */
export const withoutDocument = (tag: Tag): Scene[] => [
  { tag, name: 'loading', render: async (language) => (await showInState('loading', tag, language, neverRespond)).element },
  { tag, name: 'failed', render: async (language) => (await showInState('failed', tag, language, () => json({}))).element },
];

/** The scenes of the elements that only display something. */
import { cards, letters } from '../documents.ts';
import { showInState, withoutDocument, type Scene } from '../scene.ts';
import { waitUntil } from '../../support/browser/wait-until.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { Counts } from '../../../src/campaign/schema/counts.schema.ts';

const updatesTag = 'campaign-updates';

export const updatesScenes: Scene[] = [
  ...withoutDocument(updatesTag),
  { tag: updatesTag, name: 'open', render: async (language) => (await showInState('open', updatesTag, language, cards)).element },
  {
    tag: updatesTag,
    name: 'no updates',
    render: async (language) => (await showInState('open', updatesTag, language, { ...cards, updates: [] })).element,
  },
];

const tag = 'action-progress';

const progress = (name: string, document: Campaign, counts: Partial<Counts>, attributes?: Record<string, string>): Scene => ({
  tag,
  name,
  async render(language) {
    const { element } = await showInState('open', tag, language, document, attributes, { counts });
    await waitUntil(() => element.shadowRoot.querySelector('[part=count]'), 'the number is shown');
    return element;
  },
});

const postcards = { received: 469, approved: 460, printed: 300, delivered: 195, paper: 19 };

export const progressScenes: Scene[] = [
  ...withoutDocument(tag),
  progress('towards a goal', letters, { people: 4321 }),
  progress('without a goal', { ...letters, goal: undefined }, { people: 4321 }),
  progress('with the people who took part through this site', letters, { people: 4321, perPartner: { here: 12 } }, { partner: 'here' }),
  progress('with cards', cards, { people: 450, postcards }),
  {
    tag,
    name: 'too few people to show a number',
    render: async (language) => (await showInState('open', tag, language, letters, {}, { counts: { people: 3 } })).element,
  },
];

import { waitUntil } from '@open-wc/testing';
import { control, write } from '../../support/browser/elements.ts';
import { cards } from '../documents.ts';
import { patience, shown, type Play, type Scene } from '../scene.ts';
import { formScenes, stands } from './forms.ts';
import type { Postcard } from '../../../src/campaign/schema/campaign.schema.ts';

const tag = 'postcard-form';
const postcard = cards.postcard!;
const open = (language: string, more: Partial<Postcard> = {}): Promise<Play> =>
  shown('open', tag, language, { ...cards, postcard: { ...postcard, ...more } }, { now: '2016-10-10T12:00:00+07:00' });

async function turned(language: string): Promise<HTMLElement> {
  const { element } = await open(language);
  element.shadowRoot.querySelector<HTMLButtonElement>('.flip-button')!.click();
  write(element, 'postcard/message', 'A sample of a message. '.repeat(25));
  write(element, 'postcard/from', 'A sample');
  await waitUntil(() => control(element, 'postcard/message').checkVisibility({ visibilityProperty: true }), 'the back is seen', patience);
  return element;
}

export const postcardScenes: Scene[] = [
  ...formScenes(tag, cards),
  { tag, name: 'the back of the card', play: turned },
  {
    tag,
    name: 'suggesting the person with the fewest cards',
    async play(language) {
      const play = await open(language, { choose: 'one' });
      await stands(play, '.suggested');
      return play.element;
    },
  },
  {
    tag,
    name: 'nothing to choose, and nothing to publish',
    play: async (language) =>
      (await open(language, { choose: 'all', designs: [postcard.designs[0]!], publish: 'never', offices: undefined })).element,
  },
];

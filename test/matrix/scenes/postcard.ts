import { control, write } from '../../support/browser/elements.ts';
import { cards } from '../documents.ts';
import { showInState, type ElementFixture, type Scene } from '../scene.ts';
import { formScenes, waitForElement } from './forms.ts';
import { waitUntil } from '../../support/browser/wait-until.ts';
import type { Postcard } from '../../../src/campaign/schema/campaign.schema.ts';

const tag = 'postcard-form';
const postcard = cards.postcard!;
const open = (language: string, more: Partial<Postcard> = {}): Promise<ElementFixture> =>
  showInState('open', tag, language, { ...cards, postcard: { ...postcard, ...more } }, { now: '2016-10-10T12:00:00+07:00' });

async function showBack(language: string): Promise<HTMLElement> {
  const { element } = await open(language);
  element.shadowRoot.querySelector<HTMLButtonElement>('.flip-button')!.click();
  write(element, 'postcard/message', 'A sample message. '.repeat(25));
  write(element, 'postcard/from', 'A sample');
  await waitUntil(() => control(element, 'postcard/message').checkVisibility({ visibilityProperty: true }), 'the back is visible');
  return element;
}

export const postcardScenes: Scene[] = [
  ...formScenes(tag, cards),
  { tag, name: 'the back of the card', render: showBack },
  {
    tag,
    name: 'suggesting the person with the fewest cards',
    async render(language) {
      const fixture = await open(language, { choose: 'one' });
      await waitForElement(fixture, '.suggested');
      return fixture.element;
    },
  },
  {
    tag,
    name: 'nothing to choose, and nothing to publish',
    render: async (language) =>
      (await open(language, { choose: 'all', designs: [postcard.designs[0]!], publish: 'never', offices: undefined })).element,
  },
];

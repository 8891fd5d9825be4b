import { waitForState, press, write } from '../../support/browser/elements.ts';
import { letters } from '../documents.ts';
import { patience, shown, type Play, type Scene } from '../scene.ts';
import { fill, formScenes, stands } from './forms.ts';
import type { Campaign, Field, Letter } from '../../../src/campaign/schema/campaign.schema.ts';

const tag = 'action-letter';
const letter = letters.letter!;

const fields: Field[] = [
  { id: 'job', label: 'A sample of one line', hint: 'A hint', type: 'text', required: true },
  { id: 'why', label: 'A sample of several lines', hint: 'A hint', type: 'textarea' },
  { id: 'group', label: 'A sample of a list', type: 'select', options: ['One', 'Other'] },
  { id: 'member', label: 'A sample of a box', type: 'checkbox', required: true },
  { id: 'phone', label: 'A sample of a number', type: 'tel', autocomplete: 'tel' },
];

const open = (language: string, more: Partial<Letter>, rest: Partial<Campaign> = {}): Promise<Play> =>
  shown('open', tag, language, { ...letters, ...rest, letter: { ...letter, ...more } });

/** Offered to everybody, so that nothing depends on a country. */
const anywhere = letter.targets.map((target) => ({ ...target, countries: undefined, email: `${target.id}@example.org` }));

async function mailed(language: string, body: string): Promise<HTMLElement> {
  const play = await open(language, { delivery: 'mailto', targets: anywhere });
  await fill(play);
  write(play.element, 'letter/body', body);
  press(play.element);
  await waitForState(play.element, 'sent', patience);
  return play.element;
}

export const letterScenes: Scene[] = [
  ...formScenes(tag, letters),
  { tag, name: 'recipients to choose', play: async (language) => (await open(language, { choose: 'some' })).element },
  {
    tag,
    name: 'one recipient to choose, with errors',
    async play(language) {
      const play = await open(language, { choose: 'one', targets: anywhere });
      press(play.element);
      await stands(play, '[id="letter/targets-error"]');
      return play.element;
    },
  },
  {
    tag,
    name: 'with custom fields, and errors',
    async play(language) {
      const ask = { name: 'required', email: 'required', country: 'optional', postalCode: 'required' } as const;
      const play = await open(language, { targets: anywhere }, { ask, fields });
      press(play.element);
      await stands(play, '[id="fields/member-error"]');
      return play.element;
    },
  },
  { tag, name: 'text that cannot be edited', play: async (language) => (await open(language, { editable: 'none' })).element },
  {
    tag,
    name: 'too many characters',
    async play(language) {
      const { element } = await open(language, { maxLength: 20 });
      await element.updateComplete;
      return element;
    },
  },
  { tag, name: 'sent, to be finished in an email app', play: (language) => mailed(language, 'A sample.') },
  { tag, name: 'sent, too long for a mailto link', play: (language) => mailed(language, 'សូម'.repeat(200)) },
];

import { waitForState, press, write } from '../../support/browser/elements.ts';
import { letters } from '../documents.ts';
import { showInState, type ElementFixture, type Scene } from '../scene.ts';
import { fill, formScenes, waitForElement } from './forms.ts';
import type { Campaign, Field, Letter } from '../../../src/campaign/schema/campaign.schema.ts';

const tag = 'action-letter';
const letter = letters.letter!;

const fields: Field[] = [
  { id: 'job', label: 'A sample text field', hint: 'A hint', type: 'text', required: true },
  { id: 'why', label: 'A sample text area', hint: 'A hint', type: 'textarea' },
  { id: 'group', label: 'A sample select', type: 'select', options: ['One', 'Other'] },
  { id: 'member', label: 'A sample checkbox', type: 'checkbox', required: true },
  { id: 'phone', label: 'A sample phone number', type: 'tel', autocomplete: 'tel' },
];

const open = (language: string, more: Partial<Letter>, rest: Partial<Campaign> = {}): Promise<ElementFixture> =>
  showInState('open', tag, language, { ...letters, ...rest, letter: { ...letter, ...more } });

/** For all countries, so that nothing depends on the supporter's country. */
const anywhere = letter.targets.map((target) => ({ ...target, countries: undefined, email: `${target.id}@example.org` }));

async function sendByMail(language: string, body: string): Promise<HTMLElement> {
  const fixture = await open(language, { delivery: 'mailto', targets: anywhere });
  await fill(fixture);
  write(fixture.element, 'letter/body', body);
  press(fixture.element);
  await waitForState(fixture.element, 'sent');
  return fixture.element;
}

export const letterScenes: Scene[] = [
  ...formScenes(tag, letters),
  { tag, name: 'recipients to choose', render: async (language) => (await open(language, { choose: 'some' })).element },
  {
    tag,
    name: 'one recipient to choose, with errors',
    async render(language) {
      const fixture = await open(language, { choose: 'one', targets: anywhere });
      press(fixture.element);
      await waitForElement(fixture, '[id="letter/targets-error"]');
      return fixture.element;
    },
  },
  {
    tag,
    name: 'with custom fields, and errors',
    async render(language) {
      const ask = { name: 'required', email: 'required', country: 'optional', postalCode: 'required' } as const;
      const fixture = await open(language, { targets: anywhere }, { ask, fields });
      press(fixture.element);
      await waitForElement(fixture, '[id="fields/member-error"]');
      return fixture.element;
    },
  },
  { tag, name: 'text that cannot be edited', render: async (language) => (await open(language, { editable: 'none' })).element },
  {
    tag,
    name: 'too many characters',
    async render(language) {
      const { element } = await open(language, { maxLength: 20 });
      await element.updateComplete;
      return element;
    },
  },
  { tag, name: 'sent, to be finished in an email app', render: (language) => sendByMail(language, 'A sample.') },
  { tag, name: 'sent, too long for a mailto link', render: (language) => sendByMail(language, 'សូម'.repeat(200)) },
];

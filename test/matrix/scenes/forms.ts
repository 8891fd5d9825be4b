/** What both forms are in, from the first word to the last. */
import { waitUntil } from '@open-wc/testing';
import { control, waitForState, press, write } from '../../support/browser/elements.ts';
import { offline, problem, neverRespond } from '../../support/browser/network.ts';
import { patience, shown, withoutDocument, type Answer, type Play, type Scene, type Tag } from '../scene.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { State } from '../../../src/base/events.ts';

const words = ['letter/body', 'postcard/message', 'postcard/from', 'person/name'];

/** Answers all that has to be answered. */
export async function fill({ element }: Play): Promise<void> {
  const { shadowRoot } = element;
  const country = control(element, 'person/country') as HTMLElement | null;
  if (country) {
    await waitUntil(() => country.children.length > 200, 'the countries come', patience);
    write(element, 'person/country', 'AU');
  }
  for (const name of words) if (control(element, name) as HTMLElement | null) write(element, name, 'A sample.');
  const people = [...shadowRoot.querySelectorAll<HTMLInputElement>('[name="postcard/to"]')];
  if (people.length && !people.some(({ checked, type }) => checked || type === 'hidden')) people[0]!.click();
  for (const no of shadowRoot.querySelectorAll<HTMLInputElement>('[type=radio][value=no]')) no.click();
  await element.updateComplete;
}

/** Waits until it stands, in the shadow root. */
export const stands = ({ element }: Play, selector: string): Promise<void> =>
  waitUntil(() => element.shadowRoot.querySelector(selector), `${selector} stands`, patience);

export function formScenes(tag: Tag, document: Campaign): Scene[] {
  const open = (language: string, more: Partial<Campaign> = {}, attributes: Record<string, string> = {}) =>
    shown('open', tag, language, { ...document, ...more }, attributes);
  /** Sends it and gets this response from the server. */
  const send = async (language: string, state: State, submissions?: Answer): Promise<Play> => {
    const play = await shown('open', tag, language, document, {}, { submissions });
    await fill(play);
    press(play.element);
    await waitForState(play.element, state, patience);
    await play.element.updateComplete;
    return play;
  };
  const scene = (name: string, play: (language: string) => Promise<Play>): Scene => ({
    tag,
    name,
    play: async (language) => (await play(language)).element,
  });
  return [
    ...withoutDocument(tag),
    scene('upcoming', (language) => shown('upcoming', tag, language, { ...document, opens: '2999-01-01T00:00:00Z' })),
    scene('open', (language) => open(language)),
    scene('open, in test mode', (language) => open(language, {}, { testing: '' })),
    scene('open, with errors', async (language) => {
      const play = await open(language);
      press(play.element);
      await stands(play, '[role=alert]');
      return play;
    }),
    scene('open, rejected by the server', async (language) => {
      const play = await send(language, 'open', () => problem('forbidden-origin', 403));
      await stands(play, '[role=alert]');
      return play;
    }),
    scene('sending', (language) => send(language, 'sending', neverRespond)),
    scene('queued', (language) => send(language, 'queued', offline)),
    scene('sent', (language) => send(language, 'sent')),
    scene('closed', (language) => {
      const closed = { at: '2018-08-01T00:00:00Z', text: 'A sample of a last word.', people: 10_000 };
      return shown('closed', tag, language, { ...document, closed });
    }),
    scene('closed while the supporter was writing', (language) => send(language, 'closed', () => problem('closed', 410))),
  ];
}

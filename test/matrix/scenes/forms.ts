/** The scenes of both forms. */
import { control, waitForState, press, write } from '../../support/browser/elements.ts';
import { offline, problem, neverRespond } from '../../support/browser/network.ts';
import { showInState, withoutDocument, type Responder, type ElementFixture, type Scene, type Tag } from '../scene.ts';
import { waitUntil } from '../../support/browser/wait-until.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { State } from '../../../src/base/events.ts';

const textFields = ['letter/body', 'postcard/message', 'postcard/from', 'person/name'];

/** Fills in all required fields. */
export async function fill({ element }: ElementFixture): Promise<void> {
  const { shadowRoot } = element;
  const country = control(element, 'person/country') as HTMLElement | null;
  if (country) {
    await waitUntil(() => country.children.length > 200, 'the list of countries is filled');
    write(element, 'person/country', 'AU');
  }
  for (const name of textFields) if (control(element, name) as HTMLElement | null) write(element, name, 'A sample.');
  const people = [...shadowRoot.querySelectorAll<HTMLInputElement>('[name="postcard/to"]')];
  if (people.length && !people.some(({ checked, type }) => checked || type === 'hidden')) people[0]!.click();
  for (const radio of shadowRoot.querySelectorAll<HTMLInputElement>('[type=radio][value=no]')) radio.click();
  await element.updateComplete;
}

/** Waits until the shadow root contains a match for a selector. */
export const waitForElement = ({ element }: ElementFixture, selector: string): Promise<void> =>
  waitUntil(() => element.shadowRoot.querySelector(selector), `${selector} is there`);

export function formScenes(tag: Tag, document: Campaign): Scene[] {
  const open = (language: string, more: Partial<Campaign> = {}, attributes: Record<string, string> = {}) =>
    showInState('open', tag, language, { ...document, ...more }, attributes);
  /** Sends the form, and the server gives this response. */
  const send = async (language: string, state: State, submissions?: Responder): Promise<ElementFixture> => {
    const fixture = await showInState('open', tag, language, document, {}, { submissions });
    await fill(fixture);
    press(fixture.element);
    await waitForState(fixture.element, state);
    await fixture.element.updateComplete;
    return fixture;
  };
  const scene = (name: string, show: (language: string) => Promise<ElementFixture>): Scene => ({
    tag,
    name,
    render: async (language) => (await show(language)).element,
  });
  return [
    ...withoutDocument(tag),
    scene('upcoming', (language) => showInState('upcoming', tag, language, { ...document, opens: '2999-01-01T00:00:00Z' })),
    scene('open', (language) => open(language)),
    scene('open, in test mode', (language) => open(language, {}, { testing: '' })),
    scene('open, with errors', async (language) => {
      const fixture = await open(language);
      press(fixture.element);
      await waitForElement(fixture, '[role=alert]');
      return fixture;
    }),
    scene('open, rejected by the server', async (language) => {
      const fixture = await send(language, 'open', () => problem('forbidden-origin', 403));
      await waitForElement(fixture, '[role=alert]');
      return fixture;
    }),
    scene('sending', (language) => send(language, 'sending', neverRespond)),
    scene('queued', (language) => send(language, 'queued', offline)),
    scene('sent', (language) => send(language, 'sent')),
    scene('closed', (language) => {
      const closed = { at: '2018-08-01T00:00:00Z', text: 'A sample closing statement.', people: 10_000 };
      return showInState('closed', tag, language, { ...document, closed });
    }),
    scene('closed while the supporter was writing', (language) => send(language, 'closed', () => problem('closed', 410))),
  ];
}

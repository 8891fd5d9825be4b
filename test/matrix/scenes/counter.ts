import { waitForState } from '../../support/browser/elements.ts';
import { cards } from '../documents.ts';
import { append, showInState, withoutDocument, type Scene } from '../scene.ts';
import { waitUntil } from '../../support/browser/wait-until.ts';
import type { DetentionPeriod } from '../../../src/campaign/schema/campaign.schema.ts';

const tag = 'detention-counter';
const now = '2016-10-10T12:00:00+07:00';
const [first, ...others] = cards.people!;

const scene = (name: string, attributes: Record<string, string>, held?: DetentionPeriod[]): Scene => ({
  tag,
  name,
  async render(language) {
    // Detained for a different period than the others, so that there are two numbers.
    const people = [{ ...first!, ...(held && { held }) }, ...others];
    return (await showInState('open', tag, language, { ...cards, people }, attributes)).element;
  },
});

const one = { person: first!.id };

export const counterScenes: Scene[] = [
  ...withoutDocument(tag),
  scene('days of one person', one),
  scene('days of several people', {}),
  scene('days of several people, detained for different periods', {}, [{ from: '2016-09-01' }]),
  scene('as a clock', { ...one, unit: 'clock' }),
  scene('released', one, [{ from: '2016-04-28', to: '2017-06-29' }]),
  scene('not yet detained', { ...one, now: '2016-04-01T12:00:00+07:00' }),
  scene('on another day', { ...one, now }),
  {
    tag,
    name: 'from attributes, without a name',
    async render(language) {
      const attributes = { since: '2016-04-28', 'time-zone': 'Asia/Phnom_Penh', lang: language };
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      append(element);
      await waitForState(element, 'open');
      await element.updateComplete;
      return element;
    },
  },
  {
    tag,
    name: 'share image open',
    async render(language) {
      const { element } = await showInState('open', tag, language, cards, { now });
      element.shadowRoot.querySelector<HTMLButtonElement>('[part=share] button')!.click();
      await waitUntil(() => element.shadowRoot.querySelector('a[download]'), 'the image is drawn');
      return element;
    },
  },
];

import { json, neverRespond } from '../../support/browser/network.ts';
import { message } from '../../support/browser/reading-elements.ts';
import { cards } from '../documents.ts';
import { addElement, withoutDocument, type Responder, type Scene } from '../scene.ts';
import { waitUntil } from '../../support/browser/wait-until.ts';

const tag = 'message-wall';
const [one, other] = cards.people!.map(({ id }) => id) as [string, string];

/** In four scripts, whatever the language of the element. */
const messages = [
  message(1, { to: [one], text: 'We think of you.' }),
  message(2, { to: [one, other], text: 'យើងគិតដល់អ្នក', language: 'km' }),
  message(3, { to: [other], text: 'أنتم لستم وحدكم', language: 'ar' }),
  message(4, { to: [one], text: 'သင့်ကို သတိရနေပါတယ်', language: 'my' }),
];

/**
 * @param expected a selector for the final content of the shadow root
 * @param responders one for each request for messages
 */
const scene = (name: string, expected: string, ...responders: [Responder, Responder?]): Scene => ({
  tag,
  name,
  async render(language) {
    const [first, second] = responders;
    let requestCount = 0;
    const { element } = addElement(tag, language, cards, {}, { messages: () => (requestCount++ ? second! : first)() });
    const waitFor = (selector: string) =>
      waitUntil(() => element.shadowRoot.querySelector(selector), `${selector} is there`);
    if (second) {
      await waitFor('button');
      element.shadowRoot.querySelector('button')!.click();
    }
    await waitFor(expected);
    return element;
  },
});

const nthCard = (count: number) => `:nth-child(${count} of .card)`;
const page: Responder = () => json({ messages, next: 'm4' });
const forbidden: Responder = () => json({}, 403);

export const wallScenes: Scene[] = [
  ...withoutDocument(tag),
  scene('messages loading', 'p:not(.visually-hidden)[role=status]', neverRespond),
  scene('no messages yet', 'p:not(.visually-hidden)[role=status]', () => json({ messages: [] })),
  scene('messages in four scripts', nthCard(4), page),
  scene('more messages', nthCard(5), page, () => json({ messages: [message(5, { to: [other] })] })),
  scene('messages could not be loaded', 'button', forbidden),
  scene('more messages could not be loaded', 'p:not(.visually-hidden)[role=status]', page, forbidden),
];

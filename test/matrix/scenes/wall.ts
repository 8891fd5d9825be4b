import { waitUntil } from '@open-wc/testing';
import { json, neverRespond } from '../../support/browser/network.ts';
import { message } from '../../support/browser/reading-elements.ts';
import { cards } from '../documents.ts';
import { patience, put, withoutDocument, type Answer, type Scene } from '../scene.ts';

const tag = 'message-wall';
const [one, other] = cards.people!.map(({ id }) => id) as [string, string];

/** In four scripts, beside which the wall itself speaks whatever it speaks. */
const messages = [
  message(1, { to: [one], text: 'We think of you.' }),
  message(2, { to: [one, other], text: 'យើងគិតដល់អ្នក', language: 'km' }),
  message(3, { to: [other], text: 'أنتم لستم وحدكم', language: 'ar' }),
  message(4, { to: [one], text: 'သင့်ကို သတိရနေပါတယ်', language: 'my' }),
];

/**
 * @param wanted stands in the shadow root then
 * @param answers one for each request of messages
 */
const scene = (name: string, wanted: string, ...answers: [Answer, Answer?]): Scene => ({
  tag,
  name,
  async play(language) {
    const [first, second] = answers;
    let requestCount = 0;
    const { element } = put(tag, language, cards, {}, { messages: () => (requestCount++ ? second! : first)() });
    const has = (selector: string) =>
      waitUntil(() => element.shadowRoot.querySelector(selector), `${selector} stands`, patience);
    if (second) {
      await has('button');
      element.shadowRoot.querySelector('button')!.click();
    }
    await has(wanted);
    return element;
  },
});

const cardsOf = (count: number) => `:nth-child(${count} of .card)`;
const page: Answer = () => json({ messages, next: 'm4' });
const refused: Answer = () => json({}, 403);

export const wallScenes: Scene[] = [
  ...withoutDocument(tag),
  scene('messages loading', 'p:not(.visually-hidden)[role=status]', neverRespond),
  scene('no messages yet', 'p:not(.visually-hidden)[role=status]', () => json({ messages: [] })),
  scene('messages in four scripts', cardsOf(4), page),
  scene('more messages', cardsOf(5), page, () => json({ messages: [message(5, { to: [other] })] })),
  scene('messages could not be loaded', 'button', refused),
  scene('more messages could not be loaded', 'p:not(.visually-hidden)[role=status]', page, refused),
];

/** The parts of a campaign document, each with a form of its own. */

export interface FormPart {
  /** In the address of the form. */
  id: string;
  title: string;
  /** What the form is about, for someone who has never made a campaign. */
  text: string;
  /** The keys of the document. */
  keys: readonly string[];
  hasImages?: boolean;
}

export const formParts: readonly FormPart[] = [
  { id: 'basics', title: 'Basics', text: 'Who runs the campaign, and in which language it is written first.', keys: ['language', 'organiser'] },
  { id: 'texts', title: 'Texts', text: 'What visitors read before they take part.', keys: ['title', 'summary', 'description'] },
  { id: 'people', title: 'People', text: 'The people the campaign is about. Their days in detention are counted, and they can receive cards.', keys: ['people'], hasImages: true },
  { id: 'letter', title: 'Letter', text: 'The letter that supporters can send. Leave it out if the campaign only has postcards.', keys: ['letter'] },
  { id: 'postcard', title: 'Postcard', text: 'The cards that supporters can send to people in detention.', keys: ['postcard'], hasImages: true },
  { id: 'form', title: 'What the form asks', text: 'Ask for as little as you need: fewer people take part in long forms.', keys: ['ask', 'fields'] },
  { id: 'consent', title: 'Consent and privacy', text: 'What supporters can agree to, and how long their data is kept.', keys: ['consent', 'retention'] },
  { id: 'goal', title: 'Goal and sharing', text: 'How many people you hope for, and where supporters can share the action.', keys: ['goal', 'share'] },
  { id: 'dates', title: 'Dates and closing', text: 'When the action opens and closes, and what it says afterwards.', keys: ['opens', 'closes', 'closed'] },
  { id: 'updates', title: 'Updates', text: 'News for those who come back, newest first.', keys: ['updates'] },
  { id: 'partners', title: 'Partners and sites', text: 'Who may embed the campaign, and whose supporters are counted separately.', keys: ['partners', 'origins'] },
  { id: 'protection', title: 'Sealing and protection', text: 'For campaigns whose supporters are at risk, or that are attacked.', keys: ['seal', 'abuse', 'links'] },
];

/** @returns the part whose form has the value at a JSON Pointer */
export const findPart = (pointer: string): FormPart | undefined => formParts.find(({ keys }) => keys.includes(pointer.split('/')[1] ?? ''));

/** The keys that no form has: the desk itself sets them, or they have pages of their own. */
export const keysWithoutForm = ['$schema', 'version', 'id', 'translations'];

// Elements that are built together, each family apart from the others: what a page loads first for one of its tags, and
// what comes once that stands. What all of them share is src/core.ts.
import { existsSync } from 'node:fs';

const all = {
  letter: { tags: ['action-letter'], first: 'elements/action-letter.ts', later: 'elements/letter-later.ts' },
  postcard: { tags: ['postcard-form'], first: 'elements/postcard-form.ts', later: 'elements/postcard-later.ts' },
  counter: { tags: ['detention-counter'], first: 'elements/detention-counter.ts', later: 'elements/counter-later.ts' },
  reading: { tags: ['message-wall', 'campaign-updates', 'action-progress'], first: 'elements/reading.ts', later: 'elements/wall-later.ts' },
};
export const families = Object.fromEntries(Object.entries(all).filter(([, { first }]) => existsSync(`src/${first}`)));

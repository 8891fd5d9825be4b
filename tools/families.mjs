// Elements that are built together, each family apart from the others: what a page loads first for one of its tags, and
// what comes once that stands. What all of them share is src/core.ts.
export const families = {
  letter: { tags: ['action-letter'], later: 'elements/letter-later.ts' },
  postcard: { tags: ['postcard-form'], later: 'elements/postcard-later.ts' },
  counter: { tags: ['detention-counter'], later: 'elements/counter-later.ts' },
  reading: { tags: ['message-wall', 'campaign-updates', 'action-progress'], later: 'elements/wall-later.ts' },
};

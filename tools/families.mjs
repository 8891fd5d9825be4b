// Elements that are built together, each family apart from the others: what a page loads first for one of its tags, and
// what comes once that stands. What talks with an endpoint is in src/autoloader/core.ts, for all of them.
//
// `apart` does without that file until it has a document. `words` are the keys that a family can say, where its code also
// names attributes and parts that are called as a key is.
export const families = {
  letter: { tags: ['action-letter'], later: 'components/action-letter/letter-form.lazy.ts' },
  postcard: { tags: ['postcard-form'], later: 'components/postcard-form/postcard-form.lazy.ts' },
  counter: { tags: ['detention-counter'], later: 'components/detention-counter/share-image-panel.ts', apart: true, words: /^(counter\.|postmark$|shareNative$)/ },
  reading: { tags: ['message-wall', 'campaign-updates', 'action-progress'], later: 'components/message-wall/message-list.lazy.ts' },
};

/** Finds the links that become elements, now and later. What upgrades them is loaded only by a page that has such a link. */
import { observeElements } from '../utils/observe-elements.ts';

/** The values of `data-action`. Other libraries use this attribute too, so only these exact words match. */
export const tagByAction: Readonly<Record<string, string>> = {
  letter: 'action-letter',
  wall: 'message-wall',
  updates: 'campaign-updates',
  progress: 'action-progress',
  postcard: 'postcard-form',
  counter: 'detention-counter',
};

/** Matches the links that become one of these elements. */
export const getLinkSelector = (tags: readonly string[]): string =>
  Object.keys(tagByAction)
    .filter((action) => tags.includes(tagByAction[action]!))
    .map((action) => `a[data-action=${action}]`)
    .join();

/** @param scriptUrl if unknown, no link that names a document is upgraded */
export function observeLinks(tags: readonly string[], scriptUrl: string | undefined): void {
  observeElements(getLinkSelector(tags), (element) => {
    const link = element as HTMLAnchorElement;
    const tag = tagByAction[link.dataset['action']!]!;
    // If the module cannot be loaded, the link stays a link.
    import('./upgrade-link.ts').then(
      ({ upgradeLink }) => upgradeLink(link, tag, scriptUrl),
      () => {},
    );
  });
}

/** Finds the links that become elements, now and later. What upgrades them is loaded only by a page that has such a link. */
import { observeElements } from '../utils/observe-elements.ts';
import type { TagByAction } from './tag-by-action.ts';

/** Matches the links that become one of these elements. */
export const getLinkSelector = (tagByAction: TagByAction): string =>
  Object.keys(tagByAction)
    .map((action) => `a[data-action=${action}]`)
    .join();

/** @param scriptUrl if unknown, no link that names a document is upgraded */
export function observeLinks(tagByAction: TagByAction, scriptUrl: string | undefined): void {
  observeElements(getLinkSelector(tagByAction), (element) => {
    const link = element as HTMLAnchorElement;
    const tag = tagByAction[link.dataset['action']!]!;
    // If the module cannot be loaded, the link stays a link.
    import('./upgrade-link.ts').then(
      ({ upgradeLink }) => upgradeLink(link, tag, scriptUrl),
      () => {},
    );
  });
}

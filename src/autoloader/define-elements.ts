import { isSupported } from './browser-support.ts';
import { observeLinks } from './observe-links.ts';
import type { TagByAction } from './tag-by-action.ts';

/**
 * Defines the elements of a script, and upgrades the links that represent them. An element that another script has
 * already defined, in any version, stays.
 * @param scriptUrl undefined if the script does not know its own address
 */
export function defineElements(elements: Record<string, CustomElementConstructor>, tagByAction: TagByAction, scriptUrl: string | undefined): void {
  if (!isSupported) return;
  for (const [tag, element] of Object.entries(elements)) if (!customElements.get(tag)) customElements.define(tag, element);
  observeLinks(tagByAction, scriptUrl);
}

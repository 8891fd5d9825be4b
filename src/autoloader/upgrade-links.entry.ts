/** What actions.js loads when the first link that may become an element is on the page. */
import { upgradeLinks } from './upgrade-links.ts';

upgradeLinks(import.meta.url);

/** What actions.js loads when the first link that may become an element is on the page. */
import { upgradeLinks } from './upgrade.ts';

upgradeLinks(import.meta.url);

/** The classic script, for tag managers and whoever can not load modules: all elements at once, in English. */
import './define/action-letter.ts';
import './define/action-progress.ts';
import './define/campaign-updates.ts';
import './define/detention-counter.ts';
import './define/message-wall.ts';
import './define/postcard-form.ts';
import { address } from './beside.ts';
import { upgradeLinks } from './upgrade.ts';

upgradeLinks(address);

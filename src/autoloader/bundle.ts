/** The classic script, for tag managers and whoever can not load modules: all elements at once, in English. */
import '../components/action-letter/action-letter.define.ts';
import '../components/action-progress/action-progress.define.ts';
import '../components/campaign-updates/campaign-updates.define.ts';
import '../components/detention-counter/detention-counter.define.ts';
import '../components/message-wall/message-wall.define.ts';
import '../components/postcard-form/postcard-form.define.ts';
import { address } from './beside.ts';
import { upgradeLinks } from './upgrade-links.ts';

upgradeLinks(address);

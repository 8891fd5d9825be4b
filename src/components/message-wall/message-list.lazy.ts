/** What a wall needs once it stands, loaded beside the messages: the cards and all around them. */
import { postmarkStyles } from '../shared/postmark.styles.ts';
import { readingMessages } from '../../i18n/generated/reading.gen.ts';
import { lazyMessages } from '../../i18n/generated/reading-lazy.gen.ts';
import { formControlStyles } from '../../styles/form-controls.styles.ts';
import { wallStyles } from './message-list.styles.ts';

export { mergeMessages, wall } from './message-list.ts';
export { moveFocusTo } from '../../utils/move-focus.ts';

Object.assign(readingMessages.english, lazyMessages);

export const styles = [formControlStyles, postmarkStyles, wallStyles];

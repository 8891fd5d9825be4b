/** What a wall loads in parallel with its first messages: the cards and what surrounds them. */
import { postmarkStyles } from '../shared/postmark.styles.ts';
import { readingMessages } from '../../i18n/generated/reading.gen.ts';
import { lazyMessages } from '../../i18n/generated/reading-lazy.gen.ts';
import { addMessages } from '../../i18n/get-translator.ts';
import { formControlStyles } from '../../styles/form-controls.styles.ts';
import { wallStyles } from './message-list.styles.ts';

export { messageList } from './message-list.ts';
export { moveFocusTo } from '../../utils/move-focus.ts';

addMessages(readingMessages, lazyMessages);

export const styles = [formControlStyles, postmarkStyles, wallStyles];

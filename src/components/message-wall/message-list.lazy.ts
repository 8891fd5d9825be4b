/** What a wall loads in parallel with its first messages: the cards and what surrounds them. */
import { postmarkStyles } from '../shared/postmark.styles.ts';
import { formControlStyles } from '../../styles/form-controls.styles.ts';
import { wallStyles } from './message-list.styles.ts';

export { lazyMessages as messages } from '../../i18n/generated/reading-lazy.gen.ts';
export { messageList } from './message-list.ts';
export { moveFocusTo } from '../../utils/move-focus.ts';

export const styles = [formControlStyles, postmarkStyles, wallStyles];

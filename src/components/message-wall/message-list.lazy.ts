/** What a wall needs once it stands, loaded beside the messages: the cards and all around them. */
import { postmarkStyles } from '../shared/postmark.styles.ts';
import { readingWords } from '../../i18n/generated/reading.gen.ts';
import { laterWords } from '../../i18n/generated/reading-later.gen.ts';
import { form } from '../../styles/form-controls.styles.ts';
import { wallStyles } from './message-list.styles.ts';

export { joined, wall } from './message-list.ts';
export { leadTo } from '../../utils/move-focus.ts';

Object.assign(readingWords.english, laterWords);

export const styles = [form, postmarkStyles, wallStyles];

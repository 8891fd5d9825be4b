/** What a wall needs once it stands, loaded beside the messages: the cards and all around them. */
import { postmarkStyles } from '../parts/postmark.styles.ts';
import { readingWords } from '../locales/reading.gen.ts';
import { laterWords } from '../locales/reading-later.gen.ts';
import { form } from '../theme/form.ts';
import { wallStyles } from './message-wall.styles.ts';

export { joined, wall } from '../parts/wall.ts';
export { leadTo } from './lead-to.ts';

Object.assign(readingWords.english, laterWords);

export const styles = [form, postmarkStyles, wallStyles];

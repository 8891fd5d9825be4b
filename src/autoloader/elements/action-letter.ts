/** `action-letter.js`: one element in one module, for a page that embeds one action. */
import { ActionLetter } from '../../components/action-letter/action-letter.ts';
import { defineElements } from '../define-elements.ts';

defineElements({ 'action-letter': ActionLetter }, { letter: 'action-letter' }, import.meta.url);

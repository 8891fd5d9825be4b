/** `postcard-form.js`: one element in one module, for a page that embeds one action. */
import { PostcardForm } from '../../components/postcard-form/postcard-form.ts';
import { defineElements } from '../define-elements.ts';

defineElements({ 'postcard-form': PostcardForm }, { postcard: 'postcard-form' }, import.meta.url);

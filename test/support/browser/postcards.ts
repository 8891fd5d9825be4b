/** Finds the parts of a postcard form, and fills it in. */
import { write } from './elements.ts';
import type { PostcardForm } from '../../../src/components/postcard-form/postcard-form.ts';

export const all = <T extends HTMLElement>(element: PostcardForm, selector: string): T[] => [...element.shadowRoot.querySelectorAll<T>(selector)];
export const one = <T extends HTMLElement>(element: PostcardForm, selector: string): T => element.shadowRoot.querySelector<T>(selector)!;

export function fill(element: PostcardForm): void {
  write(element, 'postcard/message', 'My own words.');
  write(element, 'postcard/from', 'A friend');
}

/** Letters and cards on a page, and the hands that write them. */
import { fixture, html, waitUntil } from '@open-wc/testing';
import '../../../src/components/action-letter/action-letter.define.ts';
import { campaign } from './campaigns.ts';
import { counts, json, Network, receipt } from './network.ts';
import '../../../src/components/postcard-form/postcard-form.define.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { State } from '../../../src/base/events.ts';

let numbers = 0;
/** A path that no test has used: downloads are kept for the life of the page. */
export const fresh = (): string => `/campaigns/c${++numbers}`;

export interface Stage {
  network: Network;
  /** Of the document, without `.json`. */
  path: string;
  src: string;
  submissions: string;
}

/** An endpoint with one campaign, which takes what it is sent. */
export function stage(document: Campaign | (() => Response | Promise<Response>) = campaign()): Stage {
  const path = fresh();
  const folder = typeof document === 'function' ? 'test' : document.id;
  const base = `/campaigns/${folder}`;
  const network = new Network()
    .on(`${path}.json`, typeof document === 'function' ? document : () => json(document))
    .on(`${base}/counts.json`, () => json(counts(0)))
    .on(`${base}/submissions`, (asked) => receipt(asked));
  return { network, path, src: `${path}.json`, submissions: `${base}/submissions` };
}

type Tag = 'action-letter' | 'postcard-form';

export async function show<T extends Tag = 'action-letter'>(
  src: string,
  attributes: Record<string, string> = {},
  tag = 'action-letter' as T,
): Promise<HTMLElementTagNameMap[T]> {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries({ src, ...attributes })) element.setAttribute(name, value);
  element.innerHTML = '<a href="/a/test">The fallback</a>';
  await fixture(html`<div>${element}</div>`);
  return element;
}

export const inState = (element: Element, state: State, patience = { timeout: 5000 }): Promise<void> =>
  waitUntil(() => element.getAttribute('state') === state, `state ${state}, not ${element.getAttribute('state')}`, patience);

export async function open<T extends Tag = 'action-letter'>(
  src: string,
  attributes?: Record<string, string>,
  tag?: T,
): Promise<HTMLElementTagNameMap[T]> {
  const element = await show(src, attributes, tag);
  await inState(element, 'open');
  await element.updateComplete;
  return element;
}

/** The control of a name, as the form has it. */
export function control(element: HTMLElement, name: string): HTMLInputElement {
  return element.shadowRoot!.querySelector<HTMLInputElement>(`[id="${name}"]`)!;
}

export function write(element: HTMLElement, name: string, value: string): void {
  const field = control(element, name);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

export function press(element: HTMLElement): void {
  element.shadowRoot!.querySelector<HTMLButtonElement>('form button.primary')!.click();
}

export const text = (element: HTMLElement): string => element.shadowRoot!.querySelector('.root')?.textContent ?? '';
/** Whether the children stand. */
export const standing = (element: Element): boolean => element.firstElementChild!.getClientRects().length > 0;
/** What is said above the form to be wrong. */
export const alert = (element: HTMLElement): Element | null => element.shadowRoot!.querySelector('[role=alert]');
/** What is said to be wrong beside the field of a name. */
export const errorOf = (element: HTMLElement, name: string): string | undefined =>
  element.shadowRoot!.querySelector(`[id="${name}-error"]`)?.textContent;

/** Forms on a page: shows them, fills them in, and reads what they show. */
import { fixture, html } from '@open-wc/testing';
import '../../../src/components/action-letter/action-letter.define.ts';
import { campaign } from './campaigns.ts';
import { counts, json, Network, receipt } from './network.ts';
import '../../../src/components/postcard-form/postcard-form.define.ts';
import { waitUntil } from './wait-until.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { State } from '../../../src/base/events.ts';

let pathCount = 0;
/** A path that no test has used: downloads are cached for the life of the page. */
export const createPath = (): string => `/campaigns/c${++pathCount}`;

export interface CampaignServer {
  network: Network;
  /** The path of the document, without `.json`. */
  path: string;
  src: string;
  submissions: string;
}

/** A server with one campaign, which accepts every submission. */
export function serveCampaign(document: Campaign | (() => Response | Promise<Response>) = campaign()): CampaignServer {
  const path = createPath();
  const folder = typeof document === 'function' ? 'test' : document.id;
  const base = `/campaigns/${folder}`;
  const network = new Network()
    .on(`${path}.json`, typeof document === 'function' ? document : () => json(document))
    .on(`${base}/counts.json`, () => json(counts(0)))
    .on(`${base}/submissions`, (request) => receipt(request));
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

export const waitForState = (element: Element, state: State, options?: { timeout?: number }): Promise<void> =>
  waitUntil(() => element.getAttribute('state') === state, `state ${state}, not ${element.getAttribute('state')}`, options);

export async function open<T extends Tag = 'action-letter'>(
  src: string,
  attributes?: Record<string, string>,
  tag?: T,
): Promise<HTMLElementTagNameMap[T]> {
  const element = await show(src, attributes, tag);
  await waitForState(element, 'open');
  await element.updateComplete;
  return element;
}

/** The form control with a name. */
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
/** Whether the fallback content is visible. */
export const isFallbackVisible = (element: Element): boolean => element.firstElementChild!.getClientRects().length > 0;
/** The error banner above the form. */
export const alert = (element: HTMLElement): Element | null => element.shadowRoot!.querySelector('[role=alert]');
/** The error beside the field with a name. */
export const getFieldError = (element: HTMLElement, name: string): string | undefined =>
  element.shadowRoot!.querySelector(`[id="${name}-error"]`)?.textContent;

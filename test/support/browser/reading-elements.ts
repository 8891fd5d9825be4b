/** Elements without a form, and messages for them. */
import { fixture, html } from '@open-wc/testing';
import '../../../src/components/action-progress/action-progress.define.ts';
import '../../../src/components/campaign-updates/campaign-updates.define.ts';
import '../../../src/components/message-wall/message-wall.define.ts';
import { waitForState } from './elements.ts';
import type { Message } from '../../../src/campaign/schema/messages.schema.ts';

/** @param n also its age: the first one is the newest */
export const message = (n: number, more: Partial<Message> = {}): Message => ({
  id: `m${n}`,
  from: `Friend ${n}`,
  to: ['one'],
  text: `Message ${n}.`,
  date: '2016-10-10',
  language: 'en',
  ...more,
});

type Tag = 'action-progress' | 'campaign-updates' | 'message-wall';

export async function read<T extends Tag>(tag: T, src: string, attributes: Record<string, string> = {}): Promise<HTMLElementTagNameMap[T]> {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries({ src, ...attributes })) element.setAttribute(name, value);
  element.innerHTML = '<a href="/a/test">The fallback</a>';
  await fixture(html`<div>${element}</div>`);
  await waitForState(element, 'open');
  await element.updateComplete;
  return element;
}

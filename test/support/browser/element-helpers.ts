/** The differences between the elements that the shared tests need, and helpers that put an element on a page. */
import { fixture, html } from '@open-wc/testing';
import { serveCampaign, type CampaignServer } from './elements.ts';
import { waitUntil } from './wait-until.ts';
import type { CampaignElement } from '../../../src/base/campaign-element.ts';
import type { Campaign, Translation } from '../../../src/campaign/schema/campaign.schema.ts';

export interface Subject {
  tag: keyof HTMLElementTagNameMap & `${string}-${string}`;
  /** Registers another tag with a subclass, for elements that are defined late. */
  define: (tag: string) => void;
  campaign: () => Campaign;
  /** A change of the document, and the text that shows it; by default the title. */
  update?: { more: Partial<Campaign>; expectedText: string };
  /** A translation into Khmer, and the text that shows it. */
  khmer?: { translation: Translation; expectedText: string };
  /** Adds further responses of the server. */
  addResponses?: (server: CampaignServer) => void;
  /** The section of the document that it requires, if any. */
  requiredSection?: 'letter' | 'postcard' | 'people';
}

const title = (text: string) => ({ title: text });

export const createElementHelpers = ({
  addResponses,
  update = { more: title('Another title'), expectedText: 'Another title' },
  khmer = { translation: title('ចំណងជើង'), expectedText: 'ចំណងជើង' },
}: Subject) => ({
  update,
  khmer,
  serve: (document: Campaign): CampaignServer => {
    const server = serveCampaign(document);
    addResponses?.(server);
    return server;
  },
  createElement: (name: string, attributes: Record<string, string> = {}): CampaignElement => {
    const element = document.createElement(name) as CampaignElement;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.innerHTML = '<a href="/a/test">The fallback</a>';
    return element;
  },
  addToPage: async (element: Element): Promise<void> => {
    await fixture(html`<div>${element}</div>`);
  },
  waitForText: (element: Element, text: string): Promise<void> =>
    waitUntil(() => element.shadowRoot!.textContent.includes(text), `“${text}” is shown`),
});

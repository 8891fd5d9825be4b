/** What every form keeps from the page. */
import { expect } from '@open-wc/testing';
import { createFormHelpers, type FormSubject } from '../../support/browser/form-helpers.ts';
import { serveCampaign, type CampaignServer } from '../../support/browser/elements.ts';
import { privateEvents } from '../../../src/base/private-events.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';

/** Listed here as well, so that an event cannot be dropped from the source unnoticed. */
const minimumTypes = [
  'keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'textInput', 'compositionstart', 'compositionupdate', 'compositionend',
  'cut', 'copy', 'paste', 'drag', 'dragstart', 'dragend', 'dragenter', 'dragover', 'dragleave', 'drop',
];

export function testPrivateEvents(subject: FormSubject): void {
  const { tag, campaign } = subject;
  const { open } = createFormHelpers(subject);

  describe(`${tag} as a form`, () => {
    let server: CampaignServer;
    const serve = (more: Partial<Campaign> = {}): CampaignServer => (server = serveCampaign(campaign(more)));

    afterEach(() => server.network.restore());

    it('passes no typed text to the page, only the keys for navigation', async () => {
      serve();
      const element = await open(server.src);
      const received: string[] = [];
      for (const type of ['keydown', 'beforeinput', 'input', 'paste'])
        document.addEventListener(type, (event) => received.push((event as KeyboardEvent).key ?? event.type), { once: true });
      const field = element.shadowRoot.querySelector('input, textarea')!;
      for (const event of [
        new KeyboardEvent('keydown', { key: 'a', bubbles: true, composed: true }),
        new InputEvent('beforeinput', { data: 'a', bubbles: true, composed: true }),
        new InputEvent('input', { data: 'a', bubbles: true, composed: true }),
        new Event('paste', { bubbles: true, composed: true }),
        new KeyboardEvent('keydown', { key: 'Tab', bubbles: true, composed: true }),
      ])
        field.dispatchEvent(event);
      expect(received).to.deep.equal(['Tab']);
    });

    it('stops every event that carries text at the shadow root', async () => {
      serve();
      const element = await open(server.src);
      const field = element.shadowRoot.querySelector('input, textarea')!;
      const types = new Set<string>([...privateEvents, ...minimumTypes]);
      const received: string[] = [];
      const listener = ({ type }: Event) => received.push(type);
      for (const type of types) document.addEventListener(type, listener);
      for (const type of types) field.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
      for (const type of types) document.removeEventListener(type, listener);
      expect(received).to.deep.equal([]);
    });
  });
}

import { expect } from '@open-wc/testing';
import { LitElement } from 'lit';
import { MessagesController } from '../../src/components/message-wall/messages-controller.ts';
import { NetworkError } from '../../src/api/errors.ts';
import { cards } from '../support/browser/campaigns.ts';
import { json, Network } from '../support/browser/network.ts';
import { message } from '../support/browser/reading-elements.ts';
import { waitUntil } from '../support/browser/wait-until.ts';
import type { RenderContext } from '../../src/controllers/campaign-controller.ts';

class Host extends LitElement {
  context: RenderContext | undefined;
  /** What the host rendered, one entry for each update. */
  readonly statuses: string[] = [];
  readonly messages = new MessagesController(this, () => this.context, () => Promise.reject(new NetworkError('the module is not loaded')));

  protected override update(changed: Map<PropertyKey, unknown>): void {
    this.statuses.push(this.messages.status);
    super.update(changed);
  }
}
customElements.define('messages-host', Host);

describe('MessagesController', () => {
  it('loads again, and no longer shows the failure, as soon as a reloaded document is rendered', async () => {
    const network = new Network().on('/campaigns/test/messages.json', () => json({ messages: [message(1)] }));
    const host = new Host();
    const load = () => {
      host.context = { original: cards(), base: new URL('/campaigns/test.json', location.href).href } as RenderContext;
      host.requestUpdate();
    };
    document.body.append(host);
    load();
    await waitUntil(() => host.messages.status === 'failed');
    await host.updateComplete;
    host.messages.invalidate();
    host.statuses.length = 0;
    load();
    await host.updateComplete;
    expect(host.statuses[0]).to.equal('loading');
    expect(network.to('/campaigns/test/messages.json')).to.have.length(2);
    host.remove();
    network.restore();
  });
});

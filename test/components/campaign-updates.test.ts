import { expect } from '@open-wc/testing';
import { CampaignUpdates } from '../../src/components/campaign-updates/campaign-updates.ts';
import { campaign } from '../support/browser/campaigns.ts';
import { open as openLetter, serveCampaign, isFallbackVisible, text, type CampaignServer } from '../support/browser/elements.ts';
import { read } from '../support/browser/reading-elements.ts';
import { testCampaignElement } from './shared/campaign-element.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';

const updates = (text: string) => [{ date: '2018-07-18', text }];

testCampaignElement({
  tag: 'campaign-updates',
  define: (tag) => customElements.define(tag, class extends CampaignUpdates {}),
  campaign: () => campaign({ updates: updates('An update.') }),
  update: { more: { updates: updates('Another update.') }, expectedText: 'Another update.' },
  khmer: { translation: { updates: updates('ព័ត៌មាន') }, expectedText: 'ព័ត៌មាន' },
});

describe('campaign-updates', () => {
  let server: CampaignServer;
  const serve = (more: Partial<Campaign>): CampaignServer => (server = serveCampaign(campaign(more)));
  const three = [
    { date: '2018-02-08', text: 'The oldest.' },
    { date: '2018-07-18', text: 'The newest.\n\nIts second paragraph.' },
    { date: '2018-02-09', text: 'Between them.' },
  ];
  afterEach(() => server.network.restore());

  it('shows the updates, newest first, each with its date', async () => {
    serve({ updates: three });
    const element = await read('campaign-updates', server.src);
    const updateElements = [...element.shadowRoot.querySelectorAll('[part=update]')];
    expect(updateElements.map((one) => one.querySelector('time')!.dateTime)).to.deep.equal(['2018-07-18', '2018-02-09', '2018-02-08']);
    expect(updateElements[0]!.querySelector('time')!.textContent).to.equal('July 18, 2018');
    expect([...updateElements[0]!.querySelectorAll('[part=text]')].map(({ textContent }) => textContent)).to.deep.equal(['The newest.', 'Its second paragraph.']);
  });

  it('looks the same as inside a letter', async () => {
    serve({ updates: three });
    const alone = await read('campaign-updates', server.src);
    const insideLetter = await openLetter(server.src);
    const getLook = (element: Element) =>
      [...element.shadowRoot!.querySelectorAll('.update, .update *')].map((one) => {
        const { fontSize, color, margin, borderBlockStart, paddingBlock } = getComputedStyle(one);
        return [one.localName, one.part.value, fontSize, color, margin, borderBlockStart, paddingBlock];
      });
    expect(getLook(alone)).to.have.length(10);
    expect(getLook(alone)).to.deep.equal(getLook(insideLetter));
  });

  it('shows nothing without updates, and is open', async () => {
    serve({});
    const element = await read('campaign-updates', server.src);
    expect([text(element).trim(), element.state, isFallbackVisible(element)]).to.deep.equal(['', 'open', false]);
  });
});

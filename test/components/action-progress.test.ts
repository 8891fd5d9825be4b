import { expect } from '@open-wc/testing';
import { ActionProgress } from '../../src/components/action-progress/action-progress.ts';
import { campaign, cards } from '../support/browser/campaigns.ts';
import { waitForState, open as openLetter, press, serveCampaign, isFallbackVisible, text, write, type CampaignServer } from '../support/browser/elements.ts';
import { counts, createPendingResponse, json, offline, receipt } from '../support/browser/network.ts';
import { read } from '../support/browser/reading-elements.ts';
import { testCampaignElement } from './shared/campaign-element.ts';
import { waitUntil } from '../support/browser/wait-until.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Counts } from '../../src/campaign/schema/counts.schema.ts';

const goal = (step: number) => ({ steps: [step], showFrom: 10 });

testCampaignElement({
  tag: 'action-progress',
  define: (tag) => customElements.define(tag, class extends ActionProgress {}),
  campaign: () => campaign({ goal: goal(100) }),
  update: { more: { goal: goal(777) }, expectedText: '12 people have taken part. Our goal: 777' },
  khmer: { translation: { title: 'ចំណងជើង' }, expectedText: 'នាក់' },
  addResponses: (server) => server.network.on('/campaigns/test/counts.json', () => json(counts(12))),
});

let campaignCount = 0;

describe('action-progress', () => {
  let server: CampaignServer;
  let url: string;
  /** Counts are cached for the life of the page, so each test has its own campaign. */
  const serve = (numbers: Partial<Counts>, document: Campaign = campaign({ goal: goal(100) })): void => {
    const id = `progress-${++campaignCount}`;
    server = serveCampaign({ ...document, id });
    url = `/campaigns/${id}/counts.json`;
    server.network.on(url, () => json({ ...counts(0), ...numbers }));
  };
  const getLines = (element: Element) => [...element.shadowRoot!.querySelectorAll('[part=count]')].map(({ textContent }) => textContent);
  const openWithNumber = async (attributes?: Record<string, string>) => {
    const element = await read('action-progress', server.src, attributes);
    await waitUntil(() => getLines(element).length, 'a number is shown');
    return element;
  };
  afterEach(() => server.network.restore());

  it('shows how many people have taken part, also as a bar', async () => {
    serve({ people: 25 });
    const element = await openWithNumber();
    expect(getLines(element)).to.deep.equal(['25 people have taken part. Our goal: 100']);
    const bar = element.shadowRoot.querySelector('[part=bar]')!;
    expect(bar.getAttribute('aria-hidden')).to.equal('true');
    expect(bar.querySelector('rect')!.getAttribute('width')).to.equal('25');
  });

  it('shows how many postcards were sent and delivered', async () => {
    serve({ people: 450, postcards: { received: 469, approved: 460, printed: 300, delivered: 195, paper: 19 } }, cards());
    expect(getLines(await openWithNumber())).to.deep.equal(['469 cards sent', '195 cards delivered']);
  });

  it('shows how many people took part through this site', async () => {
    serve({ people: 25, perPartner: { 'a-partner': 7 } });
    const element = await openWithNumber({ partner: 'a-partner' });
    expect(getLines(element)).to.deep.equal(['25 people have taken part. Our goal: 100', '7 people took part through this site']);
    element.partner = null;
    await waitUntil(() => getLines(element).length === 1);
    expect(server.network.to(server.src)).to.have.length(1);
  });

  it('shows no number for a site without participants, whatever its name', async () => {
    serve({ people: 25, perPartner: { 'a-partner': 7 } });
    for (const partner of ['another', 'constructor', '']) expect(getLines(await openWithNumber({ partner }))).to.have.length(1);
  });

  it('keeps a partner that was set before it was defined', async () => {
    serve({ people: 25, perPartner: { 'a-partner': 7 } });
    const element = document.createElement('late-progress') as ActionProgress;
    Object.assign(element, { src: server.src, partner: 'a-partner' });
    document.body.append(element);
    customElements.define('late-progress', class extends ActionProgress {});
    await waitUntil(() => getLines(element).length === 2);
    element.remove();
  });

  it('shows nothing below the threshold, and is open', async () => {
    serve({ people: 9 });
    const element = await read('action-progress', server.src);
    await waitUntil(() => server.network.to(url).length);
    await element.updateComplete;
    expect([text(element).trim(), element.state, isFallbackVisible(element)]).to.deep.equal(['', 'open', false]);
  });

  it('shifts no layout when the number arrives', async () => {
    serve({});
    const { handler, release } = createPendingResponse();
    server.network.on(url, handler);
    const element = await read('action-progress', server.src);
    const before = element.getBoundingClientRect().height;
    release(json(counts(25)));
    await waitUntil(() => getLines(element).length);
    expect(before).to.be.greaterThan(40);
    expect(element.getBoundingClientRect().height).to.equal(before);
  });

  it('updates when a letter on the same page is received', async () => {
    serve({ people: 25 });
    server.network.on(server.submissions, (request) => receipt(request, 26));
    const element = await openWithNumber();
    const parent = element.parentElement!;
    const letter = await openLetter(server.src);
    document.body.append(parent);
    write(letter, 'person/name', 'A');
    press(letter);
    await waitForState(letter, 'sent');
    await waitUntil(() => getLines(element)[0] === '26 people have taken part. Our goal: 100');
    expect(server.network.to(url)).to.have.length(1);
    parent.remove();
  });

  it('shows nothing if the counts cannot be loaded, and reports no error', async () => {
    serve({});
    server.network.on(url, offline);
    let failed = false;
    document.body.addEventListener('action-error', () => (failed = true), { once: true });
    const element = await read('action-progress', server.src);
    await waitUntil(() => server.network.to(url).length === 3, 'it gives up');
    expect([text(element).trim(), element.state, failed]).to.deep.equal(['', 'open', false]);
  });

  it('never shows the number of one campaign for another', async () => {
    serve({ people: 25 });
    const element = await openWithNumber();
    element.campaign = campaign({ id: 'nobody-yet', goal: goal(50) });
    server.network.on('/nobody-yet/counts.json', () => json(counts(0)));
    await waitUntil(() => !getLines(element).length);
  });
});

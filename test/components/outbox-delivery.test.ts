/** Elements without a form send what an earlier page of the site has left for their campaign. */
import { expect } from '@open-wc/testing';
import '../../src/components/action-progress/action-progress.define.ts';
import '../../src/components/campaign-updates/campaign-updates.define.ts';
import '../../src/components/detention-counter/detention-counter.define.ts';
import '../../src/components/message-wall/message-wall.define.ts';
import { cards } from '../support/browser/campaigns.ts';
import { serveCampaign, show, waitForState, type CampaignServer } from '../support/browser/elements.ts';
import { json, offline, receipt } from '../support/browser/network.ts';
import { createServerKey, leaveSubmission, type ServerKey } from '../support/browser/outbox.ts';
import { message } from '../support/browser/reading-elements.ts';
import { waitUntil } from '../support/browser/wait-until.ts';
import { deleteEntry, getAllEntries } from '../../src/outbox/outbox-store.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Envelope } from '../../src/campaign/schema/outbox.schema.ts';

const tags = ['detention-counter', 'message-wall', 'campaign-updates', 'action-progress'] as const;

describe('delivery by elements without a form', () => {
  let server: CampaignServer & { messages: string };
  let serverKey: ServerKey;
  let campaignCount = 0;

  before(async () => {
    serverKey = await createServerKey();
  });

  beforeEach(() => {
    const id = `delivery-${++campaignCount}`;
    const campaign = { ...cards({ id, translations: { km: { title: 'ចំណងជើង' } } }), outbox: { keys: [serverKey.key] } } as Campaign;
    server = { ...serveCampaign(campaign), messages: `/campaigns/${id}/messages.json` };
    server.network.on(server.messages, () => json({ messages: [] }));
  });

  afterEach(async () => {
    server.network.on(server.submissions, (request) => receipt(request));
    await waitUntil(async () => {
      dispatchEvent(new Event('online'));
      return !(await navigator.locks.query()).held?.length;
    });
    server.network.restore();
    for (const { id } of await getAllEntries()) await deleteEntry(id);
  });

  const leaveOne = () => leaveSubmission(new URL(server.submissions, location.href).href, [serverKey.key]);
  const getSent = () => server.network.to(server.submissions).map(({ body }) => body as Envelope);
  const getNotice = (element: Element) => element.shadowRoot!.querySelector('.outbox')?.textContent ?? '';
  const waitForEntries = (count: number) => waitUntil(async () => (await getAllEntries()).length === count, `${count} stored entries`);
  const open = async (tag: (typeof tags)[number], attributes = {}) => {
    const element = await show(server.src, attributes, tag as 'action-letter');
    await waitForState(element, 'open');
    return element;
  };

  for (const tag of tags) {
    it(`sends what waits, and says so: ${tag}`, async () => {
      const submission = await leaveOne();
      const element = await open(tag);
      await waitUntil(() => getNotice(element).includes('has now reached us'), 'the notice');
      expect(getSent()).to.have.length(1);
      expect(await serverKey.decrypt(getSent()[0]!)).to.deep.equal(submission);
      await waitForEntries(0);
    });

    it(`lets the supporter try at once, and erase what waits: ${tag}`, async () => {
      await leaveOne();
      server.network.on(server.submissions, () => offline());
      const element = await open(tag);
      const findButtons = () => [...element.shadowRoot.querySelectorAll<HTMLElement>('.outbox button')];
      await waitUntil(() => findButtons().length === 2 && getSent().length > 0, 'the first attempt has failed');
      for (const button of findButtons()) expect(button.getBoundingClientRect().height).to.be.at.least(44);
      const [tryNow, erase] = findButtons();
      expect(tryNow!.textContent).to.equal('Try again now');
      const { length } = getSent();
      tryNow!.click();
      await waitUntil(() => getSent().length > length, 'another attempt');
      erase!.click();
      await waitForEntries(0);
      await waitUntil(() => getNotice(element).includes('Erased from this device'), 'the notice');
    });
  }

  it('leaves the cards of a wall, whose styles were loaded lazily as well, as they were', async () => {
    const { id } = await leaveOne();
    server.network.on(server.messages, () => json({ messages: [message(1)] }));
    const element = await open('message-wall');
    const getCard = () => element.shadowRoot.querySelector<HTMLElement>('.card');
    await waitUntil(() => getCard() && getNotice(element).includes('has now reached us'), 'the card and the notice');
    expect(getSent().map((sent) => sent.id)).to.deep.equal([id]);
    expect(getComputedStyle(getCard()!).display).to.equal('flex');
  });

  it('speaks the language of the element', async () => {
    await leaveOne();
    const element = await open('campaign-updates', { lang: 'km' });
    await waitUntil(() => getNotice(element).includes('ឥឡូវបានមកដល់យើងហើយ'), 'the notice');
  });

  it('happens once when the page has all elements of the campaign', async () => {
    await leaveOne();
    const elements = await Promise.all([...tags.map((tag) => open(tag)), show(server.src, {}, 'postcard-form')]);
    await waitForEntries(0);
    await waitUntil(() => elements.some((element) => getNotice(element).includes('has now reached us')), 'a notice');
    await waitUntil(async () => !(await navigator.locks.query()).pending?.length, 'no element waits for another');
    expect(getSent()).to.have.length(1);
  });

  it('leaves nothing behind, and does not request its code, where nothing waits', async () => {
    const { findDelivery } = await import('../../src/components/shared/outbox/delivery.lazy.ts');
    const element = await open('campaign-updates');
    const context = (element as unknown as { context: Parameters<typeof findDelivery>[1] }).context;
    expect(await findDelivery(element, context, undefined)).to.equal(undefined);
    expect((await indexedDB.databases()).map(({ name }) => name)).not.to.include('action-widgets');
  });
});

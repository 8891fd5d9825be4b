/** What every form shows before a campaign opens, after it has closed, and as the server corrects the time and the counts. */
import { expect, oneEvent } from '@open-wc/testing';
import { publishCounts } from '../../../src/api/counts.ts';
import { serverNow } from '../../../src/api/server-clock.ts';
import { resetClock, setClock } from '../../support/browser/clocks.ts';
import { createFormHelpers, type FormSubject } from '../../support/browser/form-helpers.ts';
import { control, waitForState, press, serveCampaign, text, type CampaignServer } from '../../support/browser/elements.ts';
import { counts, json, neverRespond, receipt } from '../../support/browser/network.ts';
import { waitUntil } from '../../support/browser/wait-until.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';

export function testPhases(subject: FormSubject): void {
  const { tag, kind, campaign, nameField, textField } = subject;
  const { show, open, fill } = createFormHelpers(subject);
  const originalSetTimeout = setTimeout;

  describe(`${tag} as a form`, () => {
    let server: CampaignServer;
    const serve = (more: Partial<Campaign> = {}): CampaignServer => (server = serveCampaign(campaign(more)));

    afterEach(() => {
      server.network.restore();
      resetClock();
      window.setTimeout = originalSetTimeout;
    });

    describe('when nothing can be sent', () => {
      const now = Date.parse('2026-06-01T12:00:00Z');
      beforeEach(() => setClock(now));

      it('says when the campaign opens', async () => {
        serve({ opens: '2026-06-02T00:00:00Z' });
        const element = await show(server.src);
        await waitForState(element, 'upcoming');
        await element.updateComplete;
        expect(text(element)).to.match(/opens on \w+ \d, 2026/);
        expect(element.shadowRoot.querySelector('form')).to.equal(null);
      });

      it('starts with the closing text and the number of people', async () => {
        serve({
          closed: { at: '2026-05-31T00:00:00Z', text: 'The last word.', people: 10_000 },
          updates: [{ date: '2026-05-01', text: 'An update.' }],
        });
        const element = await show(server.src);
        await waitForState(element, 'closed');
        await element.updateComplete;
        expect(text(element)).to.contain('The last word.').and.to.contain('10,000 people took part').and.to.contain('An update.');
        expect(element.shadowRoot.querySelector('form')).to.equal(null);
      });

      it('closes while the page is open, and gives back what was written', async () => {
        serve({ closes: new Date(now + 60).toISOString() });
        const element = await open(server.src);
        fill(element);
        setClock(now + 60);
        await waitForState(element, 'closed');
        await element.updateComplete;
        expect(text(element)).to.contain('My own words.');
      });

      it('sets no timer for the closing outside the document, but once it is put back', async () => {
        const delay = 3_600_000;
        const delays: number[] = [];
        window.setTimeout = ((...args: Parameters<typeof setTimeout>) => {
          delays.push(args[1] ?? 0);
          return originalSetTimeout(...args);
        }) as typeof setTimeout;
        const hasTimer = () => delays.some((one) => Math.abs(one - delay) < 60_000);
        serve({ closes: new Date(now + delay).toISOString() });
        const element = await open(server.src);
        await waitUntil(hasTimer);
        const { parentElement } = element;
        element.remove();
        delays.length = 0;
        element.requestUpdate();
        await element.updateComplete;
        expect(hasTimer()).to.equal(false);
        parentElement!.append(element);
        await waitUntil(hasTimer);
      });

      it('opens while the page is open', async () => {
        serve({ opens: new Date(now + 60).toISOString() });
        const element = await show(server.src);
        await waitForState(element, 'upcoming');
        setClock(now + 60);
        await waitForState(element, 'open');
      });

      it('opens again when the server corrects the clock that had closed it', async () => {
        serve({ id: `better-${kind}`, closes: '2026-07-01T00:00:00Z' });
        // The server's own answer, from a year later, could come after the counts below.
        server.network.on(`/campaigns/better-${kind}/counts.json`, neverRespond);
        setClock(Date.parse('2027-06-01T12:00:00Z'));
        const element = await show(server.src);
        await waitForState(element, 'closed');
        setClock(now);
        publishCounts(new URL(`/campaigns/better-${kind}/counts.json`, location.href).href, counts(1));
        await waitForState(element, 'open');
      });
    });

    describe('progress', () => {
      it('shows the number from the server towards the current goal, and never zero', async () => {
        serve({ id: 'goal', goal: { steps: [100, 1000], showFrom: 5 } });
        server.network.on('/campaigns/goal/counts.json', () => json(counts(95)));
        const element = await open(server.src);
        await waitUntil(() => text(element).includes('95 people have taken part. Our goal: 1,000'));
        server.network.restore();
        serve({ id: 'none', goal: { steps: [100], showFrom: 5 } });
        const other = await open(server.src);
        await waitUntil(() => server.network.to('/campaigns/none/counts.json').length === 1);
        await other.updateComplete;
        expect(other.shadowRoot.querySelector('[part=count]')).to.equal(null);
      });

      it('takes no new number outside the document, but once it is put back', async () => {
        serve({ id: `away-${kind}` });
        const url = `/campaigns/away-${kind}/counts.json`;
        server.network.on(url, () => json(counts(7)));
        const element = await open(server.src);
        await waitUntil(() => text(element).includes('7 people have taken part'));
        const { parentElement } = element;
        element.remove();
        element.requestUpdate();
        await element.updateComplete;
        publishCounts(new URL(url, location.href).href, counts(8));
        expect(element.isUpdatePending).to.equal(false);
        parentElement!.append(element);
        await waitUntil(() => text(element).includes('8 people have taken part'));
      });

      it('shows the new number in every form of the page after one submission', async () => {
        serve({ id: 'moving' });
        server.network.on('/campaigns/moving/submissions', (request) => receipt(request, 41));
        const [one, other] = [await open(server.src), await open(server.src)];
        fill(one);
        press(one);
        await waitUntil(() => text(one).includes('41 people have taken part'));
        await waitUntil(() => text(other).includes('41 people have taken part'));
      });
    });

    it('keeps what was typed when it closes and reopens, and when its document is loaded again', async () => {
      const now = Date.parse('2026-06-01T12:00:00Z');
      setClock(now);
      serve({ id: `reopened-${kind}`, closes: '2026-06-02T00:00:00Z' });
      server.network.on(`/campaigns/reopened-${kind}/counts.json`, () => json(counts(7)));
      const element = await open(server.src);
      // The counts carry the server's time, which would correct the clock set below.
      await waitUntil(() => text(element).includes('7 people have taken part'), 'the counts are shown');
      fill(element);
      setClock(now + 86_400_000);
      element.requestUpdate();
      await waitForState(element, 'closed');
      await element.updateComplete;
      setClock(now);
      element.requestUpdate();
      await waitForState(element, 'open');
      await element.updateComplete;
      expect([control(element, textField).value, control(element, nameField).value]).to.deep.equal(['My own words.', 'A Supporter']);
      const loaded = oneEvent(element, 'action-load');
      element.reload();
      await loaded;
      expect([control(element, textField).value, control(element, nameField).value]).to.deep.equal(['My own words.', 'A Supporter']);
    });

    it('does not let a replayed receipt set the clock back', async () => {
      serve();
      const old = new Date(Date.now() - 3 * 3_600_000).toISOString();
      server.network.on(server.submissions, (request) => receipt(request, 1, { replayed: true, counts: { ...counts(1), asOf: old } }));
      server.network.on('/campaigns/test/counts.json', () => new Promise<Response>(() => {}));
      const element = await open(server.src);
      fill(element);
      press(element);
      await waitForState(element, 'sent');
      expect(Math.abs(serverNow() - Date.now())).to.be.below(2000);
    });
  });
}

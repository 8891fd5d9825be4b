/** The recipients of a letter, and its delivery. */
import { expect } from '@open-wc/testing';
import type { ActionLetter } from '../../src/components/action-letter/action-letter.ts';
import { campaign, letter } from '../support/browser/campaigns.ts';
import { control, getFieldError, waitForState, open, press, serveCampaign, text, write, type CampaignServer } from '../support/browser/elements.ts';
import { waitUntil } from '../support/browser/wait-until.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';

describe('action-letter', () => {
  let server: CampaignServer;
  const serve = (more: Partial<Campaign> = {}): CampaignServer => (server = serveCampaign(campaign(more)));
  const getLastSubmission = (): Submission => server.network.to(server.submissions).at(-1)!.body as Submission;
  const getTargets = (element: ActionLetter) =>
    [...element.shadowRoot.querySelectorAll('[part=target] strong')].map((one) => one.textContent);

  afterEach(() => server.network.restore());

  describe('recipients', () => {
    const serveTargetsByCountry = () =>
      serve({
        ask: { country: 'required' },
        letter: letter({
          targets: [
            { id: 'au', name: 'Ambassador in Australia', office: 'Ambassador', countries: ['AU', 'NZ'] },
            { id: 'fr', name: 'Ambassador in France', office: 'Ambassador', countries: ['FR'] },
            { id: 'all', name: 'Minister', office: 'Minister' },
          ],
        }),
      });

    it('depend on where the supporter lives', async () => {
      serveTargetsByCountry();
      const element = await open(server.src);
      expect(getTargets(element)).to.deep.equal(['Minister']);
      await waitUntil(() => control(element, 'person/country').children.length > 200, 'the countries are loaded');
      write(element, 'person/country', 'NZ');
      await element.updateComplete;
      expect(getTargets(element)).to.deep.equal(['Ambassador in Australia', 'Minister']);
      write(element, 'person/name', 'A');
      press(element);
      await waitForState(element, 'sent');
      expect(getLastSubmission().letter!.targets).to.deep.equal(['au', 'all']);
    });

    it('can be selected, and are all selected at first', async () => {
      serve({ letter: letter({ choose: 'some' }) });
      const element = await open(server.src);
      const [first] = element.shadowRoot.querySelectorAll<HTMLInputElement>('[type=checkbox]');
      expect(first!.checked).to.equal(true);
      first!.click();
      write(element, 'person/name', 'A');
      press(element);
      await waitForState(element, 'sent');
      expect(getLastSubmission().letter!.targets).to.deep.equal(['president']);
    });

    it('are limited to one, which has to be selected', async () => {
      serve({ letter: letter({ choose: 'one' }) });
      const element = await open(server.src);
      write(element, 'person/name', 'A');
      press(element);
      await waitUntil(() => getFieldError(element, 'letter/targets'));
      element.shadowRoot.querySelectorAll<HTMLInputElement>('[type=radio]')[1]!.click();
      press(element);
      await waitForState(element, 'sent');
      expect(getLastSubmission().letter!.targets).to.deep.equal(['president']);
      expect(text(element)).to.contain('Bo President');
    });

    it('each have their own salutation', async () => {
      serve({
        letter: letter({
          salutation: 'Dear {name},',
          targets: [
            { id: 'a', name: 'Ada', office: 'Minister' },
            { id: 'b', name: 'Bo', office: 'King', salutation: 'Your Majesty,' },
          ],
        }),
      });
      const element = await open(server.src);
      expect(text(element)).to.contain('Dear Ada,').and.to.contain('Your Majesty,');
    });
  });

  describe('delivery from the supporter’s email app', () => {
    const serveMailto = (more: object = {}) =>
      serve({
        letter: letter({
          delivery: 'mailto',
          maxLength: 3000,
          targets: [
            { id: 'a', name: 'Ada', office: 'Minister', email: 'ada+office@example.org' },
            { id: 'b', name: 'Bo', office: 'King', email: 'bo@example.org', salutation: 'Majesty,' },
            { id: 'c', name: 'Cy', office: 'Judge', email: 'cy@example.org' },
          ],
          ...more,
        }),
      });
    const openWithName = async () => {
      const element = await open(server.src);
      write(element, 'person/name', 'A Supporter');
      return element;
    };

    it('records the letter first, and then encodes addresses, subject and lines in the mailto link', async () => {
      serveMailto();
      const element = await openWithName();
      write(element, 'letter/subject', 'Free & now?');
      write(element, 'letter/body', 'One.\n\nសូម.');
      press(element);
      await waitForState(element, 'sent');
      await element.updateComplete;
      const [first, second] = element.shadowRoot.querySelectorAll<HTMLAnchorElement>('a[href^=mailto]');
      expect(first!.getAttribute('href')).to.equal(
        `mailto:ada%2Boffice@example.org,cy@example.org?subject=Free%20%26%20now%3F&body=${encodeURIComponent(
          'Your Excellency,\r\n\r\nOne.\r\n\r\nសូម.\r\n\r\nYours sincerely,\r\nA Supporter',
        )}`,
      );
      expect(second!.getAttribute('href')).to.match(/^mailto:bo@example\.org\?/).and.to.contain('Majesty%2C');
      expect([first, second].map((link) => link!.target), 'no empty window, whatever the page’s base says').to.deep.equal(['_self', '_self']);
      expect(text(element)).to.contain('open your letter in your email app');
      expect(JSON.stringify(getLastSubmission())).not.to.contain('example.org"');
    });

    it('offers the parts to copy if the link would be cut off', async () => {
      serveMailto();
      const element = await openWithName();
      write(element, 'letter/body', 'សូម'.repeat(200));
      press(element);
      await waitForState(element, 'sent');
      await element.updateComplete;
      const row = element.shadowRoot.querySelector('.row')!;
      expect(row.firstElementChild!.localName).to.equal('button');
      expect(row.lastElementChild!.localName).to.equal('a');
      expect(text(element)).to.contain('too long to open automatically');
    });
  });
});

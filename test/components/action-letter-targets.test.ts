/** Those whom a letter goes to, and how it reaches them. */
import { expect, waitUntil } from '@open-wc/testing';
import type { ActionLetter } from '../../src/components/action-letter/action-letter.ts';
import { campaign, letter } from '../support/browser/campaigns.ts';
import { control, getFieldError, waitForState, open, press, serveCampaign, text, write, type CampaignServer } from '../support/browser/elements.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';

describe('action-letter', () => {
  let at: CampaignServer;
  const on = (more: Partial<Campaign> = {}): CampaignServer => (at = serveCampaign(campaign(more)));
  const sent = (): Submission => at.network.to(at.submissions).at(-1)!.body as Submission;
  const targets = (element: ActionLetter) =>
    [...element.shadowRoot.querySelectorAll('[part=target] strong')].map((one) => one.textContent);

  afterEach(() => at.network.restore());

  describe('recipients', () => {
    const byCountry = () =>
      on({
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
      byCountry();
      const element = await open(at.src);
      expect(targets(element)).to.deep.equal(['Minister']);
      await waitUntil(() => control(element, 'person/country').children.length > 200, 'the countries are loaded', { timeout: 5000 });
      write(element, 'person/country', 'NZ');
      await element.updateComplete;
      expect(targets(element)).to.deep.equal(['Ambassador in Australia', 'Minister']);
      write(element, 'person/name', 'A');
      press(element);
      await waitForState(element, 'sent');
      expect(sent().letter!.targets).to.deep.equal(['au', 'all']);
    });

    it('can be chosen; all are chosen at first', async () => {
      on({ letter: letter({ choose: 'some' }) });
      const element = await open(at.src);
      const [first] = element.shadowRoot.querySelectorAll<HTMLInputElement>('[type=checkbox]');
      expect(first!.checked).to.equal(true);
      first!.click();
      write(element, 'person/name', 'A');
      press(element);
      await waitForState(element, 'sent');
      expect(sent().letter!.targets).to.deep.equal(['president']);
    });

    it('are limited to one, which has to be chosen', async () => {
      on({ letter: letter({ choose: 'one' }) });
      const element = await open(at.src);
      write(element, 'person/name', 'A');
      press(element);
      await waitUntil(() => getFieldError(element, 'letter/targets'));
      element.shadowRoot.querySelectorAll<HTMLInputElement>('[type=radio]')[1]!.click();
      press(element);
      await waitForState(element, 'sent');
      expect(sent().letter!.targets).to.deep.equal(['president']);
      expect(text(element)).to.contain('Bo President');
    });

    it('each have their own salutation', async () => {
      on({
        letter: letter({
          salutation: 'Dear {name},',
          targets: [
            { id: 'a', name: 'Ada', office: 'Minister' },
            { id: 'b', name: 'Bo', office: 'King', salutation: 'Your Majesty,' },
          ],
        }),
      });
      const element = await open(at.src);
      expect(text(element)).to.contain('Dear Ada,').and.to.contain('Your Majesty,');
    });
  });

  describe('delivery by the supporter’s mail program', () => {
    const byMail = (more: object = {}) =>
      on({
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
    const finish = async () => {
      const element = await open(at.src);
      write(element, 'person/name', 'A Supporter');
      return element;
    };

    it('records the letter first, and then encodes addresses, subject and lines in the mailto link', async () => {
      byMail();
      const element = await finish();
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
      expect(JSON.stringify(sent())).not.to.contain('example.org"');
    });

    it('offers the parts to copy if the link would be cut off', async () => {
      byMail();
      const element = await finish();
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

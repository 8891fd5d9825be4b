/** The recipients of a postcard. */
import { expect } from '@open-wc/testing';
import { publishCounts } from '../../src/api/counts.ts';
import type { PostcardForm } from '../../src/components/postcard-form/postcard-form.ts';
import { cards, postcard } from '../support/browser/campaigns.ts';
import { control, waitForState, open as openTag, press, show, serveCampaign, isFallbackVisible, text, write, type CampaignServer } from '../support/browser/elements.ts';
import { counts, json } from '../support/browser/network.ts';
import { all, fill, one } from '../support/browser/postcards.ts';
import { waitUntil } from '../support/browser/wait-until.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';

describe('postcard-form', () => {
  let server: CampaignServer;
  const serve = (more: Partial<Campaign> = {}): CampaignServer => (server = serveCampaign(cards(more)));
  const open = (attributes?: Record<string, string>) => openTag(server.src, attributes, 'postcard-form');
  const getLastSubmission = (): Submission => server.network.to(server.submissions).at(-1)!.body as Submission;
  const getSelectedIds = (element: PostcardForm) =>
    all<HTMLInputElement>(element, '[name="postcard/to"]').filter(({ checked, type }) => checked || type === 'hidden').map(({ value }) => value);

  afterEach(() => server.network.restore());

  describe('recipient', () => {
    it('is selected by the supporter; the person with the fewest postcards is suggested', async () => {
      serve({ id: 'fewest', postcard: postcard({ choose: 'some' }) });
      server.network.on('/campaigns/fewest/counts.json', () => json({ ...counts(1), perPerson: { one: 9, two: 3, three: 7 } }));
      const element = await open();
      await waitUntil(() => getSelectedIds(element).join() === 'two');
      expect(one(element, '.suggested').closest('li')!.textContent).to.contain('Bo Two').and.to.contain('Fewest cards so far');
      all(element, '[name="postcard/to"]')[0]!.click();
      fill(element);
      press(element);
      await waitForState(element, 'sent');
      expect(getLastSubmission().postcard!.to).to.deep.equal(['one', 'two']);
      await element.updateComplete;
      expect(text(element)).to.contain('Thank you for writing to Ada One and Bo Two.');
    });

    it('is suggested when another element of the page has loaded the counts before', async () => {
      serve({ id: 'known', postcard: postcard({ choose: 'some' }) });
      publishCounts(new URL('/campaigns/known/counts.json', location.href).href, { ...counts(1), perPerson: { one: 9, two: 3, three: 7 } });
      const element = await open();
      await waitUntil(() => getSelectedIds(element).join() === 'two');
    });

    it('stays selected when the counts arrive', async () => {
      serve({ id: 'late', postcard: postcard({ choose: 'one' }) });
      let release: (value: Response) => void;
      server.network.on('/campaigns/late/counts.json', () => new Promise<Response>((resolve) => (release = resolve)));
      const element = await open();
      all(element, '[name="postcard/to"]')[2]!.click();
      await waitUntil(() => server.network.to('/campaigns/late/counts.json').length);
      release!(json({ ...counts(1), perPerson: { one: 0, two: 5, three: 5 } }));
      await waitUntil(() => all(element, '.suggested').length);
      expect(getSelectedIds(element)).to.deep.equal(['three']);
    });

    it('stays the suggested one while the supporter writes, even if the counts change', async () => {
      serve({ id: 'moving-cards', postcard: postcard({ choose: 'some' }) });
      const answer = (people: number, perPerson: Record<string, number>) => json({ ...counts(people), perPerson });
      server.network.on('/campaigns/moving-cards/counts.json', () => answer(1, { one: 9, two: 3, three: 7 }));
      const element = await open();
      await waitUntil(() => getSelectedIds(element).join() === 'two');
      write(element, 'postcard/message', 'Dear Bo');
      publishCounts(new URL('/campaigns/moving-cards/counts.json', location.href).href, { ...counts(2), perPerson: { one: 9, two: 30, three: 7 } });
      await element.updateComplete;
      expect(getSelectedIds(element)).to.deep.equal(['two']);
      write(element, 'postcard/from', 'A friend');
      press(element);
      await waitForState(element, 'sent');
      expect(getLastSubmission().postcard!.to).to.deep.equal(['two']);
    });

    it('changes, and the text stays, when the page names another person while the supporter writes', async () => {
      serve();
      const element = await open({ person: 'two' });
      fill(element);
      element.person = 'nobody';
      await waitUntil(() => element.person === 'nobody' && text(element).includes('Ada One'));
      expect(control(element, 'postcard/message').value).to.equal('My own words.');
    });

    it('is required if none is suggested', async () => {
      serve({ postcard: postcard({ choose: 'some', suggest: 'none' }) });
      const element = await open();
      expect(getSelectedIds(element)).to.deep.equal([]);
      fill(element);
      press(element);
      await waitUntil(() => one(element, '[id="postcard/to-error"]'));
      expect(one(element, '[id="postcard/to-error"]').textContent).to.equal('Choose who you want to write to');
    });

    it('is the person that the page names', async () => {
      serve();
      const element = await open({ person: 'two' });
      expect(text(element)).to.contain('Bo Two').and.not.to.contain('Ada One');
      fill(element);
      press(element);
      await waitForState(element, 'sent');
      expect(getLastSubmission().postcard!.to).to.deep.equal(['two']);
    });

    it('keeps the fallback content if the page names a person who is not in the campaign', async () => {
      serve();
      const element = await show(server.src, { person: 'nobody' }, 'postcard-form');
      await waitForState(element, 'failed');
      expect(isFallbackVisible(element)).to.equal(true);
    });
  });
});

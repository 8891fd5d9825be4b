/** What the suites for every form are told of one, and the hands that write it. */
import { open, show, write } from './letters.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../../src/campaign/schema/submission.schema.ts';
import type { CampaignFormElement } from '../../../src/base/campaign-form-element.ts';

export interface FormSubject {
  tag: 'action-letter' | 'postcard-form';
  kind: Submission['kind'];
  campaign: (more?: Partial<Campaign>) => Campaign;
  /** Name of the field that holds the words. */
  words: string;
  /** Name of the field that holds who writes. */
  writer: string;
}

export const handsFor = ({ tag, words, writer }: FormSubject) => ({
  show: (src: string) => show(src, {}, tag) as Promise<CampaignFormElement>,
  open: (src: string, attributes?: Record<string, string>) => open(src, attributes, tag) as Promise<CampaignFormElement>,
  fill: (element: CampaignFormElement): void => {
    write(element, words, 'My own words.');
    write(element, writer, 'A Supporter');
  },
});

/** What the shared tests of the forms need to know of a form, and how they fill it in. */
import { open, show, write } from './elements.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../../src/campaign/schema/submission.schema.ts';
import type { CampaignFormElement } from '../../../src/base/campaign-form-element.ts';

export interface FormSubject {
  tag: 'action-letter' | 'postcard-form';
  kind: Submission['kind'];
  campaign: (more?: Partial<Campaign>) => Campaign;
  /** Name of the field for the text. */
  words: string;
  /** Name of the field for the supporter’s name. */
  writer: string;
}

export const createFormHelpers = ({ tag, words, writer }: FormSubject) => ({
  show: (src: string) => show(src, {}, tag) as Promise<CampaignFormElement>,
  open: (src: string, attributes?: Record<string, string>) => open(src, attributes, tag) as Promise<CampaignFormElement>,
  fill: (element: CampaignFormElement): void => {
    write(element, words, 'My own words.');
    write(element, writer, 'A Supporter');
  },
});

/** The differences between the forms that the shared tests need, and helpers that fill in a form. */
import { open, show, write } from './elements.ts';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../../src/campaign/schema/submission.schema.ts';
import type { CampaignFormElement } from '../../../src/base/campaign-form-element.ts';

export interface FormSubject {
  tag: 'action-letter' | 'postcard-form';
  kind: Submission['kind'];
  campaign: (more?: Partial<Campaign>) => Campaign;
  /** Name of the field for the message. */
  textField: string;
  /** Name of the field for the supporter’s name. */
  nameField: string;
}

export const createFormHelpers = ({ tag, textField, nameField }: FormSubject) => ({
  show: (src: string) => show(src, {}, tag) as Promise<CampaignFormElement>,
  open: (src: string, attributes?: Record<string, string>) => open(src, attributes, tag) as Promise<CampaignFormElement>,
  fill: (element: CampaignFormElement): void => {
    write(element, textField, 'My own words.');
    write(element, nameField, 'A Supporter');
  },
});

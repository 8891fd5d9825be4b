/** The widget's form and the plain form are read in the same way, with the rules that the server has for JSON. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseFormData, type FormDataLike } from '../../src/campaign/form-data.ts';
import { normalizeSubmission } from '../../src/campaign/normalize-submission.ts';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';
import { emailAddresses } from './support/email-addresses.ts';
import { createFullCampaign } from './support/full-campaign.ts';
import { setPaths } from './support/set-path.ts';

const createFormData = (values: Record<string, string>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.append(name, value);
  return form;
};

const forms: [name: string, create: (values: Record<string, string>) => FormDataLike][] = [
  ['the form of the page', createFormData],
  ['the plain form', (values) => new URLSearchParams(values)],
];

const letter = { 'letter/targets': 'minister', 'letter/subject': 'Release them', 'letter/body': 'Please.' };

for (const [name, createForm] of forms)
  describe(`parseFormData, given ${name},`, () => {
    it('trims names and messages, and leaves out texts in which nothing is visible', () => {
      const form = createForm({ ...letter, 'person/name': ' Anna\u3000', 'person/postalCode': '\u200b', 'letter/body': '\r\n Please.\r\n\r\nNow. ', 'fields/job': '\u2800' });
      const { person, letter: { body } = {}, fields } = parseFormData(createFullCampaign(), 'letter', form);
      assert.deepEqual({ person, body, fields }, { person: { name: 'Anna' }, body: 'Please.\n\nNow.', fields: { member: false } });
    });

    it('normalizes email addresses', () => {
      for (const [entered, normalized] of emailAddresses) {
        const { person } = parseFormData(createFullCampaign(), 'letter', createForm({ 'person/email': entered }));
        assert.equal(person?.email ?? '', normalized, entered);
      }
    });

    it('returns what the server does not normalize further', () => {
      const form = createForm({ ...letter, 'person/name': '\u200b Anna \u200b', 'person/email': 'mailto:a@müller.example,', 'fields/job': ' Teacher ' });
      const submission: Submission = { id: '', kind: 'letter', language: 'en', ...parseFormData(createFullCampaign(), 'letter', form) };
      assert.deepEqual(normalizeSubmission(submission), submission);
    });

    it('sends only well-formed text without NUL, whatever the document has', () => {
      const campaign = setPaths(createFullCampaign(), {
        '/letter/editable': 'none',
        '/letter/subject': 'Release \ud83d',
        '/letter/body': 'Please\0 now',
        '/consent/0/statement': '\ude00 News\0',
      }) as Campaign;
      const { letter: { subject, body } = {}, consent } = parseFormData(campaign, 'letter', createForm({ 'letter/targets': 'minister', 'consent/news': 'yes' }));
      assert.deepEqual([subject, body, consent], ['Release \ufffd', 'Please now', [{ id: 'news', statement: '\ufffd News', given: true }]]);
    });
  });

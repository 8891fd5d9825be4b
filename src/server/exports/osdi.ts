/** Bodies for the helpers of OSDI 1.2, the interface of Action Network and others: https://opensupporter.github.io/osdi-docs/ */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';

const originSystem = 'action-widgets';

/** Nobody can split a name in every language, so it is given as a whole. */
function toPerson({ person = {}, language }: Submission) {
  const { name, email, country, postalCode } = person;
  return {
    origin_system: originSystem,
    ...(name !== undefined && { given_name: name }),
    email_addresses: [{ address: email, primary: true, status: 'subscribed' }],
    ...((country ?? postalCode) !== undefined && { postal_addresses: [{ primary: true, ...(postalCode !== undefined && { postal_code: postalCode }), ...(country !== undefined && { country }) }] }),
    languages_spoken: [language],
  };
}

const toAction = (submission: Submission, receivedAt: string) => ({
  identifiers: [`${originSystem}:${submission.id}`],
  origin_system: originSystem,
  action_date: receivedAt,
  person: toPerson(submission),
});

/** For `osdi:person_signup_helper`. */
export const toPersonSignup = (submission: Submission) => ({ person: toPerson(submission) });

/** For `osdi:record_submission_helper`. */
export const toRecordSubmission = toAction;

/** For `osdi:record_outreach_helper`. @param document names the targets */
export function toRecordOutreach(submission: Submission, receivedAt: string, document: Campaign) {
  const { targets = [], subject, body } = submission.letter ?? {};
  return {
    ...toAction(submission, receivedAt),
    type: document.letter?.delivery === 'collect' ? 'postal mail' : 'email',
    ...(subject !== undefined && { subject }),
    ...(body !== undefined && { message: body }),
    targets: targets.map((id) => {
      const target = document.letter?.targets.find((one) => one.id === id);
      return target ? { title: target.office, given_name: target.name } : { title: id };
    }),
  };
}

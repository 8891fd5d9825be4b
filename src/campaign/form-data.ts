/** What somebody wrote into a form whose controls are named by pointer, `person/name`: the same in the page and without scripts. */
import { getAvailableTargets } from './letter.ts';
import type { Campaign } from './schema/campaign.schema.ts';
import type { Submission } from './schema/submission.schema.ts';

/** A `FormData` or a `URLSearchParams`. */
export interface FormDataLike {
  get: (name: string) => unknown;
  getAll: (name: string) => unknown[];
  has: (name: string) => boolean;
}

export type FormValues = Pick<Submission, 'person' | 'letter' | 'postcard' | 'fields' | 'consent'>;

/**
 * @param campaign in the language of the form: what it does not ask, such as a subject that nobody may change, is sent as it stands
 * @returns what is filled in, without what is empty; still to be checked
 */
export function parseFormData(campaign: Campaign, kind: Submission['kind'], form: FormDataLike): FormValues {
  const value = (name: string) => {
    const text = form.get(name);
    // Browsers send CRLF, whatever was typed.
    return (typeof text === 'string' && text.replaceAll('\r\n', '\n').trim()) || undefined;
  };
  const given = <T>(name: string, answer: T | undefined) => (answer === undefined ? [] : [[name, answer] as const]);
  const person = Object.fromEntries(
    ['name', 'email', 'country', 'postalCode'].flatMap((key) => given(key, value(`person/${key}`))),
  ) as Submission['person'];
  const fields = (campaign.fields ?? []).flatMap(({ id, type }) => {
    const name = `fields/${id}`;
    return given<string | boolean>(id, type === 'checkbox' ? form.has(name) : value(name));
  });
  const consent = (campaign.consent ?? []).flatMap(({ id, statement }) => {
    const name = `consent/${id}`;
    const answer = value(name);
    return answer ? [{ id, statement: value(`${name}/statement`) ?? statement, given: answer === 'yes' }] : [];
  });
  const { letter, postcard } = campaign;
  const chosen = (name: string) => form.getAll(name) as string[];
  return {
    person,
    ...(kind === 'letter' &&
      letter && {
        letter: {
          targets: letter.choose === 'all' ? getAvailableTargets(letter, person?.country).map(({ id }) => id) : chosen('letter/targets'),
          subject: letter.editable === 'all' ? value('letter/subject') : (value('letter/subject') ?? letter.subject),
          body: letter.editable === 'none' ? (value('letter/body') ?? letter.body) : value('letter/body'),
        },
      }),
    ...(kind === 'postcard' &&
      postcard && {
        postcard: {
          to: form.has('postcard/to') || postcard.choose !== 'all' ? chosen('postcard/to') : postcard.to,
          design: value('postcard/design') ?? (postcard.designs.length === 1 ? postcard.designs[0]!.id : undefined),
          message: value('postcard/message'),
          from: value('postcard/from'),
          ...(form.has('postcard/publish') && { publish: form.get('postcard/publish') === 'yes' }),
        },
      }),
    ...(fields.length && { fields: Object.fromEntries(fields) }),
    ...(consent.length && { consent }),
  };
}

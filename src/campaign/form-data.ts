/** Reads a form whose controls are named by pointer, such as `person/name`: the widget's form and the plain form alike. */
import { normalizeEmail } from './email.ts';
import { getAvailableTargets } from './letter.ts';
import { normalizeFieldText, toWellFormedText } from './text.ts';
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
 * @param campaign in the language of the form: what the form does not ask for, such as a subject that cannot be edited, is
 * taken from it
 * @returns the values without empty ones, not validated
 */
export function parseFormData(campaign: Campaign, kind: Submission['kind'], form: FormDataLike): FormValues {
  const { letter, postcard } = campaign;
  const person = omitMissing(['name', 'email', 'country', 'postalCode'].map((key) => [key, getText(form, `person/${key}`)])) as NonNullable<Submission['person']>;
  if (person.email) person.email = normalizeEmail(person.email);
  const fields = omitMissing(
    (campaign.fields ?? []).map(({ id, type }) => [id, type === 'checkbox' ? form.has(`fields/${id}`) : getText(form, `fields/${id}`)]),
  );
  const consent = (campaign.consent ?? []).flatMap(({ id, statement }) => {
    const name = `consent/${id}`;
    const answer = getText(form, name);
    return answer ? [{ id, statement: getText(form, `${name}/statement`) ?? toWellFormedText(statement), given: answer === 'yes' }] : [];
  });
  return {
    person,
    ...(kind === 'letter' && letter && { letter: parseLetter(letter, person.country, form) }),
    ...(kind === 'postcard' && postcard && { postcard: parsePostcard(postcard, form) }),
    ...(Object.keys(fields).length && { fields }),
    ...(consent.length && { consent }),
  };
}

function getText(form: FormDataLike, name: string): string | undefined {
  const text = form.get(name);
  return typeof text === 'string' ? normalizeFieldText(text) : undefined;
}

const omitMissing = <T>(entries: readonly (readonly [string, T | undefined])[]) =>
  Object.fromEntries(entries.filter((entry): entry is [string, T] => entry[1] !== undefined));

function parseLetter(letter: NonNullable<Campaign['letter']>, country: string | undefined, form: FormDataLike): Submission['letter'] {
  const { choose, editable } = letter;
  const subject = getText(form, 'letter/subject');
  const body = getText(form, 'letter/body');
  return {
    targets: choose === 'all' ? getAvailableTargets(letter, country).map(({ id }) => id) : (form.getAll('letter/targets') as string[]),
    subject: editable === 'all' ? subject : (subject ?? toWellFormedText(letter.subject)),
    body: editable === 'none' ? (body ?? toWellFormedText(letter.body)) : body,
  };
}

function parsePostcard({ to, choose, designs }: NonNullable<Campaign['postcard']>, form: FormDataLike): Submission['postcard'] {
  return {
    to: form.has('postcard/to') || choose !== 'all' ? (form.getAll('postcard/to') as string[]) : to,
    design: getText(form, 'postcard/design') ?? (designs.length === 1 ? designs[0]!.id : undefined),
    message: getText(form, 'postcard/message'),
    from: getText(form, 'postcard/from'),
    ...(form.has('postcard/publish') && { publish: form.get('postcard/publish') === 'yes' }),
  };
}

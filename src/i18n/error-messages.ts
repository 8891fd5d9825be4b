/** Messages for field errors, the same in the page and in the plain form. */
import { getPersonFields } from '../campaign/person-fields.ts';
import { countGraphemes } from '../campaign/formats.ts';
import { dependsOnCountry } from '../campaign/letter.ts';
import { parseJsonPointer } from '../campaign/json-pointer.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { FieldError } from '../campaign/schema/problem.schema.ts';
import type { Submission } from '../campaign/schema/submission.schema.ts';
import type { Key, Translator } from './translator.ts';

/** One message for each field with an error, by the name of the field, in the order of the form. */
export type ErrorMessages = ReadonlyMap<string, string>;

interface MessageContext {
  original: Campaign;
  /** The campaign in the language of the form. */
  campaign: Campaign;
  translator: Translator;
}

interface FieldMessages {
  label: Key;
  missing: Key;
  invalid?: Key;
}

const fieldMessages: Record<string, FieldMessages> = {
  'person/name': { label: 'form.name', missing: 'feedback.needName' },
  'person/email': { label: 'form.email', missing: 'feedback.needEmail', invalid: 'feedback.badEmail' },
  'person/country': { label: 'form.country', missing: 'feedback.needCountry', invalid: 'feedback.badCountry' },
  'person/postalCode': { label: 'form.postalCode', missing: 'feedback.needPostalCode' },
  'letter/targets': { label: 'form.to', missing: 'letterFeedback.needTarget' },
  'letter/subject': { label: 'letter.subject', missing: 'letterFeedback.needSubject' },
  'letter/body': { label: 'letter.body', missing: 'letterFeedback.needBody' },
  'postcard/to': { label: 'form.to', missing: 'postcardFeedback.needPerson' },
  'postcard/design': { label: 'postcard.design', missing: 'postcardFeedback.needDesign' },
  'postcard/message': { label: 'postcard.message', missing: 'postcardFeedback.needMessage' },
  'postcard/from': { label: 'postcard.from', missing: 'postcardFeedback.needFrom' },
};

/**
 * @param submission what the errors are about
 * @returns the messages, and whether there are other errors that no field of the form can correct
 */
export function toErrorMessages(
  form: MessageContext,
  fieldErrors: readonly FieldError[],
  submission: Partial<Submission>,
): { errors: ErrorMessages; others: boolean } {
  const errors = new Map<string, string>();
  let others = false;
  for (const error of sortByForm(form.original, fieldErrors, submission)) {
    const name = getFieldName(form.original, error);
    if (!name) others = true;
    else if (!errors.has(name)) errors.set(name, getMessage(form, name, error, submission));
  }
  return { errors, others };
}

/** The form asks for the country first if the targets of a letter depend on it. */
function sortByForm({ letter }: Campaign, errors: readonly FieldError[], { kind }: Partial<Submission>): readonly FieldError[] {
  if (kind === 'postcard' || !letter || !dependsOnCountry(letter)) return errors;
  const getOrder = ({ pointer }: FieldError) => (pointer === '/person/country' ? 0 : 1);
  return errors.toSorted((a, b) => getOrder(a) - getOrder(b));
}

/** The field in which an error can be corrected; undefined if the form has none. */
function getFieldName(campaign: Campaign, { pointer }: FieldError): string | undefined {
  const segments = parseJsonPointer(pointer);
  const [part = '', key = ''] = segments;
  const { letter, postcard, consent, fields } = campaign;
  // An unanswered question is named by its index in the campaign; anything deeper is an answer of the submission.
  if (part === 'consent') return segments.length === 2 && consent?.[Number(key)] ? `consent/${consent[Number(key)]!.id}` : undefined;
  if (part === 'fields') return fields?.some(({ id }) => id === key) ? `fields/${key}` : undefined;
  const name = `${part}/${key}`;
  const requirements = getPersonFields(campaign);
  if (part === 'person') return key in requirements && requirements[key as keyof typeof requirements] !== 'no' ? name : undefined;
  // A letter to all targets has no field for them: they depend only on the country.
  if (name === 'letter/targets' && letter?.choose === 'all') return requirements.country === 'no' ? undefined : 'person/country';
  if (name === 'letter/subject' && letter?.editable !== 'all') return undefined;
  if (name === 'letter/body' && letter?.editable === 'none') return undefined;
  if (name === 'postcard/to' && postcard?.choose === 'all') return undefined;
  return name in fieldMessages ? name : undefined;
}

function getMessage({ campaign, translator }: MessageContext, name: string, error: FieldError, submission: Partial<Submission>): string {
  const { missing, invalid } = fieldMessages[name] ?? {};
  const recipient = getRecipientName(campaign, error, submission);
  const label = recipient ?? getLabel(campaign, name, translator);
  switch (error.code) {
    case 'required':
      if (missing) return translator.t(missing);
      return translator.t(name.startsWith('consent/') ? 'feedback.needConsent' : 'feedback.needField', { label });
    case 'too-long':
      return getLengthMessage(campaign, name, submission, translator) ?? translator.t('feedback.tooLong', { label });
    case 'not-offered':
    case 'unknown':
      // Without a name to give, ask for a new choice.
      return missing && !recipient ? translator.t(missing) : translator.t('feedback.notAvailable', { label });
    default:
      return invalid ? translator.t(invalid) : translator.t('feedback.badField', { label });
  }
}

/** The name of the target or person that an error is about, if it is about one of several. */
function getRecipientName({ letter, people }: Campaign, { pointer }: FieldError, submission: Partial<Submission>): string | undefined {
  const index = Number(parseJsonPointer(pointer)[2]);
  const recipient =
    letter?.targets.find(({ id }) => id === submission.letter?.targets[index]) ?? people?.find(({ id }) => id === submission.postcard?.to[index]);
  return recipient?.name;
}

function getLabel({ fields, consent }: Campaign, name: string, translator: Translator): string {
  const key = fieldMessages[name]?.label;
  if (key) return translator.t(key);
  const fieldId = name.slice(name.indexOf('/') + 1);
  return fields?.find(({ id }) => id === fieldId)?.label ?? consent?.find(({ id }) => id === fieldId)?.statement ?? fieldId;
}

/** Says by how much a text is too long, for the fields whose limit is known here. */
function getLengthMessage({ letter, postcard }: Campaign, name: string, submission: Partial<Submission>, translator: Translator): string | undefined {
  const countExcess = (text = '', limit = Infinity) => countGraphemes(text) - limit;
  if (name === 'letter/body') {
    const excess = countExcess(submission.letter?.body, letter?.maxLength);
    return excess > 0 ? translator.plural('letterFeedback.tooLong', excess) : undefined;
  }
  if (name !== 'postcard/message') return undefined;
  const excess = countExcess(submission.postcard?.message, postcard?.maxLength);
  return excess > 0 ? translator.plural('postcardFeedback.tooLong', excess) : undefined;
}

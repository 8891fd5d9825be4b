/** Faults in words, for whoever has to mend them: the same sentences in the page and in the plain form. */
import { getPersonFields } from '../campaign/person-fields.ts';
import { countGraphemes } from '../campaign/formats.ts';
import { dependsOnCountry } from '../campaign/letter.ts';
import { parseJsonPointer } from '../campaign/json-pointer.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { FieldError } from '../campaign/schema/problem.schema.ts';
import type { Submission } from '../campaign/schema/submission.schema.ts';
import type { Key, Translator } from './translator.ts';

/** A sentence for each field at fault, by its name, in the order of the form. */
export type ErrorMessages = ReadonlyMap<string, string>;

/** What a form shows. */
interface Shown {
  original: Campaign;
  /** The same in the form's language. */
  campaign: Campaign;
  translator: Translator;
}

interface Known {
  label: Key;
  missing: Key;
  bad?: Key;
}

const fieldMessages: Record<string, Known> = {
  'person/name': { label: 'form.name', missing: 'feedback.needName' },
  'person/email': { label: 'form.email', missing: 'feedback.needEmail', bad: 'feedback.badEmail' },
  'person/country': { label: 'form.country', missing: 'feedback.needCountry', bad: 'feedback.badCountry' },
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
 * @param sent what the faults are about
 * @returns the sentences, and whether there are faults that no field can mend
 */
export function toErrorMessages(
  view: Shown,
  faults: readonly FieldError[],
  sent: Partial<Submission>,
): { errors: ErrorMessages; others: boolean } {
  const errors = new Map<string, string>();
  let others = false;
  const early = (fault: FieldError) => Number(fault.pointer !== '/person/country');
  const { letter } = view.original;
  const countryFirst = sent.kind !== 'postcard' && letter && dependsOnCountry(letter);
  const asShown = countryFirst ? faults.toSorted((a, b) => early(a) - early(b)) : faults;
  for (const fault of asShown) {
    const name = getFieldName(view, fault);
    if (!name) others = true;
    else if (!errors.has(name)) errors.set(name, sentence(view, name, fault, sent));
  }
  return { errors, others };
}

/** The field in which a fault can be mended; undefined where the form has none. */
function getFieldName({ original }: Shown, { pointer }: FieldError): string | undefined {
  const [part = '', key = ''] = parseJsonPointer(pointer);
  if (part === 'consent') return original.consent?.[Number(key)] && `consent/${original.consent[Number(key)]!.id}`;
  const name = `${part}/${key}`;
  const ask = getPersonFields(original);
  if (part === 'person') return key in ask && ask[key as keyof typeof ask] !== 'no' ? name : undefined;
  // Where all are written to, who that is depends on the country alone.
  if (name === 'letter/targets' && original.letter?.choose === 'all') return ask.country === 'no' ? undefined : 'person/country';
  if (name === 'letter/subject' && original.letter?.editable !== 'all') return undefined;
  if (name === 'letter/body' && original.letter?.editable === 'none') return undefined;
  // Nor is there anything to choose where a card goes to all.
  if (name === 'postcard/to' && original.postcard?.choose === 'all') return undefined;
  if (part === 'fields') return original.fields?.some(({ id }) => id === key) ? name : undefined;
  return name in fieldMessages ? name : undefined;
}

function sentence({ campaign, translator }: Shown, name: string, { code, pointer }: FieldError, sent: Partial<Submission>): string {
  const own = name.slice(name.indexOf('/') + 1);
  const { label: key, missing, bad } = fieldMessages[name] ?? {};
  const { letter, postcard } = sent;
  const place = Number(parseJsonPointer(pointer)[2]);
  const addressee =
    campaign.letter?.targets.find(({ id }) => id === letter?.targets[place]) ??
    campaign.people?.find(({ id }) => id === postcard?.to[place]);
  const label =
    addressee?.name ??
    (key ? translator.t(key) : undefined) ??
    campaign.fields?.find(({ id }) => id === own)?.label ??
    campaign.consent?.find(({ id }) => id === own)?.statement ??
    own;
  if (code === 'required') {
    if (missing) return translator.t(missing);
    return translator.t(name.startsWith('consent/') ? 'feedback.needConsent' : 'feedback.needField', { label });
  }
  if (code === 'too-long') {
    const over = (text = '', max = Infinity) => countGraphemes(text) - max;
    const ofLetter = name === 'letter/body' ? over(letter?.body, campaign.letter?.maxLength) : 0;
    if (ofLetter > 0) return translator.plural('letterFeedback.tooLong', ofLetter);
    const ofCard = name === 'postcard/message' ? over(postcard?.message, campaign.postcard?.maxLength) : 0;
    return ofCard > 0 ? translator.plural('postcardFeedback.tooLong', ofCard) : translator.t('feedback.tooLong', { label });
  }
  if (code === 'not-offered' || code === 'unknown') return translator.t('feedback.notAvailable', { label });
  return bad ? translator.t(bad) : translator.t('feedback.badField', { label });
}

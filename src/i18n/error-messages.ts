/** Faults in words, for whoever has to mend them: the same sentences in the page and in the plain form. */
import { asked } from '../campaign/person-fields.ts';
import { graphemes } from '../campaign/formats.ts';
import { dependsOnCountry } from '../campaign/letter.ts';
import { segments } from '../campaign/json-pointer.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { Fault } from '../campaign/schema/problem.schema.ts';
import type { Submission } from '../campaign/schema/submission.schema.ts';
import type { Key, Speaker } from './translator.ts';

/** A sentence for each field at fault, by its name, in the order of the form. */
export type Errors = ReadonlyMap<string, string>;

/** What a form shows. */
interface Shown {
  source: Campaign;
  /** The same in the form's language. */
  campaign: Campaign;
  speaker: Speaker;
}

interface Known {
  label: Key;
  missing: Key;
  bad?: Key;
}

const known: Record<string, Known> = {
  'person/name': { label: 'name', missing: 'needName' },
  'person/email': { label: 'email', missing: 'needEmail', bad: 'badEmail' },
  'person/country': { label: 'country', missing: 'needCountry', bad: 'badCountry' },
  'person/postalCode': { label: 'postalCode', missing: 'needPostalCode' },
  'letter/targets': { label: 'to', missing: 'letter.needTarget' },
  'letter/subject': { label: 'letter.subject', missing: 'letter.needSubject' },
  'letter/body': { label: 'letter.yours', missing: 'letter.needBody' },
  'postcard/to': { label: 'to', missing: 'postcard.needTo' },
  'postcard/design': { label: 'postcard.front', missing: 'postcard.needDesign' },
  'postcard/message': { label: 'postcard.message', missing: 'postcard.needMessage' },
  'postcard/from': { label: 'postcard.from', missing: 'postcard.needFrom' },
};

/**
 * @param sent what the faults are about
 * @returns the sentences, and whether there are faults that no field can mend
 */
export function errorsOf(
  view: Shown,
  faults: readonly Fault[],
  sent: Partial<Submission>,
): { errors: Errors; others: boolean } {
  const errors = new Map<string, string>();
  let others = false;
  const early = (fault: Fault) => Number(fault.pointer !== '/person/country');
  const { letter } = view.source;
  const countryFirst = sent.kind !== 'postcard' && letter && dependsOnCountry(letter);
  const asShown = countryFirst ? faults.toSorted((a, b) => early(a) - early(b)) : faults;
  for (const fault of asShown) {
    const name = fieldOf(view, fault);
    if (!name) others = true;
    else if (!errors.has(name)) errors.set(name, sentence(view, name, fault, sent));
  }
  return { errors, others };
}

/** The field in which a fault can be mended; undefined where the form has none. */
function fieldOf({ source }: Shown, { pointer }: Fault): string | undefined {
  const [part = '', key = ''] = segments(pointer);
  if (part === 'consent') return source.consent?.[Number(key)] && `consent/${source.consent[Number(key)]!.id}`;
  const name = `${part}/${key}`;
  const ask = asked(source);
  if (part === 'person') return key in ask && ask[key as keyof typeof ask] !== 'no' ? name : undefined;
  // Where all are written to, who that is depends on the country alone.
  if (name === 'letter/targets' && source.letter?.choose === 'all') return ask.country === 'no' ? undefined : 'person/country';
  if (name === 'letter/subject' && source.letter?.editable !== 'all') return undefined;
  if (name === 'letter/body' && source.letter?.editable === 'none') return undefined;
  // Nor is there anything to choose where a card goes to all.
  if (name === 'postcard/to' && source.postcard?.choose === 'all') return undefined;
  if (part === 'fields') return source.fields?.some(({ id }) => id === key) ? name : undefined;
  return name in known ? name : undefined;
}

function sentence({ campaign, speaker }: Shown, name: string, { code, pointer }: Fault, sent: Partial<Submission>): string {
  const own = name.slice(name.indexOf('/') + 1);
  const { label: key, missing, bad } = known[name] ?? {};
  const { letter, postcard } = sent;
  const place = Number(segments(pointer)[2]);
  const addressee =
    campaign.letter?.targets.find(({ id }) => id === letter?.targets[place]) ??
    campaign.people?.find(({ id }) => id === postcard?.to[place]);
  const label =
    addressee?.name ??
    (key ? speaker.say(key) : undefined) ??
    campaign.fields?.find(({ id }) => id === own)?.label ??
    campaign.consent?.find(({ id }) => id === own)?.statement ??
    own;
  if (code === 'required') {
    if (missing) return speaker.say(missing);
    return speaker.say(name.startsWith('consent/') ? 'needConsent' : 'needField', { label });
  }
  if (code === 'too-long') {
    const over = (text = '', max = Infinity) => graphemes(text) - max;
    const ofLetter = name === 'letter/body' ? over(letter?.body, campaign.letter?.maxLength) : 0;
    if (ofLetter > 0) return speaker.count('letter.long', ofLetter);
    const ofCard = name === 'postcard/message' ? over(postcard?.message, campaign.postcard?.maxLength) : 0;
    return ofCard > 0 ? speaker.count('postcard.long', ofCard) : speaker.say('longField', { label });
  }
  if (code === 'not-offered' || code === 'unknown') return speaker.say('notOffered', { label });
  return bad ? speaker.say(bad) : speaker.say('badField', { label });
}

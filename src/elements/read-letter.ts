/** A form of a letter as a submission. */
import { asked } from '../campaign/asked.ts';
import { partnerOf } from '../campaign/partner.ts';
import type { Target } from '../campaign/campaign.ts';
import type { Submission } from '../campaign/submission.ts';
import type { View } from '../parts/view.ts';

export interface Setting {
  id: string;
  partner: string | null;
  testing: boolean;
  targets: readonly Target[];
}

/** @param form whose controls are named by pointer, `person/name` */
export function readLetter(form: HTMLFormElement, view: View, { id, partner, testing, targets }: Setting): Submission {
  const { source, campaign, language } = view;
  const data = new FormData(form);
  const value = (name: string) => (data.get(name) as string | null)?.trim() || undefined;
  const ask = asked(campaign);
  const keys = (['name', 'email', 'country', 'postalCode'] as const).filter((key) => ask[key] !== 'no');
  const fields = (source.fields ?? []).flatMap(({ id, type }) => {
    const answer = type === 'checkbox' ? data.has(`fields/${id}`) : value(`fields/${id}`);
    return answer === undefined ? [] : [[id, answer] as const];
  });
  const consent = (campaign.consent ?? []).flatMap(({ id, statement }) => {
    const answer = data.get(`consent/${id}`);
    return answer ? [{ id, statement, given: answer === 'yes' }] : [];
  });
  const through = partnerOf(source, partner);
  const { subject, body, editable } = campaign.letter!;
  return {
    id,
    kind: 'letter',
    language,
    person: Object.fromEntries(keys.map((key) => [key, value(`person/${key}`)])),
    letter: {
      targets: targets.map((target) => target.id),
      subject: editable === 'all' ? value('letter/subject') : subject,
      body: editable === 'none' ? body : value('letter/body'),
    },
    ...(fields.length && { fields: Object.fromEntries(fields) }),
    ...(consent.length && { consent }),
    tracking: {
      ...(through && { partner: through }),
      origin: location.origin,
      ...utm(),
    },
    ...(testing && { testing }),
  };
}

/** Where the visit came from, as the page's own address says it. */
function utm(): Record<string, string> {
  const search = new URLSearchParams(location.search);
  return Object.fromEntries(
    ['source', 'medium', 'campaign', 'content'].flatMap((key) => {
      const value = search.get(`utm_${key}`);
      // By code point: half a character can not be stored.
      return value ? [[key, [...value.replaceAll('\0', '')].slice(0, 300).join('')]] : [];
    }),
  );
}

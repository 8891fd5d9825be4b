/** Which letters someone looks for. */
import { isIsoDate } from '../../campaign/formats.ts';
import { localizeCampaign, negotiateLanguage } from '../../campaign/localize.ts';
import type { Campaign, Letter } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { normalizeText } from '../../campaign/text.ts';
import type { ExportedSubmission } from '../db/exports-repository.ts';
import type { Exported } from '../exports/write-rows.ts';

/** The names of the fields of a form, each of which may be empty. */
export const letterFilterFields = ['country', 'partner', 'target', 'from', 'until', 'text', 'search'] as const;

/** What is empty selects everything. */
export type LetterFilter = Record<(typeof letterFilterFields)[number], string>;

/** In code points: more than the longest name. */
export const maxSearchLength = 300;

export type LetterFilterFault = 'day' | 'days' | 'text' | 'search';

export function readLetterFilter(form: URLSearchParams): { filter: LetterFilter; fault: LetterFilterFault | undefined } {
  const filter = Object.fromEntries(letterFilterFields.map((name) => [name, (form.get(name) ?? '').trim()])) as LetterFilter;
  return { filter, fault: findFault(filter) };
}

function findFault({ from, until, text, search }: LetterFilter): LetterFilterFault | undefined {
  if ([from, until].some((day) => day !== '' && !isIsoDate(day))) return 'day';
  if (from && until && from > until) return 'days';
  if (!['', 'standard', 'changed'].includes(text)) return 'text';
  return [...search].length > maxSearchLength ? 'search' : undefined;
}

/** The same text however it was typed: without regard to case, to the width of letters, or to how accents are encoded. Marks stay: in many scripts, they are vowels. */
const toComparable = (text: string) => text.normalize('NFKC').toLowerCase();

/** @returns whether a letter says what the campaign suggests today, in its language; undefined without a document, and for what the server cannot read */
export function createTextComparison(campaign: Campaign | undefined): (submission: Submission) => boolean | undefined {
  const letters = new Map<string, Letter | undefined>();
  const getStandard = (document: Campaign, language: string) => {
    const tag = negotiateLanguage(document, language);
    if (!letters.has(tag)) letters.set(tag, localizeCampaign(document, tag).letter);
    return letters.get(tag);
  };
  const isSame = (text: string | undefined, suggestion: string) => text === undefined || normalizeText(text) === normalizeText(suggestion);
  return ({ language, letter, sealed }) => {
    const standard = campaign && getStandard(campaign, language);
    if (!standard || sealed !== undefined) return undefined;
    return isSame(letter?.body, standard.body) && isSame(letter?.subject, standard.subject);
  };
}

export interface LetterMatcher {
  /** Whether a letter is selected. */
  matches: (item: Exported<ExportedSubmission>) => boolean;
  /** The first and the last instant of the days: ISO 8601 in UTC. */
  from: string | undefined;
  until: string | undefined;
  /** Whether only the text decides, which the server cannot read in a sealed letter. */
  needsText: boolean;
}

/** @param document today's, if there is one */
export function createLetterMatcher({ country, partner, target, from, until, text, search }: LetterFilter, document: Campaign | undefined): LetterMatcher {
  const searchTerms = toComparable(search).split(/\s+/).filter(Boolean);
  const hasStandardText = createTextComparison(document);
  const [first, last] = [from ? `${from}T00:00:00.000Z` : undefined, until ? `${until}T23:59:59.999Z` : undefined];
  const isInDays = (instant: string) => (first === undefined || instant >= first) && (last === undefined || instant <= last);
  const hasSearchTerms = ({ person, letter }: Submission) => {
    const content = toComparable([person?.name, letter?.subject, letter?.body].filter(Boolean).join('\n'));
    return searchTerms.every((term) => content.includes(term));
  };
  return {
    from: first,
    until: last,
    needsText: searchTerms.length > 0 || text !== '',
    matches: ({ row, submission }) =>
      submission?.kind === 'letter' &&
      isInDays(row.received_at) &&
      (!partner || row.partner === partner) &&
      (!country || submission.person?.country === country) &&
      (!target || submission.letter?.targets.includes(target) === true) &&
      (!text || hasStandardText(submission) === (text === 'standard')) &&
      (!searchTerms.length || (submission.sealed === undefined && hasSearchTerms(submission))),
  };
}

/** The document of a preview: the draft in the state that someone wants to look at. */
import { getPhase } from '../../campaign/phase.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Counts } from '../../campaign/schema/counts.schema.ts';
import type { Messages } from '../../campaign/schema/messages.schema.ts';
import { toInstant } from '../../utils/to-instant.ts';
import { msPerDay } from '../../utils/durations.ts';

export const previewStates = ['open', 'before', 'closed', 'sent'] as const;
export type PreviewState = (typeof previewStates)[number];

/** What a page gets from the server, with numbers and messages that nobody has sent. */
export interface PreviewData {
  campaign: Campaign;
  counts: Counts;
  messages: Messages;
}

/** @param origin of the server @param now milliseconds since the epoch */
export function createPreviewData(campaign: Campaign, state: PreviewState, { origin, now }: { origin: string; now: number }): PreviewData {
  // Without a proof of work: it would need a challenge of the server.
  const { abuse: _, opens, closes, closed, ...rest } = campaign;
  const address = `${origin}/campaigns/${campaign.id}`;
  return {
    campaign: {
      ...rest,
      ...getDates({ opens, closes, closed }, state, now),
      // Absolute, so that images are those beside the document.
      links: { ...campaign.links, submissions: `${address}/submissions`, counts: `${address}/counts.json`, messages: `${address}/messages.json` },
    },
    counts: createCounts(campaign, now),
    messages: { messages: createMessages(campaign, now) },
  };
}

type Dates = Pick<Campaign, 'opens' | 'closes' | 'closed'>;

/** The dates of the draft where they lead to the state, and others where they do not. */
function getDates(dates: Dates, state: PreviewState, now: number): Dates {
  const phase = { open: 'open', sent: 'open', before: 'upcoming', closed: 'closed' }[state];
  const { opens, closes, closed } = dates;
  const current: Dates = { ...(opens !== undefined && { opens }), ...(closes !== undefined && { closes }), ...(closed && { closed }) };
  if (getPhase(current, now) === phase) return current;
  if (phase === 'upcoming') return { opens: opens !== undefined && Date.parse(opens) > now ? opens : toInstant(now + msPerDay) };
  if (phase === 'closed') return closed ? { closed: { ...closed, at: toInstant(now - msPerDay) } } : { closes: toInstant(now - msPerDay) };
  return closes !== undefined && Date.parse(closes) > now ? { closes } : {};
}

function createCounts({ goal, people = [] }: Campaign, now: number): Counts {
  const total = Math.round((goal?.steps[0] ?? 200) * 0.6);
  return {
    people: total,
    letters: total,
    postcards: { received: total, approved: total, printed: Math.round(total / 2), delivered: Math.round(total / 3), paper: 0 },
    perPerson: Object.fromEntries(people.map(({ id }) => [id, Math.round(total / people.length)])),
    perPartner: {},
    asOf: toInstant(now),
  };
}

function createMessages({ postcard, language }: Campaign, now: number): Messages['messages'] {
  return (postcard?.to ?? []).slice(0, 1).map((to) => ({ id: 'preview', from: 'A. Supporter', to: [to], text: 'We think of you.', date: toInstant(now).slice(0, 10), language: language.startsWith('en') ? language : 'en' }));
}

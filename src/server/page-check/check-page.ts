/** “Is it on my page?”: what of a campaign is on a page of a partner, what is missing, and what to do. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { checkEmbed, describeMisplaced, findCampaign, type EmbedContext } from './check-embeds.ts';
import { checkPolicies } from './check-policy.ts';
import { checkResponse, describeFailure, findResponseProblem } from './check-response.ts';
import { checkScripts, findScripts, type PageScript } from './check-scripts.ts';
import { findEmbeds, type Embed } from './embeds.ts';
import { fetchPage, PageError, type FetchedPage, type FetchPage } from './fetch-page.ts';
import { note, problem, type Finding } from './finding.ts';
import { parsePolicies } from './policy.ts';
import type { PageContent } from './read-page.ts';
import { readUntrustedPage } from './read-untrusted-page.ts';

export interface PageReport {
  /** Problems first. */
  findings: Finding[];
  /** The campaigns on the page. */
  campaigns: Campaign[];
}

export interface CheckOptions {
  campaigns: readonly Campaign[];
  /** The origin of the campaign's server. */
  origin: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** For tests, which have no page on the internet. */
  fetch?: FetchPage | undefined;
  /** For tests, which read many pages that they know. */
  read?: typeof readUntrustedPage;
}

const order = ['problem', 'note', 'good'] as const;
const sort = (findings: readonly Finding[]) => {
  const byText = new Map(findings.map((finding) => [`${finding.text}\n${finding.code?.join('\n')}`, finding]));
  return [...byText.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
};

/** @returns the address that someone has entered, also without https:// */
export function parsePageAddress(text: string): URL | undefined {
  const address = text.trim();
  const complete = /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `https://${address}`;
  if (address.length > 2000 || !URL.canParse(complete)) return undefined;
  const url = new URL(complete);
  url.hash = '';
  return /^https?:$/.test(url.protocol) && /[.:]/.test(url.hostname) ? url : undefined;
}

/** @param text the address, as it was entered */
export async function checkPage(text: string, options: CheckOptions): Promise<PageReport> {
  const url = parsePageAddress(text);
  if (!url) return { findings: [describeFailure('invalid-address')], campaigns: [] };
  const { fetch: getPage = fetchPage, read = readUntrustedPage, origin } = options;
  try {
    const page = await getPage(url, { userAgent: `action-widgets-server (looks for an action on this page; +${origin})` });
    const failure = findResponseProblem(page);
    if (failure) return { findings: [failure], campaigns: [] };
    const content = await read(page.text, page.url.href);
    if (!content) return { findings: [problem('The page is too complicated to read.', 'Check another page with the same code.')], campaigns: [] };
    return checkContent(content, page, url, options);
  } catch (error) {
    if (error instanceof PageError) return { findings: [describeFailure(error.reason)], campaigns: [] };
    throw error;
  }
}

function checkContent(content: PageContent, page: FetchedPage, requested: URL, { campaigns, origin, now }: CheckOptions): PageReport {
  const context: EmbedContext = { campaigns, origin, page: page.url, now };
  const embeds = findEmbeds(content, origin);
  const active = embeds.filter(({ tag }) => tag.place === 'page');
  const scripts = findScripts(content);
  const findings = [
    ...checkResponse(page, content, requested),
    ...checkMisplaced(embeds),
    ...active.flatMap((embed) => [...checkEmbed(embed, context)]),
    ...checkDuplicates(active),
    ...checkScripts(active, { scripts, origin, page: page.url }),
    ...checkRemains(active, embeds, scripts, origin),
  ];
  const policies = [
    ...parsePolicies(page.headers['content-security-policy'] ?? [], 'header'),
    ...parsePolicies(content.policies, 'meta'),
    ...parsePolicies(page.headers['content-security-policy-report-only'] ?? [], 'header', true),
  ];
  const withCampaigns = active.map((embed) => ({ embed, campaign: findCampaign(embed, context) }));
  findings.push(...checkPolicies(withCampaigns, { policies, page: page.url, origin, scripts: scripts.filter(({ url }) => url.origin === origin) }));
  return { findings: sort(findings), campaigns: [...new Set(withCampaigns.flatMap(({ campaign }) => campaign ?? []))] };
}

/** Each kind of wrong place once: the rest of a page repeats it. */
function checkMisplaced(embeds: readonly Embed[]): Finding[] {
  const places = new Set(embeds.map(({ tag }) => tag.place));
  return [...places].flatMap((place) => (place === 'page' ? [] : describeMisplaced(place)));
}

function checkDuplicates(embeds: readonly Embed[]): Finding[] {
  const forms = embeds.filter(({ method, element }) => method !== 'page' && (element === 'letter' || element === 'postcard'));
  const byAction = Map.groupBy(forms, ({ element, campaignId, url }) => `${element} ${campaignId ?? url?.href}`);
  return [...byAction.values()]
    .filter((same) => same.length > 1)
    .map(([first]) => note(`The page has ${first!.label} more than once for the same campaign.`, 'One is enough: supporters may send their letter twice.'));
}

/** What is left of a snippet if a system has removed the rest, or nothing at all. */
function checkRemains(active: readonly Embed[], embeds: readonly Embed[], scripts: readonly PageScript[], origin: string): Finding[] {
  const others = active.filter(({ method }) => method !== 'page');
  if (others.length) return [];
  const links = active.filter(({ method }) => method === 'page');
  const wasMore = scripts.length > 0 || links.some(({ tag }) => tag.attributes['style'] !== undefined);
  const useOther = 'The page “Put an action on your site” has other methods. For many systems, there is a link that a site-wide script turns into the action.';
  if (links.length && wasMore)
    return [problem('Only the link is left: the site’s system has removed the tag of the action, or the data- attributes of the link.', `Visitors can still take part on the campaign’s own page. To show the action here, paste the code into a block for HTML code. ${useOther}`)];
  if (links.length) return [note('The page has a link to the campaign’s own page, and no action of its own.', `If you pasted more than a link, the site’s system has removed it. ${useOther}`)];
  if (embeds.length) return [];
  if (scripts.some(({ url }) => url.origin === origin))
    return [problem('The script is there, but no action: the site’s system has removed the tag and its link, or the tag is not on this page.', `Paste the code into a block for HTML code. ${useOther}`)];
  return [
    problem(
      'There is nothing of a campaign of this server on the page.',
      'Check that the page is saved and published, and that its cache has been emptied. What scripts of the site insert cannot be seen here: open the page in a private window.',
    ),
  ];
}

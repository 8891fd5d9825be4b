/** Whether each action on a page is complete, and names a campaign of this server. */
import { slugPattern } from '../../campaign/formats.ts';
import { getLanguages, negotiateLanguage } from '../../campaign/localize.ts';
import { normalizeLanguageTag } from '../../campaign/language-fallbacks.ts';
import { resolvePartner } from '../../campaign/partner.ts';
import { getPhase } from '../../campaign/phase.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { getElements } from '../../embed-code/campaign-elements.ts';
import { tagNames } from '../../embed-code/snippets.ts';
import type { Embed } from './embeds.ts';
import { good, note, problem, type Finding } from './finding.ts';
import type { Place } from './read-page.ts';

export interface EmbedContext {
  campaigns: readonly Campaign[];
  /** The origin of the campaign's server. */
  origin: string;
  /** The address of the page. */
  page: URL;
  /** Milliseconds since the epoch. */
  now: number;
}

const newCode = 'Copy the code again from the page “Put an action on your site”.';
const asHtml = 'The site’s system treats it as text. Paste it into a block for HTML code, or use another method for this system.';

/** What to do about a tag that browsers do not treat as one. */
const misplaced: Record<Exclude<Place, 'page'>, readonly [text: string, advice: string]> = {
  text: ['The page shows the code of an action as text.', asHtml],
  comment: ['The code of an action is inside a comment, which browsers ignore.', 'Remove <!-- before it and --> after it. Some systems add these to code that they do not allow.'],
  template: ['The code of an action is inside a template, which browsers do not show by themselves.', 'A script of the site may insert it later. If nothing appears on the page, paste the code into the article itself.'],
  noscript: ['The code of an action is inside “noscript”, which is only for browsers without scripts.', 'An optimiser may have moved it. Paste the code outside of it, or exclude it from the optimiser.'],
  script: ['A script of the page contains the code of an action, and may insert it. This check does not run scripts.', 'Open the page in a private window to see whether the action appears.'],
  frame: ['The site puts the code of an action into a frame of its own.', 'The action works there if the frame is large enough and allows scripts and forms. If something is cut off, use the iframe method.'],
};

export const describeMisplaced = (place: Exclude<Place, 'page'>): Finding =>
  ['script', 'template', 'frame'].includes(place) ? note(...misplaced[place]) : problem(...misplaced[place]);

const isForm = (element: string | undefined) => element === undefined || element === 'letter' || element === 'postcard';

/** The campaign that an embed names, if this server has it. */
export const findCampaign = ({ campaignId, url }: Embed, { campaigns, origin }: EmbedContext) =>
  url?.origin === origin ? campaigns.find(({ id }) => id === campaignId) : undefined;

export function* checkEmbed(embed: Embed, context: EmbedContext): Generator<Finding> {
  const addressProblem = checkAddress(embed, context);
  if (addressProblem) yield addressProblem;
  const campaign = findCampaign(embed, context);
  const isTesting = embed.tag.attributes[embed.method === 'link' ? 'data-testing' : 'testing'] !== undefined && isForm(embed.element);
  if (isTesting) yield problem(`${embed.label} is in test mode: what supporters send is not counted.`, 'Remove the attribute “testing”.');
  if (embed.method === 'frame') yield* checkFrame(embed);
  if (embed.method === 'element') yield* checkFallback(embed);
  if (!campaign) return;
  if (!addressProblem) yield good(`${embed.label} is there, for “${campaign.title}” (${campaign.id}).`);
  yield* checkCampaign(embed, campaign, context);
  yield* checkPartner(embed, campaign);
}

/** The attribute with the address of the campaign. */
const getAttribute = ({ method }: Embed) => ({ element: 'src', frame: 'src', image: 'src', code: 'src', link: 'data-src', page: 'href', framedLink: 'href' })[method];

function getExpectedPath({ method, element = '' }: Embed, id: string): string {
  if (method === 'element' || method === 'link') return `/campaigns/${id}.json`;
  return method === 'frame' ? `/embed/${id}/${element || 'letter'}` : `/a/${id}`;
}

function checkAddress(embed: Embed, { campaigns, origin, page }: EmbedContext): Finding | undefined {
  const { label, method, url, campaignId, tag } = embed;
  const attribute = getAttribute(embed);
  if (!url) {
    // A counter can have its dates in attributes.
    if (embed.element === 'counter' && (tag.attributes['since'] ?? tag.attributes['data-since']) !== undefined) return undefined;
    return tag.attributes[attribute] === undefined
      ? problem(`${label} has no ${attribute}, so it does not know its campaign.`, `The site’s system may have removed it. ${newCode} If it is removed again, use another method for this system.`)
      : problem(`The ${attribute} of ${label} is not an address.`, newCode);
  }
  if (url.origin !== origin) {
    const isOnlyScheme = url.host === new URL(origin).host;
    if (isOnlyScheme && page.protocol === 'https:') return problem(`${label} loads its campaign without encryption, which browsers refuse on an encrypted page.`, `Write ${origin} in its ${attribute}.`);
    if (isOnlyScheme) return note(`${label} names this server with ${url.protocol}//.`, `Write ${origin} in its ${attribute}.`);
    return problem(`${label} belongs to another server: ${url.host}.`, `If it is meant for a campaign of this server, write ${origin} in its ${attribute}.`);
  }
  if (campaignId === undefined) {
    const [, id] = /^\/(?:a|embed|campaigns)\/([a-z\d][a-z\d-]*)/.exec(url.pathname) ?? [];
    const campaign = campaigns.find((one) => one.id === id);
    const advice = campaign ? `Write this in its ${attribute}:` : newCode;
    const text = method === 'frame' && url.pathname.startsWith('/a/') ? 'The iframe shows a page that cannot be shown in an iframe.' : `The ${attribute} of ${label} has the wrong form.`;
    return problem(text, advice, campaign && [`${origin}${getExpectedPath(embed, campaign.id)}`]);
  }
  if (!campaigns.some(({ id }) => id === campaignId)) return problem(`${label} names the campaign ${campaignId}, which this server does not have.`, 'It may have been renamed or deleted, or not be published yet. Check the name in the address.');
  return undefined;
}

function* checkCampaign({ label, element, language, method }: Embed, campaign: Campaign, { origin, page, now }: EmbedContext): Generator<Finding> {
  const elements = getElements(campaign);
  if (element !== undefined && !elements.some((name) => name === element)) {
    const names = elements.map((name) => (method === 'element' ? `<${tagNames[name]}>` : name));
    yield problem(`${label} shows ${element in tagNames ? `the ${element}` : 'something'} of a campaign that has none.`, names.length ? `This campaign has: ${names.join(', ')}.` : 'Add it to the campaign.');
  }
  const phase = getPhase(campaign, now);
  if (phase === 'closed') yield note(`“${campaign.title}” is closed: ${label} shows the closing statement.`);
  if (phase === 'upcoming') yield note(`“${campaign.title}” has not opened yet: ${label} only announces it.`);
  const { origins } = campaign;
  if (origins && !['page', 'image', 'code'].includes(method) && page.origin !== origin && !origins.includes(page.origin))
    yield problem('The campaign does not allow this site, so nobody can take part here.', 'Add this to the sites that may embed the campaign:', [page.origin]);
  const tag = language?.trim();
  if (tag && /^[\w-]{1,35}$/.test(tag)) {
    const actual = negotiateLanguage(campaign, normalizeLanguageTag(tag));
    if (actual.split('-')[0]!.toLowerCase() !== normalizeLanguageTag(tag).split('-')[0]!.toLowerCase())
      yield note(`${label} asks for the language ${tag}, in which the campaign has no texts. It shows ${actual}.`, `The campaign has: ${getLanguages(campaign).join(', ')}.`);
  }
}

function* checkPartner({ label, element, method, partner, url }: Embed, campaign: Campaign): Generator<Finding> {
  const slug = partner?.trim();
  if (!slug) {
    // The snippets of other elements, and images, name none.
    if (url && isForm(element) && ['element', 'link', 'frame', 'framedLink'].includes(method)) yield note(`${label} names no partner, so what comes through this page is not counted for the site.`, newCode);
  } else if (resolvePartner(campaign, slug) === undefined) {
    yield slugPattern.test(slug)
      ? problem(`${label} names the partner ${slug}, which is not one of the campaign’s partners, so it is not counted for the site.`, 'Correct the name, or add it to the partners of the campaign.')
      : problem(`The partner of ${label} is not a short name, so it is not counted for the site.`, 'A short name has only lowercase letters, digits and hyphens.');
  } else yield good(`${label} counts for the partner ${slug}.`);
}

function* checkFrame({ tag: { attributes } }: Embed): Generator<Finding> {
  const flags = attributes['sandbox']?.toLowerCase().split(/\s+/);
  const missing = flags && ['allow-scripts', 'allow-forms', 'allow-popups', 'allow-same-origin'].filter((flag) => !flags.includes(flag));
  if (missing?.length) yield problem('The site puts the iframe into a sandbox that is too strict.', 'Use another method for this system, or ask the site to add this to the sandbox:', [missing.join(' ')]);
  const lazy = attributes['src'] === undefined || attributes['src'].startsWith('about:');
  if (lazy) yield note('An optimiser loads the iframe later.', 'Exclude it from the optimiser if it does not appear.');
}

function* checkFallback({ label, tag }: Embed): Generator<Finding> {
  if (tag.isUnclosed) yield problem(`${label} has no closing tag, so browsers treat what follows on the page as its replacement, and hide it.`, `Write </${tag.name}> after it. There is no short form with />.`);
  else if (!tag.hasLink) yield note(`There is no link inside ${label}.`, `Some systems remove it. Where scripts are blocked, visitors see nothing. ${newCode}`);
}

/** What the Content Security Policies of a page forbid, and which lines to add. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { getImageOrigins } from '../../embed-code/campaign-elements.ts';
import { formatPolicy, getPolicy, getTrustedTypesPolicy, policyName } from '../../embed-code/csp.ts';
import type { Embed } from './embeds.ts';
import { note, problem, type Finding } from './finding.ts';
import { allows, allowsStyleAttributes, findDirective, type Directive, type PagePolicy, type Resource } from './policy.ts';
import type { PageTag } from './read-page.ts';

export interface PolicyContext {
  policies: readonly PagePolicy[];
  /** The address of the page. */
  page: URL;
  /** The origin of the campaign's server. */
  origin: string;
  /** The scripts of ours that the page has. */
  scripts: readonly { url: URL; tag: PageTag }[];
}

const consequences: Record<Directive, string> = {
  'script-src': 'loading our script, so the action does not appear',
  'connect-src': 'loading the campaign and sending letters',
  'img-src': 'showing our images',
  'frame-src': 'showing the iframe',
  'style-src-attr': 'style attributes',
};

const places = { header: 'a header of the site', meta: 'a meta element of the page' };

/** What an embed loads, by the same table that the embed code uses. */
function getResources(embed: Embed, campaign: Campaign | undefined, { origin, scripts }: PolicyContext): Resource[] {
  const { method, element = '' } = embed;
  const imageOrigins = campaign && getImageOrigins(campaign, origin);
  const sources = Object.entries(getPolicy({ method, origin, element, imageOrigins })) as [Directive, string[]][];
  return sources.flatMap(([directive, list]) =>
    list.flatMap((source): Resource[] => {
      if (source === 'blob:') return [{ directive, url: new URL(`blob:${origin}/`) }];
      if (directive !== 'script-src') return [{ directive, url: new URL('/campaigns/x.json', source) }];
      const scriptResources = scripts.map(({ url, tag }) => ({ directive, url, nonce: tag.attributes['nonce'], integrity: tag.attributes['integrity'] }));
      return scriptResources.length ? scriptResources : [{ directive, url: new URL('/v1/actions.js', source) }];
    }),
  );
}

const toSource = (url: URL) => (url.protocol === 'blob:' ? 'blob:' : url.origin);

export function* checkPolicies(embeds: readonly { embed: Embed; campaign: Campaign | undefined }[], context: PolicyContext): Generator<Finding> {
  for (const policy of context.policies) {
    const missing = new Map<Directive, Set<string>>();
    for (const { embed, campaign } of embeds)
      for (const resource of getResources(embed, campaign, context)) {
        if (allows(policy, resource, context.page)) continue;
        missing.set(resource.directive, (missing.get(resource.directive) ?? new Set()).add(toSource(resource.url)));
      }
    for (const [directive, sources] of missing) yield describeMissing(policy, directive, [...sources]);
    yield* checkTrustedTypes(policy, embeds.map(({ embed }) => embed));
    yield* checkSandbox(policy);
    const hasStyles = embeds.some(({ embed }) => embed.method !== 'page' && embed.tag.attributes['style'] !== undefined);
    if (hasStyles && !policy.isReportOnly && !allowsStyleAttributes(policy))
      yield note('The site’s security policy forbids style attributes, so the page may move when the action appears.', 'Leave out the style attribute, and put “display: block; min-height: 100vh” for the tag into the site’s style sheet.');
  }
}

function describeMissing(policy: PagePolicy, directive: Directive, sources: string[]): Finding {
  const name = findDirective(policy, directive)!;
  if (sources.every((source) => source === 'blob:'))
    return note('The site’s security policy forbids the preview of the counter’s share image. Saving the image works.', `To allow it, ask the site to add this to ${name}:`, formatPolicy({ [directive]: sources }));
  const text = `The site’s security policy (Content-Security-Policy, in ${places[policy.place]}) forbids ${consequences[directive]}.`;
  const isStrict = directive === 'script-src' && policy.directives.get(name)!.some((source) => source.toLowerCase() === "'strict-dynamic'");
  const advice = isStrict
    ? `Its ${name} has 'strict-dynamic': give our script tag the same nonce attribute that the site gives to its own scripts.`
    : name === directive || name === `${directive}-elem`
      ? `Ask the site to add this to ${name}:`
      : `It has no ${directive}. Ask the site to add this, after what it has in ${name}:`;
  const code = isStrict ? undefined : formatPolicy({ [name === `${directive}-elem` ? name : directive]: sources });
  return policy.isReportOnly ? note(`${text} For now, it only reports this.`, advice, code) : problem(text, advice, code);
}

function* checkTrustedTypes({ directives, isReportOnly, place }: PagePolicy, embeds: readonly Embed[]): Generator<Finding> {
  const names = directives.get('trusted-types');
  const method = embeds.find((embed) => Object.keys(getTrustedTypesPolicy(embed)).length)?.method;
  if (!names || isReportOnly || method === undefined) return;
  const lower = names.map((name) => name.toLowerCase());
  if (lower.includes('*') || (lower.includes(policyName) && lower.includes("'allow-duplicates'"))) return;
  yield problem(
    `The site’s security policy (in ${places[place]}) lists which scripts may create elements (trusted-types), and ours is not among them, so the action does not appear.`,
    'Ask the site to add this to trusted-types:',
    formatPolicy(getTrustedTypesPolicy({ method })),
  );
}

function* checkSandbox({ directives, isReportOnly }: PagePolicy): Generator<Finding> {
  const flags = directives.get('sandbox');
  if (!flags || isReportOnly) return;
  const missing = ['allow-scripts', 'allow-forms'].filter((flag) => !flags.includes(flag));
  if (missing.length) yield problem('The site shows the page in a sandbox, in which nobody can take part.', `Ask the site to add ${missing.join(' and ')} to the sandbox of its security policy.`);
}

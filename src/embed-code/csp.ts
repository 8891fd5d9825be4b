/** What a Content Security Policy must allow for each method of embedding. A test serves exactly these lines. */

/** The name of Lit's Trusted Types policy in our files. */
export const policyName = 'action-widgets';

export interface PolicyOptions {
  /** A key of `embedMethods`. */
  method: string;
  /** The origin of the campaign's server. */
  origin: string;
  /** A key of `tagNames`. */
  element: string;
  /** Other origins from which the campaign shows postcard designs and photos. */
  imageOrigins?: readonly string[] | undefined;
}

/** Sources by directive. */
export type Policy = Record<string, string[]>;

const elementMethods = ['element', 'elements', 'link', 'classic'];
const frameMethods = ['frame', 'framedLink'];
const imageMethods = ['code', 'image'];

/** The counter draws its share image in the page, as a `blob:`. */
function getImageSources({ origin, element, imageOrigins = [] }: PolicyOptions): string[] {
  if (element === 'postcard') return [origin, ...imageOrigins];
  return element === 'counter' ? [origin, ...imageOrigins, 'blob:'] : [];
}

/** The sources to add to a policy. Our styles need none: they work with `style-src 'none'`. */
export function getPolicy(options: PolicyOptions): Policy {
  const { method, origin } = options;
  if (imageMethods.includes(method)) return { 'img-src': [origin] };
  if (frameMethods.includes(method)) return { 'script-src': [origin], 'frame-src': [origin] };
  if (!elementMethods.includes(method)) return {};
  const images = getImageSources(options);
  return { 'script-src': [origin], 'connect-src': [origin], ...(images.length > 0 && { 'img-src': images }) };
}

/**
 * What to add where a policy already lists `trusted-types`; elsewhere the directive would forbid the policies of other
 * scripts. Each of our files that needs the policy creates it, and so does each version, so duplicates must be allowed.
 */
export const getTrustedTypesPolicy = ({ method }: Pick<PolicyOptions, 'method'>): Policy =>
  elementMethods.includes(method) ? { 'trusted-types': [policyName, "'allow-duplicates'"] } : {};

/** One line per directive, as in the header. */
export const formatPolicy = (policy: Policy): string[] =>
  Object.entries(policy).map(([directive, sources]) => `${directive} ${sources.join(' ')};`);

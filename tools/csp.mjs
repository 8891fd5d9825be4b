// The lines of a Content Security Policy that a partner's page needs for our elements, for the docs and for the demo. Plain
// enough to run in a browser too. A test serves exactly these lines.

/** What a host's policy has to list where it lists any: the name that Lit's policy has in our files. */
export const policyName = 'action-widgets';

/**
 * @typedef {object} Wanted
 * @property {string} address of the campaign's endpoint, such as `https://campaign.example`
 * @property {'element' | 'classic' | 'frame' | 'picture' | 'link'} [way] how it stands on the page
 * @property {readonly string[]} [elements] tags; by default all six
 * @property {readonly string[]} [pictures] other origins that fronts of cards and photos come from
 */

/** Those that show pictures of the campaign. */
const withPictures = ['postcard-form', 'message-wall'];
const all = ['action-letter', 'postcard-form', 'detention-counter', 'message-wall', 'campaign-updates', 'action-progress'];

/**
 * What to add to a policy that allows nothing else. Styles need nothing: `style-src 'none'` is well, and so is
 * `require-trusted-types-for 'script'`.
 * @param {Wanted} wanted
 * @returns {Record<string, string[]>} sources by directive
 */
export function policyFor({ address, way = 'element', elements = all, pictures = [] }) {
  const { origin } = new URL(address);
  if (way === 'link') return {};
  if (way === 'picture') return { 'img-src': [origin] };
  if (way === 'frame') return { 'frame-src': [origin], 'script-src': [origin] };
  const has = (...tags) => tags.some((tag) => elements.includes(tag));
  // The picture of a count is drawn in the page, and looked at before it is saved.
  const images = [...(has(...withPictures, 'detention-counter') ? [origin, ...pictures] : []), ...(has('detention-counter') ? ['blob:'] : [])];
  return {
    'script-src': [origin],
    'connect-src': [origin],
    ...(images.length && { 'img-src': images }),
    // Each family of elements, and each version, makes its own.
    'trusted-types': [policyName, "'allow-duplicates'"],
  };
}

/**
 * @param {Wanted} wanted
 * @returns {string} the directives as a header has them
 */
export const policyLines = (wanted) =>
  Object.entries(policyFor(wanted))
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ');

// What a Content Security Policy has to allow for each way in. The page beside this file shows it for what is chosen;
// docs/embedding.md has it for all, and a test serves exactly these lines.
// What somebody wants to know is in csp.d.ts.

/** The name that Lit's policy has in our files, and that of the pinned ones. */
export const policyName = 'action-widgets';

const elements = ['element', 'link', 'classic'];
const frames = ['frame', 'framedLink'];
const pictures = ['code', 'picture'];

/** Pictures that an element shows: the fronts of cards; the picture of a count, drawn in the page, with a photo. */
function picturesOf({ endpoint, element, origins = [] }) {
  if (element === 'postcard') return [endpoint, ...origins];
  return element === 'counter' ? [endpoint, ...origins, 'blob:'] : [];
}

/** What to add to a policy, as sources by directive. What our styles need is nothing: `style-src 'none'` is well. */
export function policyFor(choice) {
  const { way, endpoint } = choice;
  if (pictures.includes(way)) return { 'img-src': [endpoint] };
  if (frames.includes(way)) return { 'script-src': [endpoint], 'frame-src': [endpoint] };
  if (!elements.includes(way)) return {};
  const images = picturesOf(choice);
  return { 'script-src': [endpoint], 'connect-src': [endpoint], ...(images.length && { 'img-src': images }) };
}

/**
 * What to add besides where a policy lists `trusted-types`; elsewhere that directive would forbid what others have. Each
 * family of elements, and each version, makes a policy of its own: hence the duplicates.
 */
export const trustedTypesFor = ({ way }) => (elements.includes(way) ? { 'trusted-types': [policyName, "'allow-duplicates'"] } : {});

/** Directives as a header has them, each on a line of its own. */
export const linesOf = (policy) => Object.entries(policy).map(([directive, sources]) => `${directive} ${sources.join(' ')};`);

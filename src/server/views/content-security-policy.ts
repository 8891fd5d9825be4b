/** The Content-Security-Policy of our own pages. */

/** Sources by directive. */
type Directives = Record<string, string | readonly string[]>;

/** `default-src` does not apply to the last three. */
const base: Directives = { 'default-src': "'none'", 'form-action': "'none'", 'base-uri': "'none'", 'frame-ancestors': "'none'" };

/**
 * What no directive allows is forbidden.
 * @example
 * createPolicy({ 'script-src': "'self'", 'img-src': ["'self'", 'data:'] });
 */
export const createPolicy = (directives: Directives): string =>
  Object.entries({ ...base, ...directives }).map(([name, sources]) => [name, ...[sources].flat()].join(' ')).join('; ');

/** The directives of a page whose files all come from this server. */
export const ownFiles: Directives = { 'script-src': "'self'", 'style-src': "'self'", 'img-src': "'self'", 'form-action': "'self'" };
/** `img-src` where a campaign shows designs and photos from anywhere. */
export const anyImage = ['https:', 'http:', 'data:', 'blob:'];

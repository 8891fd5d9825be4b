/** Content Security Policies, as browsers apply them: https://www.w3.org/TR/CSP3/ */

export interface PagePolicy {
  /** Whether it is in a header of the response, or in a `meta` element. */
  place: 'header' | 'meta';
  /** Whether the browser only reports what it would forbid. */
  isReportOnly: boolean;
  /** Values by directive, both in lower case but for nonces, hashes and paths. */
  directives: ReadonlyMap<string, readonly string[]>;
}

/** What a page loads or runs, and by which directives it is decided: the first one that a policy has. */
const directiveNames = {
  'script-src': ['script-src-elem', 'script-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
  'img-src': ['img-src', 'default-src'],
  'frame-src': ['frame-src', 'child-src', 'default-src'],
  'style-src-attr': ['style-src-attr', 'style-src', 'default-src'],
} as const;

export type Directive = keyof typeof directiveNames;

/** @param values of headers or of `meta` elements; each can have several policies */
export function parsePolicies(values: readonly string[], place: PagePolicy['place'], isReportOnly = false): PagePolicy[] {
  return values
    .flatMap((value) => value.split(','))
    .flatMap((text) => {
      const directives = new Map<string, string[]>();
      for (const part of text.split(';')) {
        const [name, ...sources] = part.trim().split(/\s+/);
        // Only the first of two counts.
        if (name && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
      }
      return directives.size ? [{ place, isReportOnly, directives }] : [];
    });
}

/** The directive of a policy that decides; undefined if none does, so that everything is allowed. */
export const findDirective = ({ directives }: PagePolicy, directive: Directive): string | undefined =>
  directiveNames[directive].find((name) => directives.has(name));

export interface Resource {
  directive: Directive;
  url: URL;
  /** The nonce of the script tag. */
  nonce?: string | undefined;
  integrity?: string | undefined;
}

export function allows(policy: PagePolicy, { directive, url, nonce, integrity }: Resource, page: URL): boolean {
  const name = findDirective(policy, directive);
  if (name === undefined) return true;
  const sources = policy.directives.get(name)!;
  if (directive === 'script-src') {
    if (nonce && sources.includes(`'nonce-${nonce}'`)) return true;
    const hashes = integrity?.trim().split(/\s+/) ?? [];
    if (hashes.length && hashes.every((hash) => sources.includes(`'${hash}'`))) return true;
    if (sources.some((source) => source.toLowerCase() === "'strict-dynamic'")) return false;
  }
  return sources.some((source) => matchesSource(source, url, page));
}

/** Whether the `style` attributes of the page have an effect. */
export function allowsStyleAttributes(policy: PagePolicy): boolean {
  const name = findDirective(policy, 'style-src-attr');
  if (name === undefined) return true;
  const sources = policy.directives.get(name)!.map((source) => source.toLowerCase());
  // A nonce or a hash of anything turns 'unsafe-inline' off.
  return sources.includes("'unsafe-inline'") && !sources.some((source) => /^'(nonce|sha\d+)-/.test(source));
}

const sourcePattern = /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[a-z\d_-]+(?:\.[a-z\d_-]+)*\.?)(?::(\d+|\*))?(\/[^?#]*)?$/i;

const getPort = ({ port, protocol }: URL) => port || { 'http:': '80', 'https:': '443' }[protocol] || '';
/** A page that allows `http:` also allows the same over https. */
const matchesScheme = (scheme: string, url: URL) => url.protocol === `${scheme}:` || (scheme === 'http' && url.protocol === 'https:');

function matchesSource(source: string, url: URL, page: URL): boolean {
  const text = source.toLowerCase();
  const pageScheme = page.protocol.slice(0, -1);
  if (text === '*') return /^(https?|wss?):$/.test(url.protocol) || url.protocol === page.protocol;
  if (text === "'self'") return url.origin === page.origin || (url.hostname === page.hostname && matchesScheme(pageScheme, url) && !url.port && !page.port);
  if (/^[a-z][a-z\d+.-]*:$/.test(text)) return matchesScheme(text.slice(0, -1), url);
  const [, scheme = pageScheme, host, port, path] = sourcePattern.exec(source) ?? [];
  if (host === undefined || !matchesScheme(scheme.toLowerCase(), url)) return false;
  return matchesHost(host.toLowerCase(), url.hostname) && matchesPort(port, url) && matchesPath(path, url.pathname);
}

const matchesHost = (pattern: string, hostname: string) => pattern === '*' || (pattern.startsWith('*.') ? hostname.endsWith(pattern.slice(1)) : pattern === hostname);

function matchesPort(port: string | undefined, url: URL): boolean {
  if (port === '*') return true;
  if (port === undefined) return url.port === '';
  return port === getPort(url) || (port === '80' && getPort(url) === '443');
}

function matchesPath(path: string | undefined, pathname: string): boolean {
  if (path === undefined || path === '/') return true;
  try {
    const [expected, actual] = [decodeURIComponent(path), decodeURIComponent(pathname)];
    return expected.endsWith('/') ? actual.startsWith(expected) : actual === expected;
  } catch {
    return false;
  }
}

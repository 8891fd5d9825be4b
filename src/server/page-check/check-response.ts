/** What the response says before its content is read. */
import { isHtmlType, type FetchedPage, type PageFailure } from './fetch-page.ts';
import { note, problem, type Finding } from './finding.ts';
import type { PageContent } from './read-page.ts';

const askHost = 'Ask the people who run the site.';

const failures: Record<PageFailure, readonly [text: string, advice: string]> = {
  'invalid-address': ['This is not the address of a web page.', 'Copy the address from the browser’s address bar. It begins with https://.'],
  'unknown-host': ['This server finds no site with this name.', 'Check the spelling of the address. If it is right, this server may have no connection to the internet.'],
  'private-address': ['This address belongs to a private network, which this server does not look into.', 'Publish the page, or use the address at which the public sees it.'],
  port: ['This address has a port of its own, and this server only looks at the usual ones.', 'Use the address at which the public sees the page. A page on your own computer cannot be checked.'],
  certificate: ['The site’s certificate is not valid, so browsers warn of it or do not show it.', `${askHost} The certificate may have expired, or be for another name.`],
  unreachable: ['The site does not answer.', 'Try again later. If you see the page in your browser, the site may refuse requests of servers.'],
  timeout: ['The site did not answer within ten seconds.', 'Try again later.'],
  'too-many-redirects': ['The address leads from one address to the next, without an end.', 'The page may need cookies or a login. Open it in a private window to see what the public sees.'],
  unreadable: ['The site’s answer is damaged.', askHost],
};

export const describeFailure = (reason: PageFailure): Finding => problem(...failures[reason]);

function describeStatus(status: number): Finding | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 401 || status === 407) return problem('The page needs a login.', 'Publish the page, so that everyone can see it.');
  if (status === 403 || status === 451)
    return problem('The site does not let this server see the page.', 'The page may not be public yet, or the site may refuse requests of servers. Open it in a private window to see what the public sees.');
  if (status === 404 || status === 410) return problem('There is no page at this address.', 'Check the address. The page may not be published yet, or may have moved.');
  if (status === 429) return problem('The site has had too many requests.', 'Try again later.');
  return status >= 500 ? problem('The site has an error.', 'Try again later.') : problem(`The site gave an unusual answer (${status}).`, askHost);
}

/** @returns what keeps the page from being read */
export function findResponseProblem({ status, headers }: FetchedPage): Finding | undefined {
  const finding = describeStatus(status);
  if (finding) return finding;
  return isHtmlType(headers['content-type']?.[0]) ? undefined : problem('This is not a web page, but a file of another type.', 'Enter the address of the page on which the action should be.');
}

/** @param requested the address that was entered */
export function* checkResponse({ url, redirects, headers, isTruncated }: FetchedPage, { robots, hasPasswordField }: PageContent, requested: URL): Generator<Finding> {
  if (redirects > 0) {
    const isLogin = hasPasswordField || /\b(log-?in|sign-?in|wp-login|auth)\b/i.test(url.pathname);
    const target = url.origin === requested.origin ? 'another page of the site' : `another site: ${url.host}`;
    if (isLogin) yield problem('The address leads to a login.', 'Publish the page, so that everyone can see it.');
    else if (url.origin !== requested.origin || url.pathname !== requested.pathname) yield note(`The address leads to ${target}. What follows is about that page.`);
  }
  if (url.protocol === 'http:') yield note('The page is not encrypted, so others on the way can read and change it.', 'Use the address with https://, and ask the site to redirect to it.');
  if (isTruncated) yield note('The page is very long. Only its first 2 MB were read.');
  const directives = [...robots, ...(headers['x-robots-tag'] ?? [])].join(',');
  if (/\b(noindex|none)\b/i.test(directives)) yield note('Search engines do not list this page.', 'This is right for a draft. For a public page, ask the site to remove “noindex”.');
  const embedder = headers['cross-origin-embedder-policy']?.[0] ?? '';
  if (/^\s*require-corp/i.test(embedder)) yield note('The site isolates its pages (Cross-Origin-Embedder-Policy), which keeps iframes of other sites from showing.', 'Use the element instead of the iframe.');
}

/** What the check says about pages of partners: with each published snippet, and with what systems leave of it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import { formatPolicy, getPolicy } from '../../../src/embed-code/csp.ts';
import { embedMethods, type SnippetOptions } from '../../../src/embed-code/snippets.ts';
import { checkPage, type PageReport } from '../../../src/server/page-check/check-page.ts';
import { PageError, type FetchedPage, type PageFailure } from '../../../src/server/page-check/fetch-page.ts';
import { readPage } from '../../../src/server/page-check/read-page.ts';
import { readUntrustedPage } from '../../../src/server/page-check/read-untrusted-page.ts';
import { createLetterCampaign, createPostcardCampaign } from '../support/campaigns.ts';
import { today } from '../support/test-server.ts';

const origin = 'https://campaign.example';
const letter = createLetterCampaign({ id: 'sam-sokha', title: 'Free Sam', translations: { km: { title: 'សំ' } } });
const postcard = createPostcardCampaign({ id: 'free-two', title: 'Free two' });
const snippet: SnippetOptions = { origin, id: 'sam-sokha', title: 'Free Sam', element: 'letter', partner: 'your-site' };
const code = (method: string, more: Partial<SnippetOptions> = {}) => embedMethods[method]!.getCode({ ...snippet, ...more });

const createPage = (body: string, head = '') => `<!doctype html><html lang="en"><head><title>News</title>${head}</head><body><header><nav>Home</nav></header><main><h1>News</h1>${body}<p>More news.</p></main><footer>Us</footer></body></html>`;

interface Answer extends Partial<Omit<FetchedPage, 'url'>> {
  url?: string;
  campaigns?: Campaign[];
}

function check(body: string, { url = 'https://partner.example/news', campaigns = [letter, postcard], headers = {}, ...answer }: Answer = {}): Promise<PageReport> {
  const page: FetchedPage = { url: new URL(url), redirects: 0, status: 200, headers: { 'content-type': ['text/html; charset=utf-8'], ...headers }, text: body.startsWith('<!doctype') ? body : createPage(body), isTruncated: false, ...answer };
  return checkPage('https://partner.example/news', { campaigns, origin, now: today, fetch: () => Promise.resolve(page), read: (text, address) => Promise.resolve(readPage(text, address)) });
}

const list = ({ findings }: PageReport, kind = 'problem') => findings.filter((finding) => finding.kind === kind).map(({ text }) => text);
const format = (report: PageReport) => JSON.stringify(report.findings, null, 1);

/** Asserts that the only problem, or note, is this one. */
async function assertOnly(kind: 'problem' | 'note', result: Promise<PageReport>, pattern: RegExp, advice?: RegExp): Promise<void> {
  const report = await result;
  const matches = report.findings.filter((finding) => finding.kind === kind);
  assert.equal(matches.length, 1, format(report));
  assert.match(matches[0]!.text, pattern);
  if (advice) assert.match(`${matches[0]!.advice}\n${matches[0]!.code?.join('\n')}`, advice);
}

describe('a page with a published snippet', () => {
  for (const [method, { elements }] of Object.entries(embedMethods))
    for (const element of elements)
      it(`has no problem: ${method}, ${element}`, async () => {
        const id = ['letter', 'progress'].includes(element) ? 'sam-sokha' : 'free-two';
        const campaigns = [letter, { ...postcard, updates: [{ date: '2018-01-01', text: 'News' }] }];
        const report = await check(code(method, { element, id }), { campaigns });
        assert.deepEqual(list(report), [], format(report));
        // A page of the campaign alone is also what is left of the others.
        assert.deepEqual(list(report, 'note').length, method === 'page' ? 1 : 0, format(report));
        assert.ok(list(report, 'good').length > 0);
        assert.deepEqual(report.campaigns.map((campaign) => campaign.id), [id]);
      });

  it('has no problem with the policy that the docs name', async () => {
    for (const method of ['element', 'elements', 'link', 'classic', 'frame', 'framedLink'])
      for (const element of (['letter', 'postcard', 'counter'] as const).filter((name) => embedMethods[method]!.elements.includes(name))) {
        const policy = ["default-src 'self';", "style-src 'unsafe-inline';", ...formatPolicy(getPolicy({ method, origin, element }))].join(' ');
        const report = await check(code(method, { element, id: element === 'letter' ? 'sam-sokha' : 'free-two' }), { headers: { 'content-security-policy': [policy] } });
        assert.deepEqual([list(report), list(report, 'note')], [[], []], `${method} ${element}: ${policy} ${format(report)}`);
      }
  });
});

describe('a page from which a system has removed something', () => {
  const element = code('elements');

  it('lacks the script', async () => {
    await assertOnly('problem', check(element.replace(/<script.*?<\/script>/s, '')), /script tag is missing/, /<script type="module" async src="https:\/\/campaign\.example\/v1\/action-letter\.js"><\/script>/);
  });

  it('has only the link', async () => {
    const link = /<a .*<\/a>/.exec(element)![0];
    await assertOnly('problem', check(element.replace(/<action-letter[^]*<\/action-letter>/, link)), /Only the link is left/);
    await assertOnly('note', check(link), /link to the campaign’s own page, and no action/);
  });

  it('has a link without its data- attributes', async () => {
    await assertOnly('problem', check(code('link').replace(/ data-[a-z]+="[^"]*"/g, '')), /Only the link is left/);
  });

  it('has a script, and nothing else', () => assertOnly('problem', check('<script type="module" src="https://campaign.example/v1/actions.js"></script>'), /script is there, but no action/));

  it('has nothing', () => assertOnly('problem', check('<p>Soon.</p>'), /nothing of a campaign/));

  it('shows the code as text', async () => {
    const text = element.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    for (const body of [`<p>${text}</p>`, `<pre><code>${text}</code></pre>`]) await assertOnly('problem', check(body), /shows the code of an action as text/);
  });

  it('has the code in a comment, in noscript, a template, a script or a frame', async () => {
    await assertOnly('problem', check(`<!-- ${element} -->`), /inside a comment/);
    await assertOnly('problem', check(`<noscript>${element}</noscript>`), /“noscript”/);
    await assertOnly('note', check(`<template>${element}</template>`), /inside a template/);
    await assertOnly('note', check(`<script type="application/json">{"html": ${JSON.stringify(element).replaceAll('</', '<\\/')}}</script>`), /A script of the page contains/);
    await assertOnly('note', check(`<iframe srcdoc="${element.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`), /into a frame of its own/);
  });

  it('has a tag without src, and a script without its type', async () => {
    await assertOnly('problem', check(element.replace(/ src="[^"]*\.json"/, '')), /has no src/);
    await assertOnly('problem', check(element.replace(' type="module"', '')), /lost type="module"/);
    await assertOnly('problem', check(code('classic').replace(' async', ' async integrity="sha384-x"')), /lost its attribute “crossorigin”/);
  });

  it('has no link for browsers without scripts', () => assertOnly('note', check(element.replace(/<a .*<\/a>/, '')), /no link inside/));

  it('runs the script later', async () => {
    await assertOnly('note', check(element.replace('type="module"', 'type="text/plain"')), /runs our script later/);
    await assertOnly('note', check(element.replace(' src="https://campaign.example/v1/', ' data-rocket-src="https://campaign.example/v1/')), /runs our script later/);
  });
});

describe('a page with a mistake', () => {
  const element = code('elements');

  for (const [what, body, pattern, advice] of [
    ['another server', element.replaceAll(origin, 'https://other.example'), /belongs to another server: other\.example/, undefined],
    ['an unknown campaign', element.replaceAll('sam-sokha', 'sam-soka'), /campaign sam-soka, which this server does not have/, undefined],
    ['the address of the page instead of the document', element.replace('/campaigns/sam-sokha.json', '/a/sam-sokha'), /wrong form/, /\/campaigns\/sam-sokha\.json/],
    ['the page in an iframe', code('frame').replace('/embed/sam-sokha/letter', '/a/sam-sokha'), /cannot be shown in an iframe/, /\/embed\/sam-sokha\/letter/],
    ['an element that the campaign does not have', element.replaceAll('action-letter', 'postcard-form'), /shows the postcard of a campaign that has none/, /<action-letter>/],
    ['a partner that is no short name', element.replace('"your-site"', '"Your Site!"'), /partner of <action-letter> is not a short name/, undefined],
    ['test mode', code('elements', { isTesting: true }), /test mode/, undefined],
    ['a tag that is not closed', element.replace(/><a .*<\/action-letter>/, '/>'), /has no closing tag/, undefined],
    ['the script of another element', element.replace('actions.js', 'postcard-form.js'), /not the one for action-letter/, /actions\.js/],
    ['a sandbox that is too strict', code('frame').replace('<iframe', '<iframe sandbox="allow-scripts"'), /sandbox that is too strict/, /allow-forms/],
  ] as const)
    it(`says so: ${what}`, async () => {
      const report = await check(body);
      assert.ok(list(report).some((text) => pattern.test(text)), format(report));
      if (advice) assert.match(format(report), advice);
    });

  it('says so: a partner that is not one of the campaign, or none', async () => {
    const campaigns = [{ ...letter, partners: ['a-group'] }];
    await assertOnly('problem', check(element, { campaigns }), /the partner your-site, which is not one/);
    await assertOnly('note', check(element.replace(' partner="your-site"', ''), { campaigns }), /names no partner/);
  });

  it('says so: a site that the campaign does not allow', async () => {
    await assertOnly('problem', check(element, { campaigns: [{ ...letter, origins: ['https://www.partner.example'] }] }), /does not allow this site/, /https:\/\/partner\.example/);
    assert.deepEqual(list(await check(element, { campaigns: [{ ...letter, origins: ['https://partner.example'] }] })), []);
    assert.deepEqual(list(await check(code('page'), { campaigns: [{ ...letter, origins: [] }] })), []);
  });

  it('says so: no encryption on an encrypted page', async () => {
    const report = await check(element.replaceAll('https://campaign', 'http://campaign'));
    assert.deepEqual(list(report).map((text) => /without encryption/.test(text)), [true, true], format(report));
  });

  it('says so: an action that is there twice, or closed, or in a language without texts', async () => {
    await assertOnly('note', check(element + element), /more than once/);
    await assertOnly('note', check(element, { campaigns: [{ ...letter, closes: '2018-01-01T00:00:00Z' }] }), /is closed/);
    await assertOnly('note', check(element, { campaigns: [{ ...letter, opens: '2019-01-01T00:00:00Z' }] }), /has not opened yet/);
    await assertOnly('note', check(code('elements', { lang: 'fr' })), /language fr, in which the campaign has no texts/);
    assert.deepEqual(list(await check(code('elements', { lang: 'km' })), 'note'), []);
  });

  it('resolves addresses against the base of the page', async () => {
    const body = createPage(element.replaceAll(origin, ''), `<base href="${origin}/x/">`);
    assert.deepEqual(list(await check(body)), []);
  });
});

describe('a page with a policy', () => {
  const element = code('elements', { element: 'postcard', id: 'free-two' });
  const withPolicy = (policy: string, body = element) => check(body, { headers: { 'content-security-policy': [policy] } });

  it('says what is forbidden, and which lines to add', async () => {
    const report = await withPolicy("default-src 'self'; script-src 'self' https://other.example; style-src 'unsafe-inline'");
    const problems = report.findings.filter(({ kind }) => kind === 'problem');
    assert.deepEqual(problems.map(({ code: lines }) => lines), [['script-src https://campaign.example;'], ['connect-src https://campaign.example;'], ['img-src https://campaign.example;']], format(report));
    assert.match(problems[0]!.advice!, /add this to script-src/);
    assert.match(problems[1]!.advice!, /It has no connect-src\. .* in default-src/);
    assert.match(problems[0]!.text, /in a header of the site/);
    assert.match(problems[0]!.text, /loading our script/);
  });

  it('reads the one in the page too, and only in its head', async () => {
    const meta = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">';
    await assertOnly('problem', check(createPage(element, meta)), /in a meta element of the page/);
    assert.deepEqual(list(await check(createPage(meta + element))), []);
  });

  it('names a nonce where the policy is strict', () => assertOnly('problem', withPolicy("script-src 'nonce-abc' 'strict-dynamic'"), /forbids loading our script/, /nonce attribute/));

  it('names trusted types, the sandbox, iframes and style attributes', async () => {
    await assertOnly('problem', withPolicy("require-trusted-types-for 'script'; trusted-types default"), /trusted-types/, /trusted-types action-widgets 'allow-duplicates';/);
    assert.deepEqual(list(await withPolicy("require-trusted-types-for 'script'")), []);
    assert.deepEqual(list(await withPolicy("trusted-types default action-widgets 'allow-duplicates'")), []);
    await assertOnly('problem', withPolicy('sandbox allow-scripts'), /sandbox/, /allow-forms/);
    await assertOnly('problem', withPolicy("frame-src 'self'", code('frame')), /showing the iframe/, /frame-src https:\/\/campaign\.example;/);
    await assertOnly('note', withPolicy("style-src 'self'"), /forbids style attributes/);
    await assertOnly('note', withPolicy(`img-src ${origin}`, code('elements', { element: 'counter', id: 'free-two' })), /share image/, /img-src blob:;/);
  });

  it('takes one that only reports for a note', async () => {
    const report = check(element, { headers: { 'content-security-policy-report-only': ["script-src 'self'"] } });
    await assertOnly('note', report, /only reports/);
  });
});

describe('a page that cannot be read', () => {
  const reasons: PageFailure[] = ['invalid-address', 'unknown-host', 'private-address', 'port', 'certificate', 'unreachable', 'timeout', 'too-many-redirects', 'unreadable'];
  for (const reason of reasons)
    it(`says why: ${reason}`, async () => {
      const { findings } = await checkPage('partner.example', { campaigns: [], origin, now: today, fetch: () => Promise.reject(new PageError(reason)) });
      assert.deepEqual([findings.length, findings[0]!.kind], [1, 'problem']);
      assert.ok(findings[0]!.advice);
    });

  for (const [status, pattern] of [[401, /login/], [403, /does not let this server/], [404, /no page/], [410, /no page/], [429, /too many/], [503, /error/], [304, /unusual/]] as const)
    it(`says why: status ${status}`, () => assertOnly('problem', check('', { status }), pattern));

  it('says why: not HTML, a login, another address', async () => {
    await assertOnly('problem', check('', { headers: { 'content-type': ['application/pdf'] } }), /not a web page/);
    const login = await check('<form><input type="password"></form>', { redirects: 1, url: 'https://partner.example/wp-login.php' });
    assert.ok(list(login).some((text) => /leads to a login/.test(text)));
    assert.ok(list(await check(code('elements'), { redirects: 1, url: 'https://www.partner.example/news' }), 'note').some((text) => /another site: www\.partner\.example/.test(text)));
  });

  it('warns of a page that search engines do not list, and of one that is not encrypted or too long', async () => {
    for (const answer of [{ headers: { 'x-robots-tag': ['noindex'] } }, { url: 'http://partner.example/news' }, { isTruncated: true }] as Answer[]) assert.equal(list(await check(code('elements'), answer), 'note').length, 1);
    assert.equal(list(await check(createPage(code('elements'), '<meta name="robots" content="noindex,nofollow">')), 'note').length, 1);
  });

  it('refuses what is no address of a page before it asks for anything', async () => {
    for (const address of ['', 'partner', 'javascript:alert(1)', 'ftp://partner.example/', 'file:///etc/passwd', 'http://[', `https://partner.example/${'x'.repeat(2000)}`]) {
      const { findings } = await checkPage(address, { campaigns: [], origin, now: today, fetch: () => assert.fail(address) });
      assert.match(findings[0]!.text, /not the address of a web page/);
    }
  });

  it('gives up on a page that was made to keep the server busy', async () => {
    // Each end tag is compared with all open elements.
    const page = '<div>'.repeat(200_000) + '</p>'.repeat(300_000);
    assert.equal(await readUntrustedPage(page, 'https://partner.example/', 300), undefined);
  });
});

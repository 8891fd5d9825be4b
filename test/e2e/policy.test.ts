/** A partner whose site allows what we publish as the lines to allow, and beside it only its own files. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { linesOf, policyFor, trustedTypesFor, type Policy } from '../../demo/embed/csp.js';
import { ways } from '../../demo/embed/snippets.js';
import { article, campaign } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite, type Page, type Site } from '../support/e2e/site.ts';
import { inAll, inState, LETTER, send, type Visitor } from '../support/e2e/visitor.ts';
import { startFaultProxy, type FaultProxy } from '../support/faults.ts';
import { until } from '../support/until.ts';

/** An element, the way it stands on the page, and the campaign of the demo that it shows. */
type Stands = readonly [way: string, element: string, id?: string];
const letters = 'sam-sokha';
const cards = 'free-the-5kh';
const words = 'Sample words on the wall.';

/** Shows all that an element can, and has a picture wherever there may be one. */
const id = 'all-of-it';
const picture = { src: `../a/${id}/qr.png`, alt: 'A code' };
const everything = campaign({
  id,
  people: [{ id: 'ada', name: 'Ada', timeZone: 'Asia/Phnom_Penh', held: [{ from: '2016-04-28' }], photo: picture }],
  postcard: { to: ['ada'], choose: 'all', suggest: 'none', designs: [{ id: 'front', ...picture }], maxLength: 300, guidance: [], publish: 'never' },
  updates: [{ date: '2016-05-01', text: 'Sample words.' }],
});

let endpoint: Endpoint;
/** With that campaign. */
let small: Endpoint;
let site: Site;
/** Where browsers report what was against a policy. */
let office: FaultProxy;

/** As somebody adds lines to the policy that a site has. */
const together = (...policies: Policy[]) =>
  policies.reduce((all, one) => {
    const sources = (directive: string) => [...new Set([...(all[directive] ?? []), ...one[directive]!])];
    return { ...all, ...Object.fromEntries(Object.keys(one).map((directive) => [directive, sources(directive)])) };
  }, {});

/** The site's own policy: its icon, and the script that notes what the policy refused. */
const own: Policy = { 'default-src': ["'none'"], 'script-src': ["'self'"], 'img-src': ["'self'"], 'style-src': ["'none'"] };
const watch = `window.refused = [];
  window.reported = [];
  addEventListener('securitypolicyviolation', ({ disposition, effectiveDirective, blockedURI }) =>
    (disposition === 'report' ? reported : refused).push(effectiveDirective + ' ' + blockedURI), true);`;

// Styles are restricted, so the partner has left those out. And nobody scrolls down to a frame.
const pasted = (code: string) =>
  article(code.replace(/ style="[^"]*"| loading="lazy"/g, ''), '<script src="/watch.js"></script>').replace('data:,', '/icon.png');

/** A page with the code and the lines that are published. */
function page(standing: readonly Stands[], more: Policy): Page {
  const choices = standing.map(([way, element, id = cards]) => ({ endpoint: endpoint.url, title: 'Go there', people: 5, way, element, id }));
  const code = choices.map((choice) => ways[choice.way]!.code(choice)).join('\n');
  const policy = together(own, ...choices.map(policyFor), more, { 'report-uri': [office.url] });
  return {
    body: pasted(code),
    type: 'text/html',
    headers: { 'content-security-policy': linesOf(policy).join(' ') },
  };
}

/** One thing on a page, with the lines for it and for nothing else. */
const elements = ['letter', 'postcard', 'counter', 'wall', 'updates', 'progress'];
const alone: readonly Stands[] = [...elements.map((element): Stands => ['element', element]), ['frame', 'letter'], ['picture', 'counter']];
const choiceOf = ([way, element]: Stands) => ({ endpoint: small.url, title: 'Go there', people: 1, way, element, id });

/** Each source of those lines. */
const sourcesOf = (one: Stands) =>
  Object.entries(policyFor(choiceOf(one))).flatMap(([directive, all]) => all.map((source) => [directive, source] as const));
/** Whether a line of what was noted is about it: engines name a part of the directive, and of `blob:` the scheme. */
const isAbout = (line: string, directive: string, source: string) =>
  line.startsWith(directive) && line.split(' ')[1]!.startsWith(source.replace(/:$/, ''));

/** Beside them the same lines without one of the sources, each time another: what would be refused then is only reported. */
function pageOf(one: Stands): Page {
  const choice = choiceOf(one);
  const policy = together(own, policyFor(choice));
  const fewer = sourcesOf(one).map(([directive, source]) => linesOf({ [directive]: policy[directive]!.filter((other) => other !== source) }).join(''));
  const headers = { 'content-security-policy': linesOf(policy).join(' '), 'content-security-policy-report-only': fewer.join(', ') };
  return { body: pasted(ways[choice.way]!.code(choice)), type: 'text/html', headers };
}

/** A card that somebody has read. */
async function approved(): Promise<void> {
  const postcard = { to: ['ny-sokha'], design: 'lotus', message: words, from: 'Sample sender', publish: true };
  const body = JSON.stringify({ id: randomUUID(), kind: 'postcard', language: 'en', person: {}, postcard });
  const response = await fetch(`${endpoint.url}/campaigns/${cards}/submissions`, { method: 'POST', body });
  assert.equal(response.status, 201, await response.text());
  const list = JSON.parse(await endpoint.run('cards', 'list', '--stage', 'received', '--json')) as { id: string; text?: string }[];
  await endpoint.run('cards', 'approve', list.find(({ text }) => text === words)!.id);
}

before(async () => {
  [endpoint, small] = await Promise.all([startEndpoint(), startEndpoint([everything])]);
  office = await startFaultProxy(endpoint.url, () => ({ status: 204 }));
  await approved();
  const demanding: Policy = { 'require-trusted-types-for': ["'script'"] };
  const strict = together(trustedTypesFor({ way: 'element' }), demanding);
  const others: Policy = { 'trusted-types': ['others'] };
  const rest = ['postcard', 'counter', 'wall', 'updates', 'progress'];
  const all = (way: string, letter: string): Stands[] => [[letter, 'letter', letters], ...rest.map((element): Stands => [way, element])];
  site = await startSite({
    '/watch.js': watch,
    '/icon.png': { body: '', type: 'image/png' },
    '/element': page(all('element', 'link'), strict),
    '/classic': page(all('classic', 'classic'), strict),
    '/frame': page([['framedLink', 'letter', letters], ['frame', 'counter'], ['code', 'postcard'], ['picture', 'counter']], strict),
    '/others': page([['element', 'letter', letters]], others),
    '/alone': article(alone.map((one) => `<iframe title="${one.join()}" src="/${one.join('-')}" width="640" height="640"></iframe>`).join('')),
    ...Object.fromEntries(alone.map((one) => [`/${one.join('-')}`, pageOf(one)])),
    '/refusing': page([['element', 'letter', letters]], together(others, demanding)),
  });
});
after(async () => {
  await site.close();
  await office.close();
  await Promise.all([endpoint.stop(), small.stop()]);
});

/** Whether all pictures have come that a root has. */
const drawn = (root: string) => `((all) => all.length && all.every(({ naturalWidth }) => naturalWidth))([...${root}.querySelectorAll('img')])`;
const rootOf = (tag: string) => `document.querySelector('${tag}').shadowRoot`;

async function writesLetter(visitor: Visitor): Promise<void> {
  const rows = endpoint.rows(letters).length;
  await inState(visitor, 'open');
  const country = `${LETTER}.shadowRoot.querySelector('[name="person/country"]')`;
  await visitor.until(`${country}.querySelector('[value=AU]')`);
  // Not by a hand: the list that WebKit opens over a frame would keep the next click.
  await visitor.js(`${country}.value = 'AU'; ${country}.dispatchEvent(new Event('change', { bubbles: true }))`);
  await visitor.write('person/name', 'Sok Dara');
  await visitor.click('action-letter [name="consent/news"][value=no]');
  await send(visitor);
  await inState(visitor, 'sent');
  assert.equal(endpoint.rows(letters).length, rows + 1);
}

async function writesCard(visitor: Visitor): Promise<void> {
  const rows = endpoint.rows(cards).length;
  await inState(visitor, 'open');
  await visitor.until(drawn(rootOf('postcard-form')));
  await visitor.click('postcard-form .turn');
  await visitor.until(`${LETTER}.shadowRoot.activeElement?.name === 'postcard/message'`);
  await visitor.write('postcard/message', 'Sample words.');
  await visitor.write('postcard/from', 'Sample sender');
  await visitor.click('postcard-form [name="postcard/publish"][value=no]');
  await visitor.click('postcard-form [name="consent/news"][value=no]');
  await send(visitor);
  await inState(visitor, 'sent');
  assert.equal(endpoint.rows(cards).length, rows + 1);
}

/** The first that the policy has refused is what the test itself asks for, at the end. */
async function nothingWasRefused(visitor: Visitor): Promise<void> {
  // Chromium tells of a word in a snippet's `allow`, where the system has no share sheet.
  assert.deepEqual(visitor.console.filter((line) => line !== "Unrecognized feature: 'web-share'."), []);
  const forbidden = 'http://elsewhere.invalid/forbidden.png';
  await visitor.js(`new Image().src = '${forbidden}'`);
  await visitor.until('window.refused.length');
  assert.deepEqual(await visitor.js('return window.refused'), [`img-src ${forbidden}`]);
  await until('what is refused is reported', () => office.seen.length);
  const reports = office.seen.splice(0).map(({ body }) => body);
  assert.equal(reports.length, 1, reports.join('\n'));
  assert.ok(reports[0]!.includes('forbidden.png'), reports[0]);
}

inAll('a site with the lines of a policy that we publish', (visit) => {
  for (const [what, path] of [
    ['elements and a link that becomes one', 'element'],
    ['the classic file', 'classic'],
  ] as const)
    it(`shows, sends and draws all with ${what}, and nothing is refused`, async () => {
      const visitor = await visit();
      await visitor.go(`${site.url}/${path}`);
      await writesLetter(visitor);
      // The card is the first form, then.
      await visitor.js(`${LETTER}.remove()`);
      await writesCard(visitor);
      await visitor.until(`${rootOf('message-wall')}?.textContent.includes('${words}')`);
      await visitor.until(`document.querySelector('campaign-updates[state=open]') && document.querySelector('action-progress[state=open]')`);
      await visitor.click('detention-counter button');
      await visitor.until(drawn(rootOf('detention-counter')));
      await nothingWasRefused(visitor);
    });

  it('has frames, and pictures of a code and of a count, and nothing is refused', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/frame`);
    await visitor.until(drawn('document'));
    await visitor.until(`[...document.querySelectorAll('iframe')].filter(({ style }) => parseInt(style.height) > 100).length === 2`);
    await visitor.into('iframe[src*=letter]');
    await writesLetter(visitor);
    await visitor.into();
    await nothingWasRefused(visitor);
  });
});

inAll('the lines of a policy for one thing alone', (visit) => {
  it('are enough for it, and each of their sources is needed', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/alone`);
    const frames = '[...document.querySelectorAll("iframe")].map(({ contentWindow }) => contentWindow)';
    await visitor.until(`${frames}.slice(0, ${elements.length}).every(({ document }) => document.querySelector('[src][state=open]'))`);
    const within = (element: string, tag: string) => `${frames}[${elements.indexOf(element)}].document.querySelector('${tag}').shadowRoot`;
    const counter = within('counter', 'detention-counter');
    await visitor.until(`${counter}.querySelector('button')`);
    await visitor.js(`${counter}.querySelector('button').click()`);
    await visitor.until(`${counter}.querySelector('img[src^="blob:"]')`);
    for (const root of [counter, within('postcard', 'postcard-form'), `${frames}.at(-1).document`]) await visitor.until(drawn(root));
    const noted = (what: 'refused' | 'reported') => visitor.js<string[][]>(`return ${frames}.map(({ ${what} }) => ${what})`);
    const unneeded = async () => {
      const reported = await noted('reported');
      return alone.flatMap((one, index) =>
        sourcesOf(one)
          .filter(([directive, source]) => !reported[index]!.some((line) => isAbout(line, directive, source)))
          .map((source) => [...one, ...source].join(' ')),
      );
    };
    await until('each source is needed', async () => !(await unneeded()).length).catch(async () => assert.deepEqual(await unneeded(), []));
    assert.deepEqual(await noted('refused'), alone.map(() => []));
  });
});

inAll('a site whose policy lists the policies of others', (visit) => {
  it('loses nothing, or keeps the children where it demands trusted types', async () => {
    const visitor = await visit();
    await visitor.go(`${site.url}/others`);
    await inState(visitor, 'open');
    await visitor.go(`${site.url}/refusing`);
    await visitor.until(`document.querySelector('action-letter[state=failed] > a')`);
    await until('what is refused is reported', () => office.seen.splice(0).length);
  });
});

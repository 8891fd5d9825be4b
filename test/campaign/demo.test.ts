import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { lintCampaign } from '../../src/campaign/linter/lint-campaign.ts';
import { localDate, countDaysHeld, isDetainedOn } from '../../src/campaign/detention-days.ts';
import { resolveLink } from '../../src/campaign/links.ts';
import { getPhase } from '../../src/campaign/phase.ts';
import { localizeCampaign } from '../../src/campaign/localize.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFileSync(root + file, 'utf8');
const documents = globSync('demo/campaigns/*.json', { cwd: root });
const pages = globSync('demo/**/*.html', { cwd: root });

/** The server renders this page, so it is not a file of the demo. */
const isServerPage = (path: string) => path === '/embed-code';

const readCampaign = (id: string) => lintCampaign(read(`demo/campaigns/${id}.json`)).campaign!;

/** Keys whose values supporters read. */
const textKeys = 'title summary description text name place status alt statement address guidance honours office subject salutation body closing';
function collectTexts(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return textKeys.split(' ').includes(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => collectTexts(item, key));
  return Object.entries(value ?? {}).flatMap(([name, child]) => (['ask', 'translations'].includes(name) ? [] : collectTexts(child, name)));
}

describe('the demo', () => {
  for (const file of documents)
    it(`has no diagnostics in ${file}`, () => {
      const { diagnostics, campaign } = lintCampaign(read(file), {
        name: basename(file, '.json'),
        fileExists: (path) => existsSync(join(root, dirname(file), path)),
      });
      // The cards of 2016 are samples that are never deleted, so there is no retention.
      const expected = campaign?.postcard ? ['/retention'] : [];
      assert.deepEqual(diagnostics.map(({ pointer }) => pointer), expected);
    });

  const openCampaigns = documents.filter((file) => /(sam-sokha|free-the-5kh)\.json$/.test(file));
  for (const [language, letters, files] of [
    ['km', /\p{Script=Khmer}/u, documents],
    ['ar', /\p{Script=Arabic}/u, documents],
    ['th', /\p{Script=Thai}/u, openCampaigns],
    ['lo', /\p{Script=Lao}/u, openCampaigns],
    ['my', /\p{Script=Myanmar}/u, openCampaigns],
  ] as const)
    it(`is completely translated into ${language}`, () => {
      assert.ok(files.length > 1);
      for (const file of files)
        for (const text of collectTexts(localizeCampaign(lintCampaign(read(file)).campaign!, language))) assert.match(text, letters, file);
    });

  it('has the names, prisons and cards of the five in every script of their share images', () => {
    for (const id of ['free-the-5kh', 'free-the-5kh-released'])
      for (const [language, letters] of [['my', /\p{Script=Myanmar}/u], ['th', /\p{Script=Thai}/u]] as const) {
        const { title, summary, people, postcard } = localizeCampaign(readCampaign(id), language);
        const { designs, guidance } = postcard!;
        for (const text of collectTexts({ title, summary, people, designs, guidance })) assert.match(text, letters, id);
      }
  });

  it('translates the same texts of the five into each language, and leaves none in English', () => {
    const { translations, ...english } = readCampaign('free-the-5kh');
    const listPaths = (value: unknown): string[] =>
      typeof value === 'object' && value ? Object.entries(value).flatMap(([key, child]) => listPaths(child).map((path) => `/${key}${path}`)) : [''];
    const original = collectTexts(english);
    assert.equal(Object.keys(translations!).length, 11);
    for (const [language, translation] of Object.entries(translations!)) {
      assert.deepEqual(listPaths(translation).sort(), listPaths(translations!['km']).sort(), language);
      const { people } = translation;
      for (const text of collectTexts({ ...translation, people: Object.values(people!).map(({ place, status }) => ({ place, status })) }))
        assert.ok(!original.includes(text), `${language}: ${text}`);
    }
  });

  it('says in every document and language that nothing is sent to anyone', () => {
    for (const file of documents) {
      const { summary, translations } = lintCampaign(read(file)).campaign!;
      assert.match(summary!, /nothing is sent to anyone/);
      assert.match(translations!['km']!.summary!, /គ្មានអ្វីត្រូវបានផ្ញើទៅអ្នកណាឡើយ/);
      assert.match(translations!['ar']!.summary!, /لا يُرسل شيء إلى أحد/);
    }
  });

  it('has an action that is open and one that closed on 1 August 2018 with 10,000 people', () => {
    const closed = readCampaign('sam-sokha-closed');
    assert.equal(getPhase(readCampaign('sam-sokha'), Date.now()), 'open');
    assert.equal(getPhase(closed, Date.parse('2018-07-31T23:59Z')), 'open');
    assert.equal(getPhase(closed, Date.parse('2018-08-02T00:00Z')), 'closed');
    assert.equal(closed.closed!.people, 10_000);
  });

  it('counts Sam Sokha’s days in two countries together until her release', () => {
    const [open] = readCampaign('sam-sokha').people!;
    const [closed] = readCampaign('sam-sokha-closed').people!;
    assert.equal(countDaysHeld(open!.held, '2018-07-18'), 194);
    assert.equal(countDaysHeld(closed!.held, '2026-01-01'), 1496);
    assert.equal(isDetainedOn(closed!.held, '2022-02-09'), false);
  });

  it('counts 165 days for each of the five on 10 October 2016, and 427 when they are released', () => {
    const five = readCampaign('free-the-5kh').people!;
    const released = readCampaign('free-the-5kh-released').people!;
    const names = ['Ny Sokha', 'Yi Soksan', 'Nay Vanda', 'Lim Mony', 'Ny Chakrya'];
    for (const people of [five, released]) assert.deepEqual(people.map(({ name }) => name), names);
    const noon = Date.parse('2016-10-10T12:00:00+07:00');
    for (const { held, timeZone } of five) assert.equal(countDaysHeld(held, localDate(timeZone, noon)), 165);
    for (const { held, timeZone } of released) {
      assert.equal(countDaysHeld(held, localDate(timeZone, noon)), 165);
      assert.equal(countDaysHeld(held, '2017-06-29'), 427);
      assert.equal(countDaysHeld(held, '2026-01-01'), 427);
      assert.equal(isDetainedOn(held, '2017-06-28'), true);
      assert.equal(isDetainedOn(held, '2017-06-29'), false);
    }
  });

  it('accepts cards to all of the five until their release', () => {
    const open = readCampaign('free-the-5kh');
    const released = readCampaign('free-the-5kh-released');
    assert.deepEqual(open.postcard!.to, open.people!.map(({ id }) => id));
    assert.equal(getPhase(open, Date.now()), 'open');
    assert.equal(getPhase(released, Date.parse('2017-06-29T12:00:00+07:00')), 'open');
    assert.equal(getPhase(released, Date.parse('2017-06-30T00:00:00+07:00')), 'closed');
    assert.equal(released.closed!.people, undefined);
  });

  it('shows the same cards and counts after the release', () => {
    const base = 'http://demo/campaigns/free-the-5kh.json';
    for (const link of ['counts', 'messages'] as const)
      assert.equal(resolveLink(readCampaign('free-the-5kh-released'), link, base), resolveLink(readCampaign('free-the-5kh'), link, base));
  });

  it('has card designs that are small drawings with the proportions of a card and no active content', () => {
    for (const { src } of readCampaign('free-the-5kh').postcard!.designs) {
      const drawing = read(`demo/campaigns/${src}`);
      assert.ok(Buffer.byteLength(drawing) < 6000, src);
      assert.match(drawing, /viewBox="0 0 148 105"/);
      assert.doesNotMatch(drawing, /<(script|text|image|style|foreignObject|a)\b|\bon\w+=|href="[^#]|url\(/);
    }
  });

  it('lists only pages that exist', () => {
    for (const { path, title } of JSON.parse(read('demo/pages.json')) as { path: string; title: string }[]) {
      assert.ok(title);
      assert.ok(isServerPage(path) || existsSync(root + path.slice(1).replace(/\/$/, '/index.html')), path);
    }
  });

  for (const page of pages)
    it(`links only to addresses that exist in ${page}`, () => {
      for (const [, link] of read(page).matchAll(/\b(?:href|src)="([^"]*)"/g)) {
        const { origin, pathname, protocol } = new URL(link!, `http://demo/${page}`);
        if (protocol === 'data:' || origin !== 'http://demo' || isServerPage(pathname)) continue;
        const [, first, name] = pathname.split('/');
        if (first === 'a') assert.ok(readCampaign(name!), link);
        else if (first === 'v1') assert.match(name!, /^(actions|action-letter)\.js$/, link);
        else if (pathname.endsWith('/counter.svg')) assert.ok(readCampaign(name!), link);
        else if (pathname.startsWith('/demo/hosts/libraries/')) continue; // downloaded by scripts/fetch-host-libraries.mjs, not in the repository
        else if (first === 'campaigns') assert.ok(existsSync(`${root}demo${pathname}`), link);
        else assert.ok(existsSync(root + pathname.slice(1).replace(/\/$/, '/index.html')), link);
      }
    });
});

/** Content blockers, with the lists that uBlock Origin has switched on from the start. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, it } from 'node:test';
import { FiltersEngine, Request, type RequestType } from '@ghostery/adblocker';
import { createOpenApi } from '../../src/server/openapi.ts';
import { getDebianPackages } from '../../scripts/fetch-host-libraries.mjs';

interface Asset {
  content: string;
  off?: boolean;
  contentURL: string | string[];
}

/** Somebody else’s site, and the campaign’s. */
const page = { hostname: 'news.example', domain: 'news.example', url: 'https://news.example/an-article' };
const campaign = 'https://campaign.example';

let engine: FiltersEngine;
before(() => {
  const assets = getDebianPackages()['webext-ublock-origin-chromium']!;
  const all = Object.values(JSON.parse(readFileSync(assets, 'utf8')) as Record<string, Asset>);
  const files = all
    .filter(({ content, off }) => content === 'filters' && !off)
    .flatMap(({ contentURL }) => [contentURL].flat().find((url) => url.startsWith('assets/')) ?? []);
  const lists = files.map((file) => readFileSync(join(dirname(assets), '..', file), 'utf8'));
  engine = FiltersEngine.parse(lists.join('\n'));
});

function caught(url: string, type: RequestType): string | undefined {
  const { match, filter } = engine.match(Request.fromRawDetails({ url, type, sourceUrl: page.url }));
  return match ? `${type} ${url}: ${String(filter)}` : undefined;
}

it('blockers catch what they should', () => {
  assert.ok(caught('https://www.google-analytics.com/analytics.js', 'script'));
  assert.ok(caught(`${campaign}/beacon.js`, 'script'));
  assert.ok(caught(`${campaign}/collect?v=1`, 'fetch'));
  assert.ok(caught(`${campaign}/campaigns/free-the-5kh/submissions`, 'ping'), 'why nothing is sent by beacon');
});

it('no blocker catches a file or an address of ours, however it is asked for', () => {
  const files = globSync('**/*.*', { cwd: 'dist/web' }).filter((file) => !file.endsWith('.map'));
  assert.ok(files.length > 20);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const routes = Object.keys(createOpenApi(version).paths as object)
    .filter((path) => !path.endsWith('{file}'))
    .map((path) => path.replace('{kind}', 'letter').replace('{id}', 'free-the-5kh'));
  assert.ok(routes.includes('/campaigns/free-the-5kh/submissions'), routes.join());
  const pictures = globSync('*.svg', { cwd: 'demo/campaigns' }).map((file) => `/campaigns/${file}`);
  const asked: [string, RequestType[]][] = [
    ...files.flatMap((file): [string, RequestType[]][] => [`/v1/${file}`, `/${version}/${file}`].map((path) => [path, ['script', 'fetch', 'other']])),
    ...routes.map((path): [string, RequestType[]] => [path, ['fetch', 'xmlhttprequest', 'image', 'sub_frame', 'main_frame']]),
    ...pictures.map((path): [string, RequestType[]] => [path, ['image']]),
    ['/campaigns/free-the-5kh/counts.json?partner=example-news', ['fetch']],
    ['/embed/free-the-5kh/letter?lang=km&partner=example-news&theme=dark', ['sub_frame']],
  ];
  assert.deepEqual(asked.flatMap(([path, types]) => types.flatMap((type) => caught(campaign + path, type) ?? [])), []);
});

it('no blocker hides an element, a part, a class or an id of ours', () => {
  const sources = globSync('src/{elements,parts,endpoint}/**/*.ts').map((file) => readFileSync(file, 'utf8')).join('\n');
  const named = (attribute: string) =>
    [...new Set([...sources.matchAll(new RegExp(`\\b${attribute}[=:] ?["']([\\w /-]+)["']`, 'g'))].flatMap(([, names]) => names!.split(' ')))];
  const classes = [...named('class'), ...named('className'), ...named('part')];
  assert.ok(classes.includes('progress') && classes.includes('share-link'), classes.join());
  const tags = globSync('src/define/*.ts').map((file) => /define\('([\w-]+)'/.exec(readFileSync(file, 'utf8'))![1]!);
  const hidden = (more: { classes?: string[]; ids?: string[] }) =>
    engine.getCosmeticsFilters({ ...page, ...more, getRulesFromDOM: true, getBaseRules: true }).styles;
  const always = hidden({});
  assert.ok(hidden({ classes: ['aff-content-col'] }) !== always, 'the rules are there');
  assert.ok(hidden({ classes, ids: named('id') }) === always);
  for (const tag of tags) assert.ok(!new RegExp(`(^|[\\s,])${tag}\\b`).test(always), tag);
});

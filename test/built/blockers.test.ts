/** Content blockers, tested with the filter lists that uBlock Origin enables by default. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { FiltersEngine, Request, type RequestType } from '@ghostery/adblocker';
import { createOpenApi } from '../../src/server/openapi/openapi.ts';
import { getDebianPackages } from '../../scripts/fetch-host-libraries.mjs';

interface Asset {
  content: string;
  off?: boolean;
  contentURL: string | string[];
}

/** A page on a partner’s site, and the campaign’s server. */
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

/** Returns the request and the filter that blocks it, or undefined if no filter does. */
function findBlockingFilter(url: string, type: RequestType): string | undefined {
  const { match, filter } = engine.match(Request.fromRawDetails({ url, type, sourceUrl: page.url }));
  return match ? `${type} ${url}: ${String(filter)}` : undefined;
}

describe('a content blocker', () => {
  it('blocks known trackers and every beacon', () => {
    assert.ok(findBlockingFilter('https://www.google-analytics.com/analytics.js', 'script'));
    assert.ok(findBlockingFilter(`${campaign}/beacon.js`, 'script'));
    assert.ok(findBlockingFilter(`${campaign}/collect?v=1`, 'fetch'));
    assert.ok(findBlockingFilter(`${campaign}/campaigns/free-the-5kh/submissions`, 'ping'), 'this is why the library sends no beacons');
  });

  it('blocks no file and no address of this project', () => {
    const files = globSync('**/*.*', { cwd: 'dist/web' }).filter((file) => !file.endsWith('.map'));
    assert.ok(files.length > 20);
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const routes = Object.keys(createOpenApi(version).paths as object)
      .filter((path) => !path.endsWith('{file}'))
      .map((path) => path.replace('{kind}', 'letter').replace('{id}', 'free-the-5kh'));
    assert.ok(routes.includes('/campaigns/free-the-5kh/submissions'), routes.join());
    const images = globSync('*.svg', { cwd: 'demo/campaigns' }).map((file) => `/campaigns/${file}`);
    const requests: [string, RequestType[]][] = [
      ...files.flatMap((file): [string, RequestType[]][] => [`/v1/${file}`, `/${version}/${file}`].map((path) => [path, ['script', 'fetch', 'other']])),
      ...routes.map((path): [string, RequestType[]] => [path, ['fetch', 'xmlhttprequest', 'image', 'sub_frame', 'main_frame']]),
      ...images.map((path): [string, RequestType[]] => [path, ['image']]),
      ['/campaigns/free-the-5kh/counts.json?partner=example-news', ['fetch']],
      ['/embed/free-the-5kh/letter?lang=km&partner=example-news&theme=dark', ['sub_frame']],
    ];
    assert.deepEqual(requests.flatMap(([path, types]) => types.flatMap((type) => findBlockingFilter(campaign + path, type) ?? [])), []);
  });

  it('hides no element, part, class or id of this project', () => {
    const sources = globSync('src/{components,server}/**/*.ts').map((file) => readFileSync(file, 'utf8')).join('\n');
    const findNames = (attribute: string) =>
      [...new Set([...sources.matchAll(new RegExp(`\\b${attribute}[=:] ?["']([\\w /-]+)["']`, 'g'))].flatMap(([, names]) => names!.split(' ')))];
    const classes = [...findNames('class'), ...findNames('className'), ...findNames('part')];
    assert.ok(classes.includes('progress') && classes.includes('share-link'), classes.join());
    const tags = globSync('src/components/*/*.define.ts').map((file) => basename(file, '.define.ts'));
    assert.ok(tags.includes('action-letter'), tags.join());
    const getHidingStyles = (more: { classes?: string[]; ids?: string[] }) =>
      engine.getCosmeticsFilters({ ...page, ...more, getRulesFromDOM: true, getBaseRules: true }).styles;
    const baseStyles = getHidingStyles({});
    assert.ok(getHidingStyles({ classes: ['aff-content-col'] }) !== baseStyles, 'the filter lists hide known classes');
    assert.ok(getHidingStyles({ classes, ids: findNames('id') }) === baseStyles);
    for (const tag of tags) assert.ok(!new RegExp(`(^|[\\s,])${tag}\\b`).test(baseStyles), tag);
  });
});

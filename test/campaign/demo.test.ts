import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkDocument } from '../../src/campaign/checker.ts';
import { daysHeld, isHeld } from '../../src/campaign/detention.ts';
import { phaseAt } from '../../src/campaign/state.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFileSync(root + file, 'utf8');
const documents = globSync('demo/campaigns/*.json', { cwd: root });
const pages = globSync('demo/**/*.html', { cwd: root });

const campaign = (id: string) => checkDocument(read(`demo/campaigns/${id}.json`)).campaign!;

describe('the demo', () => {
  for (const file of documents)
    it(`has nothing for the checker to find in ${file}`, () =>
      assert.deepEqual(checkDocument(read(file), basename(file, '.json')).findings, []));

  it('says in every language of every document that nothing is sent to anyone', () => {
    for (const file of documents) {
      const { summary, translations } = checkDocument(read(file)).campaign!;
      assert.match(summary!, /nothing is sent to anyone/);
      assert.match(translations!['km']!.summary!, /គ្មានអ្វីត្រូវបានផ្ញើទៅអ្នកណាឡើយ/);
      assert.match(translations!['ar']!.summary!, /لا يُرسل شيء إلى أحد/);
    }
  });

  it('has one action that is open and one that closed on 1 August 2018 with 10,000 people', () => {
    const closed = campaign('sam-sokha-closed');
    assert.equal(phaseAt(campaign('sam-sokha'), Date.now()), 'open');
    assert.equal(phaseAt(closed, Date.parse('2018-07-31T23:59Z')), 'open');
    assert.equal(phaseAt(closed, Date.parse('2018-08-02T00:00Z')), 'closed');
    assert.equal(closed.closed!.people, 10_000);
  });

  it('counts Sam Sokha’s days in two countries as one time, and knows that she is free', () => {
    const [open] = campaign('sam-sokha').people!;
    const [closed] = campaign('sam-sokha-closed').people!;
    assert.equal(daysHeld(open!.held, '2018-07-18'), 194);
    assert.equal(daysHeld(closed!.held, '2026-01-01'), 1496);
    assert.equal(isHeld(closed!.held, '2022-02-09'), false);
  });

  it('lists pages that are there', () => {
    for (const { path, title } of JSON.parse(read('demo/pages.json')) as { path: string; title: string }[]) {
      assert.ok(title);
      assert.ok(existsSync(root + path.slice(1).replace(/\/$/, '/index.html')), path);
    }
  });

  for (const page of pages)
    it(`links to nothing that is missing in ${page}`, () => {
      for (const [, link] of read(page).matchAll(/\b(?:href|src)="([^"]*)"/g)) {
        const { origin, pathname, protocol } = new URL(link!, `http://demo/${page}`);
        if (protocol === 'data:' || origin !== 'http://demo') continue;
        const [, first, name] = pathname.split('/');
        if (first === 'a') assert.ok(campaign(name!), link);
        else if (first === 'v1') assert.ok(name === 'actions.js', link);
        else if (first === 'campaigns') assert.ok(existsSync(`${root}demo${pathname}`), link);
        else assert.ok(existsSync(root + pathname.slice(1).replace(/\/$/, '/index.html')), link);
      }
    });
});

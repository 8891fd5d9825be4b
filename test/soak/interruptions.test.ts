/** Pages that are closed, reloaded or left, and browsers that are killed, at a random moment after the button was pressed, in Chromium. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { selectedBrowsers } from '../support/browsers/browsers.mjs';
import { fillUntilAsked, submitForm, waitForState, type PlaywrightPage } from '../support/e2e/browser-page.ts';
import { findFilesWith } from '../support/e2e/find-files.ts';
import { waitUntil } from '../support/wait-until.ts';
import { getSeeds, printCounts } from './options.ts';
import { startSoakSite, type SoakSite } from './page.ts';
import { openProfile, type ProfileBrowser } from './profile.ts';
import { createCanary, createRandom, pick } from './random.ts';
import type { Fault } from '../support/fault-proxy.ts';

const kinds = ['close', 'reload', 'navigate', 'kill'] as const;
type Interruption = (typeof kinds)[number];

/** In milliseconds after the button was pressed; early moments are more frequent. */
const maxDelay = 1500;

if (selectedBrowsers.includes('chromium'))
  describe('letters whose page is interrupted', () => {
    let site: SoakSite;
    before(async () => (site = await startSoakSite()));
    after(() => site.close());

    it('arrive, or are kept and arrive with the next visit; and no file of a killed browser contains what was written', async () => {
      const seeds = getSeeds(4);
      const failures: string[] = [];
      const counts: Record<string, number> = { close: 0, reload: 0, navigate: 0, kill: 0, 'arrived before': 0, 'arrived with the next visit': 0, 'interrupted before they were stored': 0, lost: 0, 'files with the text': 0 };
      let profile: Profile | undefined;
      for (const seed of seeds) {
        profile ??= await createProfile();
        const outcome = await interrupt(site, profile, seed);
        counts[outcome.interruption]!++;
        counts[outcome.result]!++;
        if (outcome.result === 'interrupted before they were stored') console.log(outcome.description);
        counts['files with the text']! += outcome.files.length;
        if (outcome.result === 'lost') failures.push(`seed ${seed}: lost after ${outcome.description}`);
        if (outcome.files.length) failures.push(`seed ${seed}: the text is in ${outcome.files.join(', ')}`);
        if (outcome.interruption !== 'kill') continue;
        await profile.remove();
        profile = undefined;
      }
      await profile?.remove();
      printCounts('interruptions', { runs: seeds.length, ...counts });
      assert.deepEqual(failures, []);
    });
  });

interface Profile {
  folder: string;
  browser: ProfileBrowser;
  start: () => Promise<void>;
  remove: () => Promise<void>;
}

async function createProfile(): Promise<Profile> {
  const folder = mkdtempSync(join(tmpdir(), 'soak-profile-'));
  const profile: Profile = {
    folder,
    browser: await openProfile(folder),
    start: async () => void (profile.browser = await openProfile(folder)),
    async remove() {
      await profile.browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return profile;
}

interface Outcome {
  interruption: Interruption;
  description: string;
  result: 'arrived before' | 'arrived with the next visit' | 'interrupted before they were stored' | 'lost';
  /** Of the profile of a killed browser, with what was written. */
  files: string[];
}

async function interrupt(site: SoakSite, profile: Profile, seed: number): Promise<Outcome> {
  const random = createRandom(seed);
  const interruption = kinds[seed % kinds.length]!;
  const fault = pick<Fault>(random, ['pass', 'refused', 'reset-before', 'stall', 'html', { status: 503 }]);
  const moment = maxDelay * random() ** 3;
  const [name, body] = [createCanary(random), createCanary(random)];
  const description = `${interruption} ${moment.toFixed(0)} ms after the press, ${JSON.stringify(fault)}`;
  const findRow = () => site.server.readSubmissions().find(({ submission }) => submission.person?.name === name);

  const page = await profile.browser.openPage();
  await waitUntil('the page is open', () => page.goto(site.pageUrl).then(() => true), 180_000);
  await waitForState(page, 'open', 60_000);
  await fillUntilAsked(page, 'person/name', name);
  await page.fill('letter/body', body);
  site.permanentFault = fault;
  const storedBefore = site.getStoredIds().length;
  await submitForm(page);
  await delay(moment);
  await interruptions[interruption](page, site, profile);
  const files = interruption === 'kill' ? [name, body].flatMap((text) => findFilesWith(profile.folder, text)) : [];

  site.permanentFault = undefined;
  const hasArrived = Boolean(findRow());
  if (interruption === 'kill') await profile.start();
  const next = interruption === 'close' || interruption === 'kill' ? await profile.browser.openPage() : page;
  await waitUntil('the other page is open', () => next.goto(site.otherUrl).then(() => true), 180_000);
  const isDelivered = await waitUntil('the letter has arrived', findRow, 20_000).catch(() => undefined);
  await next.playwright.close();
  const result = () => {
    if (isDelivered) return hasArrived ? 'arrived before' : 'arrived with the next visit';
    // Without a connection, what the browser could not store yet is only in the memory of the page. With one, the request outlives the page.
    const isInMemory = site.getStoredIds().length === storedBefore && (fault !== 'pass' || interruption === 'kill');
    return isInMemory ? 'interrupted before they were stored' : 'lost';
  };
  return { interruption, description, result: result(), files };
}

const interruptions: Record<Interruption, (page: PlaywrightPage, site: SoakSite, profile: Profile) => Promise<unknown>> = {
  close: ({ playwright }) => playwright.close(),
  reload: ({ playwright }) => playwright.reload({ waitUntil: 'commit' }),
  navigate: ({ playwright }, site) => playwright.goto(site.otherUrl, { waitUntil: 'commit' }),
  kill: (_, __, { browser }) => browser.kill(),
};

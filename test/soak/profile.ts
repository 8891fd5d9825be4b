/** Chromium with a profile in a folder, which can be killed and started again. Linux only: it finds processes in /proc. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../support/browsers/browsers.mjs';
import { wrapPlaywrightPage, type PlaywrightPage } from '../support/e2e/browser-page.ts';
import { waitUntil } from '../support/wait-until.ts';

export interface ProfileBrowser {
  openPage: () => Promise<PlaywrightPage>;
  /** Ends all its processes as a crash of the machine's memory would: without any chance to write. */
  kill: () => Promise<void>;
  close: () => Promise<void>;
}

/** Autofill is off, as docs/outbox.md says. */
const preferences = { autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false }, credentials_enable_service: false };

/** @param folder of the profile */
export async function openProfile(folder: string): Promise<ProfileBrowser> {
  const file = join(folder, 'Default/Preferences');
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(folder, { executablePath: requireBrowser('chromium'), args: [...chromiumArgs] });
  return {
    openPage: async () => wrapPlaywrightPage(await context.newPage()),
    async kill() {
      const findOwn = () => findProcesses().filter(({ command }) => command.includes(folder));
      // The children of the browser end with it, or are in its process group.
      for (const { pid } of findOwn()) if (!tryKill(-pid)) tryKill(pid);
      await waitUntil('the browser is gone', () => !findOwn().length, 60_000);
    },
    close: () => context.close(),
  };
}

function tryKill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

function findProcesses(): { pid: number; command: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      return /^\d+$/.test(name) ? [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }] : [];
    } catch {
      return []; // It has ended meanwhile.
    }
  });
}

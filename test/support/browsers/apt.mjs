// Debian and Ubuntu packages, for tests that need a real browser or a real database.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** Whether aptInstall() can do anything here. */
export const hasApt = isRoot && existsSync('/usr/bin/apt-get');

/** Runs a command with its output shown; true where it ended well. */
export function run(command, args, env = {}) {
  console.log(`$ ${command} ${args.join(' ')}`);
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}

/** Installs packages where we are root and there is apt; false where that did not work out. */
export function aptInstall(...packages) {
  if (!hasApt) return false;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const patience = ['-o', 'DPkg::Lock::Timeout=600', '-o', 'Acquire::Retries=3'];
  run('apt-get', [...patience, 'update', '-qq'], env); // a stale list may still do
  return run('apt-get', [...patience, 'install', '-y', '-qq', '--no-install-recommends', ...packages], env);
}

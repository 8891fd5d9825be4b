// Debian and Ubuntu packages, for tests that need a real browser or a real database.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** Whether aptInstall() can do anything here. */
export const hasApt = isRoot && existsSync('/usr/bin/apt-get');

/** Runs a command and shows its output. @returns whether it succeeded */
export function run(command, args, env = {}) {
  console.log(`$ ${command} ${args.join(' ')}`);
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}

/** Installs packages if this is root and apt is available. @returns whether it succeeded */
export function aptInstall(...packages) {
  if (!hasApt) return false;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const retryOptions = ['-o', 'DPkg::Lock::Timeout=600', '-o', 'Acquire::Retries=3'];
  run('apt-get', [...retryOptions, 'update', '-qq'], env); // an outdated list may be enough
  return run('apt-get', [...retryOptions, 'install', '-y', '-qq', '--no-install-recommends', ...packages], env);
}

/** The ordinary `age` command, with which organisers open what was sealed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { aptInstall } from './browsers/apt.mjs';

const isInstalled = (): boolean => spawnSync('age', ['--version']).status === 0;

/** Decrypts a file with `age`, which root installs with apt if it is missing. @throws if there is none */
export function runAge(keyFile: string, file: string): string {
  if (!isInstalled() && !(aptInstall('age') && isInstalled()))
    throw new Error('age is not installed. Install it (Debian, Ubuntu: apt-get install age; macOS: brew install age).');
  return execFileSync('age', ['-d', '-i', keyFile, file], { encoding: 'utf8', stdio: 'pipe' });
}

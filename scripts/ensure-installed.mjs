// The first step of `npm start` and `npm test`: installs the packages if they are missing or do not match the lock file.
// Uses only built-in modules, and runs on the Node of the machine (18 or later): the Node version that the project uses is
// itself one of the packages.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(root + file, 'utf8')).packages ?? {};
  } catch {
    return undefined;
  }
}

/** Why the packages have to be installed, or undefined. npm lists the installed packages in node_modules/.package-lock.json. */
function findReason() {
  const locked = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  if (!locked) return; // nothing to compare with: npm will report the problem
  if (!installed) return 'The packages are not installed';
  const stale =
    Object.keys(installed).some((name) => !locked[name]) ||
    Object.entries(locked).some(([name, { version, optional, peer }]) => {
      if (!name) return false; // the project itself
      if (!installed[name]) return !optional && !peer;
      return installed[name].version !== version || !existsSync(root + name);
    });
  return stale ? 'The packages do not match package-lock.json' : undefined;
}

const reason = findReason();
if (reason) {
  console.log(`${reason}: npm ci (a minute or so) …`);
  // Under `npm run`, the npm that runs this script; otherwise the one on the PATH.
  const { npm_execpath: npm = '' } = process.env;
  const [command, ...first] = /\.c?js$/.test(npm) ? [process.execPath, npm] : ['npm'];
  const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const shell = command === 'npm' && process.platform === 'win32';
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell });
  if (error) console.error(`npm did not start: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
  console.log('The packages are installed.');
}

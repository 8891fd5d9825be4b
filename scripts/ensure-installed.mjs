// The first step of `npm start` and `npm test`: installs the packages where they are missing or are not those of the
// lock file. Uses nothing but Node's own modules, and runs on whatever Node the machine has (18 or later): the Node
// that the project runs on is itself one of the packages.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(root + file, 'utf8')).packages ?? {};
  } catch {
    return undefined;
  }
}

/** Why the packages have to be installed, or nothing. npm keeps a list of what it has installed in node_modules. */
function reason() {
  const locked = packagesIn('package-lock.json');
  const installed = packagesIn('node_modules/.package-lock.json');
  if (!locked) return; // nothing to compare with: npm itself will say what is wrong
  if (!installed) return 'The packages are not installed';
  const stale =
    Object.keys(installed).some((name) => !locked[name]) ||
    Object.entries(locked).some(([name, { version, optional, peer }]) => {
      if (!name) return false; // the project itself
      if (!installed[name]) return !optional && !peer;
      return installed[name].version !== version || !existsSync(root + name);
    });
  return stale ? 'The packages are not those of package-lock.json' : undefined;
}

const why = reason();
if (why) {
  console.log(`${why}: npm ci (a minute or so) …`);
  // Under `npm run`, the npm that runs us; else the one on the path.
  const { npm_execpath: npm = '' } = process.env;
  const [command, ...first] = /\.c?js$/.test(npm) ? [process.execPath, npm] : ['npm'];
  const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const shell = command === 'npm' && process.platform === 'win32';
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell });
  if (error) console.error(`npm did not start: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
  console.log('The packages are installed.');
}

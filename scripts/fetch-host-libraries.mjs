// node scripts/fetch-host-libraries.mjs
// Puts the libraries that some of the demo's hostile host pages use into demo/hosts/libraries/, which is not in git: old
// Prototype.js and MooTools from Debian's packages, other versions of our own dependencies, and a script that deletes the
// APIs that are newer than the oldest supported browsers. Tests call this by themselves.
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { aptInstall } from '../test/support/browsers/apt.mjs';
import { getNewerApis } from './browser-support.mjs';

const folder = fileURLToPath(new URL('../demo/hosts/libraries/', import.meta.url));

/** Debian's packages, and the one file in each that shows whether it is installed. */
const packages = {
  'libjs-prototype': '/usr/share/javascript/prototype/prototype.js',
  'libjs-mootools': '/usr/share/javascript/mootools/mootools.js',
  'webext-ublock-origin-chromium': '/usr/share/chromium/extensions/ublock-origin/assets/assets.json',
};

/** @throws if a package is missing and cannot be installed; the message names it */
export function getDebianPackages() {
  const missing = () => Object.keys(packages).filter((name) => !existsSync(packages[name]));
  if (missing().length) aptInstall(...missing());
  if (missing().length) throw new Error(`As root on Debian or Ubuntu: apt-get install ${missing().join(' ')}`);
  return packages;
}

const bundles = {
  'lit-2.js': `export { html, LitElement } from 'lit2';`,
  'lit-3.js': `export { html, LitElement } from 'lit';`,
  'zod-3.js': `export { object, string } from 'zod/v3';`,
  'zod-4.js': `export { object, string } from 'zod';`,
};

async function bundle(file, code) {
  const entry = { name: 'entry', resolveId: (id) => (id === 'entry' ? id : undefined), load: (id) => (id === 'entry' ? code : undefined) };
  const built = await rollup({ input: 'entry', logLevel: 'silent', plugins: [entry, nodeResolve({ browser: true, rootDir: fileURLToPath(new URL('..', import.meta.url)) })] });
  await built.write({ file: folder + file });
  await built.close();
}

/** A script that deletes the globals with these paths. */
const deleteGlobals = (paths) => `for (const path of ${JSON.stringify(paths)}) {
  const names = path.split('.');
  const name = names.pop();
  try {
    const owner = names.reduce((one, next) => one[next], window);
    delete owner[name];
    if (!names.length) delete Window.prototype[name];
  } catch {
    // this browser never had the object
  }
}
`;

/** Creates the files that are missing. @returns their folder */
export async function fetchHostLibraries() {
  mkdirSync(folder, { recursive: true });
  const files = getDebianPackages();
  copyFileSync(files['libjs-prototype'], `${folder}prototype.js`);
  copyFileSync(files['libjs-mootools'], `${folder}mootools.js`);
  for (const [file, code] of Object.entries(bundles)) if (!existsSync(folder + file)) await bundle(file, code);
  writeFileSync(`${folder}after-the-floor.js`, deleteGlobals(getNewerApis()));
  return folder;
}

if (process.argv[1] === import.meta.filename) await fetchHostLibraries();

// node scripts/fetch-host-libraries.mjs
// What some of the demo's hostile hosts carry besides their own, put into demo/hosts/libraries/: old Prototype.js and MooTools
// from Debian's packages, other versions of what our elements are made with, and a script that takes away what is younger
// than the oldest browsers we serve. Nothing of it is in git. Tests call it by themselves.
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { aptInstall } from '../test/support/browsers/apt.mjs';
import { getNewerApis } from './browser-support.mjs';

const folder = fileURLToPath(new URL('../demo/hosts/libraries/', import.meta.url));

/** Debian's packages, and the one file in each that tells whether it is installed. */
const packages = {
  'libjs-prototype': '/usr/share/javascript/prototype/prototype.js',
  'libjs-mootools': '/usr/share/javascript/mootools/mootools.js',
  'webext-ublock-origin-chromium': '/usr/share/chromium/extensions/ublock-origin/assets/assets.json',
};

/** @throws where a package is missing and can not be installed, naming it */
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

/** Takes every global away whose path it is given. */
const without = (paths) => `for (const path of ${JSON.stringify(paths)}) {
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

/** Makes the files that are not there yet. @returns their folder */
export async function fetchHostLibraries() {
  mkdirSync(folder, { recursive: true });
  const files = getDebianPackages();
  copyFileSync(files['libjs-prototype'], `${folder}prototype.js`);
  copyFileSync(files['libjs-mootools'], `${folder}mootools.js`);
  for (const [file, code] of Object.entries(bundles)) if (!existsSync(folder + file)) await bundle(file, code);
  writeFileSync(`${folder}after-the-floor.js`, without(getNewerApis()));
  return folder;
}

if (process.argv[1] === import.meta.filename) await fetchHostLibraries();

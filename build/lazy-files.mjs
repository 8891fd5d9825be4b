// A Rollup plugin: how the script-tag files load other files of the build. Each import() becomes a call of one of the
// functions below, which are put at the top of the files that need them and throw a TypeError if they fail, as import() does.
//
// Pinned files, under the address of one version, hold the hashes of what they load, so that the browser refuses every changed
// byte. A `<script type="module" integrity>` verifies a file before import() takes it from the module map: Chromium, Firefox
// and WebKit all refuse a changed file that way, while WebKit 2.50 runs it after `<link rel="modulepreload" integrity>`.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { policyName } from '../src/embed-code/csp.ts';

/* global integrity -- a table in the pinned files: [hash, ...static imports] by file */

/** Tries a second time under another address, because Firefox caches a failed import as long as the page lives. */
async function importFile(file, base) {
  const { href } = new URL(file, base);
  return import(href).catch(() => import(`${href}?retry=${Date.now()}`));
}

/** Imports a file only if it has the bytes that were published. */
async function importVerified(file, base) {
  const [hash, ...imports] = integrity[file];
  // One after the other: Chromium requests a file without its hash again if it has just refused it.
  for (const imported of imports) await importVerified(imported, base);
  const { href } = new URL(file, base);
  let policy;
  try {
    policy = globalThis.trustedTypes?.createPolicy('POLICY_NAME', { createScriptURL: String });
  } catch {
    // The page refuses the policy; if it enforces Trusted Types, the assignment below throws.
  }
  await new Promise((resolve, reject) => {
    const script = document.createElement('script');
    Object.assign(script, { type: 'module', crossOrigin: '', integrity: hash, nonce: document.querySelector('script[nonce]')?.nonce ?? '' });
    script.onload = resolve;
    script.onerror = () => reject(new TypeError(`not loaded, or not as published: ${href}`));
    script.src = policy?.createScriptURL(href) ?? href;
    document.head.append(script);
  });
  return import(href);
}

/** The address of a classic script. A page may have a named element called `currentScript`, or an optimiser may have inlined us. */
export const classicIntro = `
async function importFromScript(importer, file) {
  if (!scriptUrl) throw new TypeError(\`the script does not know its own address, so it cannot load \${file}\`);
  return importer(file, scriptUrl);
}
const scriptUrl = [document.currentScript, ...document.scripts]
  .map((script) => (script instanceof HTMLScriptElement ? script.src : ''))
  .find((src) => src && URL.canParse(src) && new URL(src).pathname.endsWith('/actions.iife.js'));`;

/** All files of a bundle that a chunk imports statically, in the order of execution. */
const getStaticImports = ({ imports }, bundle) =>
  [...new Set(imports.filter((file) => bundle[file]).flatMap((file) => [...getStaticImports(bundle[file], bundle), file]))];

const toSpecifier = (from, to) => {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
};

export const hash = (code) => `sha384-${createHash('sha384').update(code).digest('base64')}`;

/** Replaces INTEGRITY_TABLE in each chunk of a bundle. A chunk is hashed after those that it loads. */
function insertHashes(bundle, folder) {
  const hashes = new Map();
  const hashFile = (file) => {
    const chunk = bundle[file];
    if (!chunk) return hash(readFileSync(join(folder, file))); // of another build
    if (hashes.has(file)) return hashes.get(file) ?? raise(`${file} loads itself`);
    hashes.set(file, undefined);
    const loaded = [file, ...getStaticImports(chunk, bundle)];
    const table = {};
    for (const dynamic of chunk.dynamicImports) {
      const imports = bundle[dynamic] ? getStaticImports(bundle[dynamic], bundle).filter((one) => !loaded.includes(one)) : [];
      for (const one of imports) table[toSpecifier(file, one)] = [hashFile(one)];
      table[toSpecifier(file, dynamic)] = [hashFile(dynamic), ...imports.map((one) => toSpecifier(file, one))];
    }
    chunk.code = chunk.code.replace('INTEGRITY_TABLE', JSON.stringify(table));
    hashes.set(file, hash(chunk.code));
    return hashes.get(file);
  };
  Object.keys(bundle).forEach(hashFile);
}

const raise = (message) => {
  throw new Error(message);
};

/** @param {{ isPinned?: boolean }} options */
export function lazyFiles({ isPinned = false } = {}) {
  const importer = isPinned ? importVerified : importFile;
  const source = `${isPinned ? 'const integrity = INTEGRITY_TABLE;\n' : ''}${String(importer).replace('POLICY_NAME', policyName)}`;
  return {
    name: 'lazy-files',
    renderDynamicImport: ({ format }) =>
      format === 'iife' ? { left: `importFromScript(${importer.name}, `, right: ')' } : { left: `${importer.name}(`, right: ', import.meta.url)' },
    intro: (chunk) => (chunk.dynamicImports.length ? source : ''),
    generateBundle({ dir, file }, bundle) {
      if (isPinned) insertHashes(bundle, dir ?? dirname(file));
    },
  };
}

// Makes the package action-widgets-server in dist/server/, from the compiled server and the files that it serves. Its version,
// licence and addresses are those of package.json.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';

const { version, license, author, repository, bugs, homepage, dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const pickVersions = (...names) => Object.fromEntries(names.map((name) => [name, devDependencies[name] ?? dependencies[name] ?? fail(name)]));

function fail(name) {
  throw new Error(`${name} is not in package.json`);
}

const fonts = Object.keys(devDependencies).filter((name) => name.startsWith('@fontsource/'));

const manifest = {
  name: 'action-widgets-server',
  version,
  description: 'Server and command line for campaigns with action widgets: letters, postcards and day counts',
  license,
  author,
  repository,
  bugs,
  homepage,
  keywords: ['human-rights', 'campaign', 'petition', 'letter', 'postcard', 'server'],
  type: 'module',
  bin: { 'action-widgets-server': 'dist/lib/cli/bin.js' },
  exports: { './package.json': './package.json' },
  files: ['dist', 'demo', 'deploy', 'CHANGELOG.md'],
  engines: { node: '>=24' },
  dependencies: pickVersions('@hono/node-server', '@simplewebauthn/server', 'age-encryption', 'altcha-lib', 'diff', 'fastest-levenshtein', 'hono', 'hpke', 'image-size', 'ipaddr.js', 'jsonc-parser', 'kysely', 'parse5', 'pino', 'uqr', 'zod'),
  // Only a server on PostgreSQL needs the driver, one that sends email nodemailer and postal-mime, one that measures prom-client, and share images as PNG the others.
  optionalDependencies: pickVersions('@napi-rs/canvas', 'nodemailer', 'pg', 'postal-mime', 'prom-client', ...fonts),
};

writeFileSync('dist/server/package.json', `${JSON.stringify(manifest, null, 2)}\n`);
for (const name of ['LICENSE', 'CHANGELOG.md', 'deploy']) cpSync(name, `dist/server/${name}`, { recursive: true });
cpSync('src/server/README.md', 'dist/server/README.md');
cpSync('dist/web', 'dist/server/dist/web', { recursive: true, filter: (path) => !/\.map(\.\w+)?$/.test(path) });
// Without the hostile host pages, which need libraries that are not in git.
cpSync('demo', 'dist/server/demo', { recursive: true, filter: (path) => !path.includes('hosts') });
writeFileSync('dist/server/demo/index.html', readFileSync('demo/index.html', 'utf8').replace(/^ *<h2>Difficult pages<[^]*?<\/ul>\n\n/m, ''));

/** The two packages as npm publishes them, packed, installed in empty folders and used. Needs a build. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';
import * as vite from 'vite';
import webpack from 'webpack';

const root = fileURLToPath(new URL('../..', import.meta.url));
const execute = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'packages-'));
const site = join(folder, 'site');

/** Packs a package. @returns the path of the archive */
async function pack(path: string): Promise<string> {
  const { stdout } = await execute('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: path, maxBuffer: 2 ** 26 });
  const packed = JSON.parse(stdout) as { filename: string }[] | Record<string, { filename: string }>;
  return join(folder, Object.values(packed)[0]!.filename);
}

async function install(target: string, archive: string, ...options: string[]): Promise<void> {
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'package.json'), '{ "private": true, "type": "module" }');
  await execute('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock', ...options, archive], { cwd: target, maxBuffer: 2 ** 26 });
}

const getSize = (path: string): number =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);

const entry = `import 'action-widgets/define/action-letter.js';
import 'action-widgets/define/postcard-form.js';
import 'action-widgets/define/detention-counter.js';
import 'action-widgets/define/message-wall.js';
import 'action-widgets/define/campaign-updates.js';
import 'action-widgets/define/action-progress.js';
`;

after(() => rmSync(folder, { recursive: true, force: true }));

describe('the package action-widgets', () => {
  before(async () => {
    await install(site, await pack(root));
    writeFileSync(join(site, 'entry.js'), entry);
    writeFileSync(join(site, 'index.html'), '<!doctype html><html lang="en"><title>Site</title><script type="module" src="/entry.js"></script></html>');
  });

  it('installs at most 15 packages and 15 MB', () => {
    const modules = join(site, 'node_modules');
    const names = readdirSync(modules).flatMap((name) => (name.startsWith('@') ? readdirSync(join(modules, name)).map((one) => `${name}/${one}`) : name));
    const packages = names.filter((name) => !name.startsWith('.'));
    assert.ok(packages.length <= 15, packages.join());
    const size = getSize(modules);
    assert.ok(size <= 15_000_000, `${size} bytes`);
  });

  for (const path of ['action-widgets', 'action-widgets/define/action-letter.js', 'action-widgets/elements/postcard-form.js'])
    it(`imports ${path} in Node without side effects`, async () => {
      writeFileSync(join(site, 'import.js'), `const before = Object.keys(globalThis);\nawait import('${path}');\nconsole.log(Object.keys(globalThis).filter((name) => !before.includes(name)).join());\n`);
      const { stdout, stderr } = await execute('node', ['import.js'], { cwd: site });
      // Lit's version markers, metadata and stand-in for the element registry, and nothing else.
      for (const name of stdout.trim().split(',')) assert.match(name, /^(lit|reactiveElement|customElements$)/);
      assert.equal(stderr, '');
    });

  it('brings the types of elements and events with each documented import', async () => {
    writeFileSync(
      join(site, 'consumer.ts'),
      `import 'action-widgets/define/action-letter.js';
const letter = document.querySelector('action-letter')!;
letter.testing = true;
letter.addEventListener('action-load', ({ detail }) => console.log(detail.campaign.id, detail.state));
document.addEventListener('action-sent', ({ detail }) => console.log(detail.id, detail.replayed));
window.addEventListener('action-error', ({ detail }) => console.log(detail.code));
// @ts-expect-error -- events carry no text
document.addEventListener('action-sent', ({ detail }) => console.log(detail.body));
// @ts-expect-error -- a flag
letter.testing = 'yes';
`,
    );
    const config = { compilerOptions: { target: 'es2022', module: 'nodenext', strict: true, noEmit: true, lib: ['es2023', 'dom', 'dom.iterable'], types: [] }, files: ['consumer.ts'] };
    writeFileSync(join(site, 'tsconfig.json'), JSON.stringify(config));
    await execute(join(root, 'node_modules/.bin/tsc'), ['-p', site]).catch((error: { stdout: string }) => assert.fail(error.stdout));
  });

  it('brings the types of the elements in templates of React, Vue and Svelte', async () => {
    const templates = ['react.tsx', 'vue.ts', 'svelte.ts'];
    for (const name of templates) cpSync(join(root, 'test/package/templates', name), join(site, name));
    for (const name of ['@types/react', 'csstype', 'vue', 'svelte']) symlinkSync(join(root, 'node_modules', name), join(site, 'node_modules', name));
    const compilerOptions = { target: 'es2022', module: 'nodenext', jsx: 'preserve', strict: true, noEmit: true, lib: ['es2023', 'dom', 'dom.iterable'], types: [] };
    writeFileSync(join(site, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: templates }));
    await execute(join(root, 'node_modules/.bin/tsc'), ['-p', site]).catch((error: { stdout: string }) => assert.fail(error.stdout));
  });

  const tagNames = [...entry.matchAll(/define\/(.+)\.js/g)].map(([, tagName]) => tagName!);

  /** Checks the calls that define the elements and add lazy messages: a bundler drops both where it takes a module for free of side effects. */
  function assertHasSideEffects(output: string): void {
    const paths = readdirSync(join(site, output), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
    const code = paths.map((path) => readFileSync(join(site, output, path), 'utf8')).join('\n');
    assert.equal(tagNames.length, 6);
    for (const tagName of tagNames) assert.ok(new RegExp(`\\(\\s*["'\`]${tagName}["'\`],\\s*(class\\b|[\\w$.]+\\s*\\))`).test(code), `${tagName} in ${output}`);
    for (const text of ['Choose who you want to write to', 'Choose a design']) assert.ok(code.includes(text), `${text} in ${output}`);
  }

  it('bundles with Vite without warnings', async () => {
    const warnings: string[] = [];
    const customLogger = { ...vite.createLogger('silent'), warn: (message: string) => warnings.push(message), warnOnce: (message: string) => warnings.push(message) };
    await vite.build({ root: site, configFile: false, customLogger, logLevel: 'warn', build: { outDir: 'vite' } });
    // A comment in a dependency of age-encryption, which looks like an annotation.
    const isForeign = (message: string) => message.includes('node_modules/@scure/base/') && message.includes('annotation');
    assert.deepEqual(warnings.filter((message) => !isForeign(message)), []);
    assertHasSideEffects('vite');
  });

  it('bundles with webpack without warnings', async () => {
    const compiler = webpack({ context: site, entry: './entry.js', mode: 'production', optimization: { minimize: false }, output: { path: join(site, 'webpack') }, performance: false });
    const stats = await promisify(compiler.run.bind(compiler))();
    const { errors, warnings } = stats!.toJson({ all: false, errors: true, warnings: true });
    assert.deepEqual([...errors!, ...warnings!].map(({ message }) => message), []);
    assertHasSideEffects('webpack');
  });

  it('bundles with esbuild without warnings', async () => {
    const result = await esbuild.build({ absWorkingDir: site, entryPoints: ['entry.js'], bundle: true, format: 'esm', splitting: true, outdir: 'esbuild', logLevel: 'silent' });
    assert.deepEqual([...result.errors, ...result.warnings].map(({ text }) => text), []);
    assertHasSideEffects('esbuild');
  });
});

describe('the package action-widgets-server', () => {
  const target = join(folder, 'server');
  before(async () => install(target, await pack(join(root, 'dist/server')), '--omit=optional'));

  it('starts without its optional dependencies, serves the demo, and stops on SIGTERM', async () => {
    const server = spawn('node', ['node_modules/action-widgets-server/dist/lib/cli/bin.js', 'serve', '--demo'], {
      cwd: target,
      env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: join(target, 'data') },
    });
    let output = '';
    for (const stream of [server.stdout, server.stderr]) stream.on('data', (data: Buffer) => (output += String(data)));
    const exited = once(server, 'exit');
    const url = await new Promise<string>((resolve, reject) => {
      server.stdout.on('data', () => {
        const [, address] = /^listening on (http:\S+)$/m.exec(output) ?? [];
        if (address) resolve(address);
      });
      void exited.then(() => reject(new Error(output)));
    });
    for (const path of ['/campaigns/sam-sokha.json', '/v1/action-letter.js', '/v1/actions.js', '/a/sam-sokha', ...(await findDemoLinks(url))]) {
      const { status } = await fetch(url + path);
      assert.equal(status, 200, path);
    }
    server.kill('SIGTERM');
    assert.deepEqual(await exited, [0, null]);
  });

  it('checks a campaign document from the command line', async () => {
    const bin = join(target, 'node_modules/.bin/action-widgets-server');
    const { stdout } = await execute(bin, ['check', join(root, 'demo/campaigns/sam-sokha.json')], { cwd: target });
    assert.equal(stdout, '0 errors, 0 warnings in 1 file\n');
  });

  it('says which Node it needs on an older one', async () => {
    const modules = join(target, 'old');
    mkdirSync(modules);
    symlinkSync(join(target, 'node_modules/action-widgets-server/dist/lib/cli/bin.js'), join(modules, 'bin.js'));
    // For this file, an older Node differs only in its version.
    const script = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' });\nawait import('./bin.js');\n`;
    writeFileSync(join(modules, 'start.mjs'), script);
    const { stderr } = await execute('node', ['start.mjs'], { cwd: modules }).catch((error: { stderr: string }) => error);
    assert.equal(stderr, 'action-widgets-server needs Node 24 or later. This is Node 20.20.2.\n');
  });
});

/** @returns the paths of all links on the first page of the demo */
async function findDemoLinks(url: string): Promise<string[]> {
  const page = await (await fetch(`${url}/demo/`)).text();
  const links = [...page.matchAll(/<a href="([^"#]+)/g)].map(([, link]) => new URL(link!, `${url}/demo/`));
  assert.ok(links.length > 5);
  return links.filter(({ origin }) => origin === url).map(({ pathname }) => pathname);
}

it('publishes complete manifests that name the same repository', () => {
  const [library, server] = ['package.json', 'dist/server/package.json'].map((path) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, unknown>);
  for (const key of ['description', 'license', 'author', 'homepage', 'repository', 'bugs', 'engines', 'keywords'])
    for (const manifest of [library!, server!]) assert.ok(manifest[key], `${String(manifest['name'])}: ${key}`);
  for (const [name, folder] of [[String(library!['name']), root], [String(server!['name']), join(root, 'dist/server')]] as const) {
    const { files } = name === library!['name'] ? library! : server!;
    for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md']) assert.ok(existsSync(join(folder, file)), `${name}: ${file}`);
    assert.ok((files as string[]).includes('CHANGELOG.md'), name);
  }
  const { peerDependencies, peerDependenciesMeta } = library as { peerDependencies: object; peerDependenciesMeta: Record<string, { optional: boolean }> };
  assert.deepEqual(Object.keys(peerDependencies), ['@types/react', 'svelte', 'vue']);
  for (const name of Object.keys(peerDependencies)) assert.deepEqual(peerDependenciesMeta[name], { optional: true });
  assert.deepEqual(server!['repository'], library!['repository']);
  assert.deepEqual(Object.keys(library!['dependencies'] as object), ['age-encryption', 'hpke', 'idb-keyval', 'lit']);
});

// npm test                      every suite, one after the other, and one line that sums them up
// npm run test:node [files]     rules, endpoint, command line, package
// npm run test:browser [files]  elements, client and locales in each engine
// npm run test:e2e [files]      the built files and a listening endpoint, in each engine
//
// Files are named by their TypeScript source. What begins with a dash goes to the runner as it is (--coverage,
// --test-name-pattern). BROWSERS=chromium,firefox names the engines.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { selectedBrowsers } from '../test/support/browsers/browsers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
// Programs that tests start are not compiled anew each time.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/node');
process.env.PATH = join(root, 'node_modules/.bin') + delimiter + process.env.PATH; // also without npm

const [only, ...rest] = process.argv.slice(2);
const options = rest.filter((argument) => argument.startsWith('-'));
const files = rest.filter((argument) => !argument.startsWith('-'));
/** Each runner of a suite leaves its totals in a file here. */
const totals = mkdtempSync(join(tmpdir(), 'totals-'));
process.once('exit', () => rmSync(totals, { recursive: true, force: true }));

/** Runs one command with its output shown, or given to `keep` to be shown later; true where it ended well. */
function start(command, args, env = {}, keep) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: keep ? ['ignore', 'pipe', 'pipe'] : 'inherit', env: { ...process.env, ...env } });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', keep);
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
}

const run = (command, ...args) => start(command, args, { TOTALS_FILE: join(totals, command) });
const generate = () => run('node', 'build/generate.mjs');
const nodeTests = (name, pattern, more, env, keep) =>
  start(
    'node',
    [
      '--test', ...more,
      '--test-reporter=spec', '--test-reporter-destination=stdout',
      `--test-reporter=${join(root, 'test/support/reporters/node-totals.mjs')}`, `--test-reporter-destination=${join(totals, name)}`,
      ...options, ...(files.length ? files : [pattern]),
    ],
    env,
    keep,
  );

/** Roads in one engine: all files in one process, so that its browser starts once. */
const roads = (engine) => apart(engine, 'test/e2e/**/*.test.ts', ['--test-isolation=none'], { BROWSERS: engine });

/** Tests beside others, shown when they have ended. */
async function apart(name, pattern, more, env) {
  const said = [];
  const well = await nodeTests(name, pattern, more, env, (data) => said.push(data));
  console.log(`\n-- ${name}`);
  for (const data of said) process.stdout.write(data);
  return well;
}

const suites = {
  node: async () =>
    (await generate()) && nodeTests('node', 'test/{{campaign,server,cli,package,support}/**/*,i18n/*.node}.test.ts', ['--test-concurrency=2']),
  browser: async () => {
    if (!(await generate())) return false;
    return run('wtr', ...options, ...(files.length ? ['--files', ...files] : []));
  },
  e2e: async () => {
    if (!(await run('npm', 'run', '--silent', 'build'))) return false;
    // Two engines at a time: a browser mostly waits, but more of them wait for each other.
    const left = [...selectedBrowsers].sort((a, b) => slowest.indexOf(a) - slowest.indexOf(b)).map((engine) => () => roads(engine));
    // What no browser has to be asked about the built files.
    if (!files.length) left.push(() => apart('built', 'test/built/*.test.ts', []));
    const well = [];
    const take = async () => {
      for (let next; (next = left.shift()); ) well.push(await next());
    };
    await Promise.all([take(), take()]);
    return well.every(Boolean);
  },
};
const slowest = ['firefox', 'chromium', 'webkit'];

const nothing = () => ({ passed: 0, failed: 0, skipped: 0, failures: [] });

function add(sum, { passed, failed, skipped, failures }) {
  sum.passed += passed;
  sum.failed += failed;
  sum.skipped += skipped;
  sum.failures.push(...failures);
}

/** What the runners left of a suite. */
function read() {
  const sum = nothing();
  for (const name of readdirSync(totals)) {
    const text = readFileSync(join(totals, name), 'utf8');
    if (text) add(sum, JSON.parse(text)); // none where the runner itself fell
    rmSync(join(totals, name));
  }
  return sum;
}

const names = only ? [only] : Object.keys(suites);
const sum = nothing();
for (const name of names) {
  if (!suites[name]) throw new Error(`no suite called ${name}: ${Object.keys(suites).join(', ')}`);
  console.log(`\n== ${name} tests`);
  const well = await suites[name]();
  const found = read();
  // what did not even run is a failure
  if (!well && !found.failed) add(found, { ...nothing(), failed: 1, failures: [{ name: `${name} tests`, error: 'ended badly: see above' }] });
  add(sum, found);
}

// Last, where somebody who sees only the end of what was printed finds it.
for (const { name, error } of sum.failures) console.log(`\nfailed: ${name}\n${error.trim().replace(/^/gm, '  ')}`);
console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`);
process.exitCode = sum.failed ? 1 : 0;

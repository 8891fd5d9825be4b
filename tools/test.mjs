// npm test                      every suite, one after the other, and one line that sums them up
// npm run test:node [files]     rules, endpoint, command line, package
// npm run test:browser [files]  elements, client and locales in each engine
// npm run test:e2e [files]      the built files and a listening endpoint, in each engine
//
// Files are named by their TypeScript source. What begins with a dash goes to the runner as it is (--coverage,
// --test-name-pattern). BROWSERS=chromium,firefox names the engines, where not all of them are wanted.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
// Programs that tests start are not compiled anew each time.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/node');
process.env.PATH = join(root, 'node_modules/.bin') + delimiter + process.env.PATH; // also without npm

const [only, ...rest] = process.argv.slice(2);
const options = rest.filter((argument) => argument.startsWith('-'));
const files = rest.filter((argument) => !argument.startsWith('-'));
const totals = join(mkdtempSync(join(tmpdir(), 'totals-')), 'totals');
process.once('exit', () => rmSync(join(totals, '..'), { recursive: true, force: true }));

/** Runs one command with its output shown; true where it ended well. */
function run(command, ...args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, TOTALS_FILE: totals } });
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  });
}

const generate = () => run('node', 'tools/generate.mjs');
const nodeTests = (pattern, ...more) =>
  run(
    'node', '--test', ...more,
    '--test-reporter=spec', '--test-reporter-destination=stdout',
    '--test-reporter=tap', `--test-reporter-destination=${totals}`,
    ...options, ...(files.length ? files : [pattern]),
  );

const suites = {
  node: async () =>
    (await generate()) && nodeTests('test/{campaign,endpoint,cli,package,support}/**/*.test.ts', '--test-concurrency=2'),
  browser: async () => {
    rmSync('out-tsc', { recursive: true, force: true }); // no test outlives its source
    if (!(await generate()) || !(await run('tsc', '-p', 'tsconfig.test.json'))) return false;
    const compiled = files.map((file) => join('out-tsc', file.replace(/\.ts$/, '.js')));
    return run('wtr', ...options, ...(compiled.length ? ['--files', ...compiled] : []));
  },
  e2e: async () =>
    (await run('npm', 'run', '--silent', 'build')) &&
    // one file at a time: two browsers on one machine wait for each other
    nodeTests('test/e2e/**/*.test.ts', '--test-concurrency=1'),
};

/** What the runner left in the totals file: our own JSON, or the end of node's TAP. */
function read() {
  if (!existsSync(totals)) return { passed: 0, failed: 0, skipped: 0 };
  const text = readFileSync(totals, 'utf8');
  if (text.startsWith('{')) return JSON.parse(text);
  // the last such line: what a test prints also becomes a comment
  const count = (word) => Number([...text.matchAll(new RegExp(`^# ${word} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  return { passed: count('pass'), failed: count('fail') + count('cancelled'), skipped: count('skipped') + count('todo') };
}

const names = only ? [only] : Object.keys(suites);
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const name of names) {
  if (!suites[name]) throw new Error(`no suite called ${name}: ${Object.keys(suites).join(', ')}`);
  console.log(`\n== ${name} tests`);
  rmSync(totals, { force: true });
  const well = await suites[name]();
  const found = read();
  if (!well && !found.failed) found.failed = 1; // what did not even run is a failure
  for (const key of Object.keys(sum)) sum[key] += found[key];
}

console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`);
process.exitCode = sum.failed ? 1 : 0;

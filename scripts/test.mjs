// npm test                 every suite, one after the other, with one line of totals at the end
// npm test -- FILE…        only these files, each in the suite that its folder belongs to
// npm run test:node        domain, server, command line, package
// npm run test:browser     elements, API client and messages, in each browser
// npm run test:e2e         the built files and a running server, in each browser
//
// Arguments that begin with a dash go to the runner (--coverage, --test-name-pattern). BROWSERS=chromium,firefox names the
// browsers.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { selectedBrowsers } from '../test/support/browsers/browsers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
// Tests start many processes, which use the same compile cache.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/node');
process.env.PATH = join(root, 'node_modules/.bin') + delimiter + process.env.PATH; // also without npm

const args = process.argv.slice(2);
const runnerOptions = args.filter((argument) => argument.startsWith('-'));
const files = args.filter((argument) => !argument.startsWith('-') && argument.includes('/'));
const [namedSuite] = args.filter((argument) => !argument.startsWith('-') && !argument.includes('/'));
/** Each runner writes its totals to a file in this folder. */
const totalsFolder = mkdtempSync(join(tmpdir(), 'totals-'));
process.once('exit', () => rmSync(totalsFolder, { recursive: true, force: true }));

/** Runs a command. Its output is shown, or passed to `onOutput`. @returns whether it succeeded */
function run(command, commandArgs, { env = {}, onOutput } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, commandArgs, { stdio: onOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit', env: { ...process.env, ...env } });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', onOutput);
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
}

const runNodeTests = (name, paths, options, more) =>
  run(
    'node',
    [
      '--test', ...options,
      '--test-reporter=spec', '--test-reporter-destination=stdout',
      `--test-reporter=${join(root, 'test/support/reporters/node-totals.mjs')}`, `--test-reporter-destination=${join(totalsFolder, name)}`,
      ...runnerOptions, ...paths,
    ],
    more,
  );

/** Runs tests in parallel with others, and shows their output at the end. */
async function runBeside(name, paths, options, env) {
  const output = [];
  const succeeded = await runNodeTests(name, paths, options, { env, onOutput: (data) => output.push(data) });
  console.log(`\n-- ${name}`);
  for (const data of output) process.stdout.write(data);
  return succeeded;
}

/** All files of one browser run in one process, so that it starts once. */
const runInBrowser = (browser, paths) => runBeside(browser, paths, ['--test-isolation=none'], { BROWSERS: browser });

/** Two jobs at a time: a browser mostly waits, but more of them would slow each other down. */
async function runJobs(jobs) {
  const results = [];
  const work = async () => {
    for (let job; (job = jobs.shift()); ) results.push(await job());
  };
  await Promise.all([work(), work()]);
  return results.every(Boolean);
}

const slowestFirst = ['firefox', 'chromium', 'webkit'];
const built = 'test/built/*.test.ts';
const e2e = 'test/e2e/**/*.test.ts';

const suites = {
  node: {
    patterns: ['test/{campaign,server,cli,package,support}/**/*.test.ts', 'test/**/*.node.test.ts'],
    run: async (paths) => (await run('node', ['build/generate.mjs'])) && runNodeTests('node', paths, ['--test-concurrency=2']),
  },
  browser: {
    patterns: ['test/{components,api,i18n,share-image,matrix}/**/*.test.ts'],
    run: async (paths, areFilesNamed) =>
      (await run('node', ['build/generate.mjs'])) &&
      run('wtr', [...runnerOptions, ...(areFilesNamed ? ['--files', ...paths] : [])], { env: { TOTALS_FILE: join(totalsFolder, 'wtr') } }),
  },
  e2e: {
    patterns: [e2e, built],
    run: async (paths) => {
      if (!(await run('npm', ['run', '--silent', 'build']))) return false;
      const builtPaths = paths.filter((path) => path === built || matchesGlob(path, built));
      const e2ePaths = paths.filter((path) => !builtPaths.includes(path));
      const browsers = [...selectedBrowsers].sort((a, b) => slowestFirst.indexOf(a) - slowestFirst.indexOf(b));
      return runJobs([
        ...(e2ePaths.length ? browsers.map((browser) => () => runInBrowser(browser, e2ePaths)) : []),
        ...(builtPaths.length ? [() => runBeside('built', builtPaths, [])] : []),
      ]);
    },
  },
};

const createTotals = () => ({ passed: 0, failed: 0, skipped: 0, failures: [] });

function addTotals(sum, { passed, failed, skipped, failures }) {
  sum.passed += passed;
  sum.failed += failed;
  sum.skipped += skipped;
  sum.failures.push(...failures);
}

/** The totals that the runners of a suite have written. */
function readTotals() {
  const sum = createTotals();
  for (const name of readdirSync(totalsFolder)) {
    const text = readFileSync(join(totalsFolder, name), 'utf8');
    if (text) addTotals(sum, JSON.parse(text)); // empty if the runner itself has crashed
    rmSync(join(totalsFolder, name));
  }
  return sum;
}

if (namedSuite && !suites[namedSuite]) throw new Error(`unknown suite: ${namedSuite}; known: ${Object.keys(suites).join(', ')}`);
const findSuite = (file) => Object.keys(suites).find((name) => suites[name].patterns.some((pattern) => matchesGlob(file, pattern)));
for (const file of files) if (!findSuite(file)) throw new Error(`no suite runs ${file}`);

const totals = createTotals();
for (const [name, suite] of Object.entries(suites)) {
  if (namedSuite && name !== namedSuite) continue;
  const ownFiles = files.filter((file) => findSuite(file) === name);
  if (files.length && !ownFiles.length) continue;
  console.log(`\n== ${name} tests`);
  const succeeded = await suite.run(ownFiles.length ? ownFiles : suite.patterns, ownFiles.length > 0);
  const suiteTotals = readTotals();
  // A runner that could not run is a failure.
  if (!succeeded && !suiteTotals.failed) addTotals(suiteTotals, { ...createTotals(), failed: 1, failures: [{ name: `${name} tests`, error: 'failed to run: see above' }] });
  addTotals(totals, suiteTotals);
}

// Repeated at the end, where they are easy to find.
for (const { name, error } of totals.failures) console.log(`\nfailed: ${name}\n${error.trim().replace(/^/gm, '  ')}`);
console.log(`\n${totals.passed} passed, ${totals.failed} failed${totals.skipped ? `, ${totals.skipped} skipped` : ''}`);
process.exitCode = totals.failed ? 1 : 0;

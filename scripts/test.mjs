// npm test                 every suite; at the end, the failures and the time of each
// npm test -- FILE…        only these files, each in the suite that its folder belongs to
// npm run test:node        domain, server, command line, package
// npm run test:browser     elements, API client and messages, in each browser
// npm run test:e2e         the built files and a running server, in each browser
//
// Arguments that begin with a dash go to the runner (--coverage, --test-name-pattern). BROWSERS=chromium,firefox names the
// browsers.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { selectedBrowsers } from '../test/support/browsers/browsers.mjs';
import { createTotals, printSummary, readTotals } from '../test/support/reporters/summary.mjs';
import { isBuildFresh } from './build-record.mjs';
import { builtPattern, nodeGroups, suitePatterns } from './test-suites.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
// Tests start many processes, which use the same compile cache.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/node');
process.env.PATH = join(root, 'node_modules/.bin') + delimiter + process.env.PATH; // also without npm

const args = process.argv.slice(2);
const runnerOptions = args.filter((argument) => argument.startsWith('-'));
const namedFiles = args.filter((argument) => !argument.startsWith('-') && argument.includes('/'));
const [namedSuite] = args.filter((argument) => !argument.startsWith('-') && !argument.includes('/'));
/** Each runner writes its totals to a file in this folder. */
const totalsFolder = mkdtempSync(join(tmpdir(), 'totals-'));
process.once('exit', () => rmSync(totalsFolder, { recursive: true, force: true }));

/** A job that takes longer hangs: in milliseconds. */
const maxJobTime = 30 * 60_000;
/** How long the rest of its output may take after its end, in milliseconds. */
const maxCloseTime = 5000;

/** Runs a command. Its output is shown, or passed to `onOutput`. @returns whether it succeeded */
function run(command, commandArgs, { env = {}, onOutput } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, commandArgs, { stdio: onOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit', env: { ...process.env, ...env } });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', onOutput);
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(false);
    });
    const timer = setTimeout(() => {
      console.error(`${command} was stopped: it took more than ${maxJobTime / 60_000} minutes`);
      child.kill('SIGKILL');
    }, maxJobTime);
    child.once('close', (code) => resolve(code === 0));
    child.once('exit', () => {
      clearTimeout(timer);
      // A process that it has left behind may keep its output open, which `close` waits for.
      setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream?.destroy()), maxCloseTime).unref();
    });
  });
}

/** A job is a command that runs tests. */
const createNodeJob = (name, paths, options, env) => ({
  name,
  command: 'node',
  args: [
    '--test', ...options,
    '--test-reporter=spec', '--test-reporter-destination=stdout',
    `--test-reporter=${join(root, 'test/support/reporters/node-totals.mjs')}`, `--test-reporter-destination=${join(totalsFolder, name)}`,
    ...runnerOptions, ...paths,
  ],
  env,
});

/**
 * All files run in one process: a browser or a database server starts once, and the modules of the server are loaded once. What a
 * failed hook has left open must not keep the process alive.
 */
const inOneProcess = ['--test-isolation=none', '--test-force-exit'];

const suites = {
  browser: {
    createJobs: (files) => [
      { name: 'browser', command: 'wtr', args: [...runnerOptions, ...(files ? ['--files', ...files] : [])], env: { TOTALS_FILE: join(totalsFolder, 'browser') } },
    ],
  },
  e2e: {
    needsBuild: true,
    createJobs(files = suitePatterns.e2e) {
      const builtPaths = files.filter((path) => path === builtPattern || matchesGlob(path, builtPattern));
      const e2ePaths = files.filter((path) => !builtPaths.includes(path));
      return [
        ...(e2ePaths.length ? selectedBrowsers.map((browser) => createNodeJob(`e2e-${browser}`, e2ePaths, inOneProcess, { BROWSERS: browser })) : []),
        ...(builtPaths.length ? [createNodeJob('built', builtPaths, [])] : []),
      ];
    },
  },
  node: {
    createJobs: (files) =>
      Object.entries(files ? { node: files } : nodeGroups).map(([name, paths]) => createNodeJob(name, paths, inOneProcess)),
  },
};

if (namedSuite && !suites[namedSuite]) throw new Error(`unknown suite: ${namedSuite}; known: ${Object.keys(suites).join(', ')}`);
const findSuite = (file) => {
  const name = Object.keys(suites).findLast((suite) => suitePatterns[suite].some((pattern) => matchesGlob(file, pattern)));
  return suites[name];
};
for (const file of namedFiles) if (!findSuite(file)) throw new Error(`no suite runs ${file}`);

const selectedSuites = namedFiles.length ? [...new Set(namedFiles.map(findSuite))] : namedSuite ? [suites[namedSuite]] : Object.values(suites);
if (!isBuildFresh()) {
  const isBuildNeeded = selectedSuites.some(({ needsBuild }) => needsBuild);
  if (!(await (isBuildNeeded ? run('npm', ['run', '--silent', 'build']) : run('node', ['build/generate.mjs'])))) process.exit(1);
}
const jobs = selectedSuites.flatMap((suite) => suite.createJobs(namedFiles.length ? namedFiles.filter((file) => findSuite(file) === suite) : undefined));

/** With the shortest last, the two that run at a time end at about the same time. */
const longestFirst = ['browser', 'e2e-chromium', 'e2e-firefox', 'server', 'e2e-webkit', 'cli', 'built', 'node'];
jobs.sort((a, b) => longestFirst.indexOf(a.name) - longestFirst.indexOf(b.name));

const isAlone = jobs.length === 1;
const results = [];
async function runJob({ name, command, args: commandArgs, env }) {
  const start = performance.now();
  const output = [];
  if (!isAlone) console.log(`-- ${name}: started`);
  // The output of jobs that run at the same time is shown at their end.
  const succeeded = await run(command, commandArgs, { env, ...(!isAlone && { onOutput: (data) => output.push(data) }) });
  const runnerTotals = readTotals(join(totalsFolder, name));
  const totals = runnerTotals ?? createTotals();
  // A runner that could not run, or that ended before it wrote its totals, is a failure.
  if ((!succeeded || !runnerTotals) && !totals.failed) Object.assign(totals, { failed: 1, failures: [{ name: `${name} tests`, error: 'failed to run: see above' }] });
  if (!isAlone) console.log(`\n-- ${name}`);
  for (const data of output) process.stdout.write(data);
  results.push({ name, time: performance.now() - start, totals });
}

// Two jobs at a time: a browser mostly waits, but more of them would slow each other down.
async function runJobs() {
  for (let job; (job = jobs.shift()); ) await runJob(job);
}
await Promise.all([runJobs(), runJobs()]);
printSummary(results);
process.exitCode = results.some(({ totals }) => totals.failed) ? 1 : 0;

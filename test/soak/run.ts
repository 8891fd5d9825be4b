/**
 * npm run test:soak -- [client|browsers|interruptions|server]… [--runs 10000] [--seed 1]
 *
 * Nothing is lost, and nobody is thanked too early: random failures, with seeds that repeat them. Without names, all parts run, one after the
 * other. A failure prints its seed; repeat it with --seed, and --runs 1.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** The runs of each part: in all, in each browser, in Chromium, on each database. */
const parts: Record<string, { file: string; runs: number }> = {
  client: { file: 'client.node.test.ts', runs: 10_000 },
  browsers: { file: 'browsers.test.ts', runs: 100 },
  interruptions: { file: 'interruptions.test.ts', runs: 200 },
  server: { file: 'server.test.ts', runs: 200 },
};

const { values, positionals } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } }, allowPositionals: true });
for (const name of positionals) if (!parts[name]) throw new Error(`unknown part: ${name}; there are ${Object.keys(parts).join(', ')}`);

for (const [name, { file, runs }] of Object.entries(parts)) {
  if (positionals.length && !positionals.includes(name)) continue;
  console.log(`== ${name}, ${new Date().toISOString()}`);
  const env = { SOAK_RUNS: String(runs), ...process.env, ...(values.runs && { SOAK_RUNS: values.runs }), ...(values.seed && { SOAK_SEED: values.seed }) };
  const args = ['--disable-warning=ExperimentalWarning', '--test', '--test-force-exit', fileURLToPath(new URL(file, import.meta.url))];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env });
  if (status !== 0) process.exitCode = 1;
}

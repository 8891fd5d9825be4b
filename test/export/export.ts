/** Runs `letters export` in this process, and prints its memory before and at most, in bytes, and its time. */
import { setTimeout as delay } from 'node:timers/promises';
import { runCli } from '../../src/cli/cli.ts';

const args = ['--format', 'csv', '--output'];
// What the export needs belongs to the idle process.
await runCli(['letters', '--help'], process.env);
await import('../../src/server/db/sqlite.ts');
await delay(500);
const { rss: idle } = process.memoryUsage();
let peak = idle;
const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 5);
const start = performance.now();
await runCli(['letters', 'export', 'million', ...args, process.argv[2]!], process.env);
clearInterval(timer);
// The highest that the system has seen, in kilobytes, in case it was between two measurements.
peak = Math.max(peak, process.resourceUsage().maxRSS * 1024);
console.log(JSON.stringify({ idle, peak, seconds: Math.round((performance.now() - start) / 1000) }));

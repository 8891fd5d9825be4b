#!/usr/bin/env node
const needed = 24;
const [major = 0] = process.versions.node.split('.').map(Number);

if (major < needed) {
  console.error(`action-widgets-server needs Node ${needed} or later. This is Node ${process.versions.node}.`);
  process.exitCode = 1;
} else {
  // Not a static import: an older Node would fail on it with a stack trace, before the check above.
  const { runCli } = await import('./cli.ts');
  await runCli(process.argv.slice(2), process.env);
}

#!/usr/bin/env node
/** The command line: `npx action-widgets`. */
import { runCli } from './cli.ts';

await runCli(process.argv.slice(2), process.env);

#!/usr/bin/env node
/** The command line: `npx action-widgets`. */
import { commandLine } from './cli.ts';

await commandLine(process.argv.slice(2), process.env);

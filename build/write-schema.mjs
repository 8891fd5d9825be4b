// node build/write-schema.mjs OUT    writes the campaign document's JSON Schema
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { campaignJsonSchema } from '../src/campaign/schema/json-schema.ts';

const [out] = process.argv.slice(2);
if (!out) throw new Error('name the file to write');
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, `${JSON.stringify(campaignJsonSchema(), null, 2)}\n`);

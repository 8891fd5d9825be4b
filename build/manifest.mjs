// npm run manifest    writes from the sources what others have to know of the elements: custom-elements.json beside the
// built files, what editors complete into dist/editors/, and types for React, Vue and Svelte into dist/types/
import { mkdirSync, writeFileSync } from 'node:fs';
import { describe } from './manifest/describe.mjs';
import { writeEditors } from './manifest/editors.mjs';
import { writeFrameworks } from './manifest/frameworks.mjs';

for (const folder of ['web', 'editors', 'types']) mkdirSync(`dist/${folder}`, { recursive: true });
const manifest = describe();
writeFileSync('dist/web/custom-elements.json', `${JSON.stringify(manifest, null, 2)}\n`);
writeEditors(manifest, 'dist/editors');
writeFrameworks(manifest, 'dist/types');

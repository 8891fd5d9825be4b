// Writes the hashes of the pinned files into dist/web/integrity.json, and a .br and a .gz beside every file, so that the
// server sends compressed files without compressing them.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { hash } from './lazy-files.mjs';

const web = 'dist/web';
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const pinned = globSync('**/*.js', { cwd: `${web}/pinned` }).sort();
const files = Object.fromEntries(pinned.map((file) => [file, hash(readFileSync(`${web}/pinned/${file}`))]));
writeFileSync(`${web}/integrity.json`, `${JSON.stringify({ version, files }, null, 2)}\n`);

// Not the source maps: they are large, and only developers load them.
for (const file of globSync(`${web}/**/*.{js,json}`)) {
  const bytes = readFileSync(file);
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}

/** Builds the hand-written element that the letter is compared with, as one minified file. */
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { rollup, type Plugin } from 'rollup';
import { minify } from 'rollup-plugin-swc3';

export const minifyCss = (text: string) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replaceAll(': ', ':');

const transformSources: Plugin = {
  name: 'transform-sources',
  transform: (code, id) =>
    id.endsWith('.css') ? `export default ${JSON.stringify(minifyCss(code))};` : stripTypeScriptTypes(code, { mode: 'strip' }),
};

export async function buildFloorScript(): Promise<string> {
  const bundle = await rollup({
    input: fileURLToPath(new URL('floor/floor-letter.ts', import.meta.url)),
    plugins: [transformSources, minify({ ecma: 2022, module: true, compress: { passes: 2 }, mangle: { toplevel: true }, format: { comments: false } })],
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return output[0].code;
}

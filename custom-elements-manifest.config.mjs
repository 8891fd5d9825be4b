// npm run manifest: describes the elements in dist/web/custom-elements.json, from the JSDoc of their classes, and writes from that
// what editors complete and explain into dist/editors/.
import { modulePathResolverPlugin } from '@wc-toolkit/module-path-resolver';
import { customElementJetBrainsPlugin } from 'custom-element-jet-brains-integration';
import { customElementVsCodePlugin } from 'custom-element-vs-code-integration';
import { editorData, publicApi } from './build/manifest-plugins.mjs';

const toPublishedPath = (source) => source.replace('src/', 'dist/lib/').replace('.ts', '.js');
const editors = { outdir: 'dist/editors', hideCssPropertiesDocs: true, hideLogs: true };

export default {
  globs: ['src/base/*.ts', 'src/components/*/*.ts'],
  outdir: 'dist/web',
  litelement: true,
  packagejson: false,
  quiet: true,
  plugins: [
    modulePathResolverPlugin({
      modulePathTemplate: toPublishedPath,
      definitionPathTemplate: (source) => toPublishedPath(source).replace('.js', '.define.js'),
    }),
    publicApi(),
    customElementVsCodePlugin(editors),
    customElementJetBrainsPlugin({ ...editors, packageJson: false }),
    editorData(editors.outdir),
  ],
};

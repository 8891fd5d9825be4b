// A rollup plugin: blanks, comments and long names that stand in html`…` and css`…` for the one who writes them are not sent
// to phones.
import { globSync, readFileSync } from 'node:fs';
import { walk } from 'estree-walker';
import MagicString from 'magic-string';

/** Custom properties that are no tokens. */
const own = /--(?!action-)[a-z][a-z-]*/g;
const styles = globSync('dist/lib/{theme/*,**/*.styles}.js').map((file) => readFileSync(file, 'utf8'));
const known = [...new Set(styles.join().match(own))].sort();

/** A name that no host has, the same in all files: a property that the page registers is another in shadow roots too. */
function rename(name) {
  if (!known.includes(name)) throw new Error(`${name} stands outside of the style files`);
  return `--_${known.indexOf(name).toString(36)}`;
}

const shrink = {
  css: (text) =>
    text
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,>]) ?/g, '$1')
      .replace(/: (?=[^;{}]*[;}])/g, ':')
      .replace(/(?<![\w.])0\./g, '.')
      .replaceAll(' !', '!')
      .replace(own, rename)
      .replaceAll(';}', '}'),
  // A blank stays a blank: between words it is one. At an edge of a tag with a line's end it is none.
  html: (text) => text.replace(/\s*\n\s*/g, ' '),
};

export function minifyLiterals() {
  return {
    name: 'minify-literals',
    transform(code, id) {
      if (!id.includes('/dist/lib/') || !/\b(?:html|css)\s*`/.test(code)) return null;
      const edited = new MagicString(code);
      walk(this.parse(code), {
        enter(node) {
          const how = node.type === 'TaggedTemplateExpression' && Object.hasOwn(shrink, node.tag.name) && shrink[node.tag.name];
          if (!how) return;
          for (const { start, end, value } of node.quasi.quasis) {
            const short = how(value.raw);
            if (short !== value.raw) edited.update(start, end, short);
          }
        },
      });
      return { code: edited.toString(), map: edited.generateMap({ hires: true }) };
    },
  };
}

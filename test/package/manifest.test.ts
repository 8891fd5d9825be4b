/** The manifest and the editor data contain exactly the public API. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { elements } from '../support/manifest.ts';

const names = (items: readonly { name: string }[]) => items.map(({ name }) => name).sort();
const sorted = (text: string) => text.split(' ').sort();
const by = (pick: (element: (typeof elements)[number]) => readonly { name: string }[]) =>
  Object.fromEntries(elements.map((element) => [element.tagName, names(pick(element))]));
const getAllNames = (pick: (element: (typeof elements)[number]) => readonly { name: string }[]) => [...new Set(elements.flatMap((element) => names(pick(element))))].sort();

const sources = (pattern: string) => globSync(pattern).map((file) => readFileSync(file, 'utf8')).join('\n');

describe('the manifest', () => {
  it('names the attributes of each element', () => {
    const all = 'src lang theme';
    assert.deepEqual(by(({ attributes }) => attributes), {
      'action-letter': sorted(`${all} partner testing`),
      'postcard-form': sorted(`${all} partner testing person now`),
      'detention-counter': sorted(`${all} person since until time-zone name unit now`),
      'message-wall': sorted(all),
      'campaign-updates': sorted(all),
      'action-progress': sorted(`${all} partner`),
    });
    for (const { tagName, attributes, members } of elements) {
      for (const { name, fieldName, type, description } of attributes) {
        assert.ok(type?.text && description, `${tagName} ${name}`);
        if (fieldName) assert.ok(names(members).includes(fieldName), `${tagName} has ${fieldName} for ${name}`);
      }
      for (const name of ['campaign', 'state', 'reload']) assert.ok(names(members).includes(name), `${tagName} ${name}`);
    }
  });

  it('names the events of each element, with their details', () => {
    const all = 'action-load action-error action-sent';
    const forms = `${all} action-submit action-queued action-share`;
    assert.deepEqual(by(({ events }) => events), {
      'action-letter': sorted(forms),
      'postcard-form': sorted(forms),
      'detention-counter': sorted(`${all} action-share`),
      'message-wall': sorted(all),
      'campaign-updates': sorted(all),
      'action-progress': sorted(all),
    });
    for (const { events } of elements)
      for (const { name, type } of events) assert.match(type.text, /^CustomEvent<\{ .+ \}>$/, name);
  });

  it('names the states', () => {
    for (const { tagName, cssStates } of elements) {
      const isForm = /letter|postcard/.test(tagName);
      assert.deepEqual(names(cssStates), sorted(`loading open failed${isForm ? ' upcoming sending sent queued closed' : ''}`), tagName);
    }
  });

  it('names exactly the parts of the templates', () => {
    const used = [...sources('src/components/**/*.ts').matchAll(/\bpart(?:="([\w-]+)"|: '([\w-]+)')/g)].map(([, html, dom]) => html ?? dom!);
    const documented = getAllNames(({ cssParts }) => cssParts);
    assert.deepEqual([...new Set(used)].sort(), documented);
    const expected =
      'heading text targets target letter field label hint input error error-summary consent button progress bar count unit person update card message share share-link thanks closed note';
    assert.deepEqual(documented, sorted(expected));
  });

  it('names exactly the tokens of the styles, with their defaults', () => {
    // Comments describe tokens, and are not their use.
    const css = sources('src/{styles,components/**}/*.ts').replace(/\/\*[^]*?\*\//g, '');
    const documented = getAllNames(({ cssProperties }) => cssProperties);
    assert.deepEqual([...new Set(css.match(/--action-[\w-]+/g))].sort(), documented);
    const expected =
      'accent on-accent surface text muted border error focus font heading-font size line-height space radius border-width field-padding target-size max-width shadow';
    assert.deepEqual(documented, sorted(expected).map((name) => `--action-${name}`).sort());
    // The root of each element keeps some tokens in private properties.
    const publicCss = css.replace(/var\(--_([\w-]+)\)/g, 'var(--action-$1)');
    for (const { name, syntax, default: defaultValue, description } of elements[0]!.cssProperties) {
      assert.ok(syntax && description, name);
      assert.ok(publicCss.includes(`var(${name}, ${defaultValue})`), `${name}: the default is not ${defaultValue}`);
    }
  });

  it('names the elements and tokens that templates of React, Vue and Svelte know', () => {
    const tags = [...sources('src/frameworks/elements.ts').matchAll(/^ {2}'([\w-]+)': /gm)].map(([, tag]) => tag!);
    assert.deepEqual(tags.sort(), elements.map(({ tagName }) => tagName).sort());
    const [, union] = /type Token =([^;]+);/.exec(sources('src/frameworks/react.ts'))!;
    const tokens = [...union!.matchAll(/'([\w-]+)'/g)].map(([, name]) => `--action-${name}`);
    assert.deepEqual(tokens.sort(), getAllNames(({ cssProperties }) => cssProperties));
  });

  it('has one slot, for the fallback content', () => {
    for (const { tagName, slots } of elements) assert.deepEqual(names(slots), [''], tagName);
  });
});

describe('editor data', () => {
  const read = (file: string) => JSON.parse(readFileSync(`dist/editors/${file}`, 'utf8'));
  const tags = elements.map(({ tagName }) => tagName).sort();
  const tokens = getAllNames(({ cssProperties }) => cssProperties);
  const parts = getAllNames(({ cssParts }) => cssParts);

  it('names every tag with its attributes and their values for Visual Studio Code', () => {
    const html = read('vscode.html-custom-data.json');
    assert.deepEqual(names(html.tags), tags);
    const theme = html.tags[0].attributes.find(({ name }: { name: string }) => name === 'theme');
    assert.deepEqual(names(theme.values), ['auto', 'dark', 'light']);
  });

  it('names every token, part and state once', () => {
    const css = read('vscode.css-custom-data.json');
    assert.deepEqual(names(css.properties), tokens);
    assert.deepEqual(names(css.pseudoElements), parts.map((part) => `::part(${part})`));
    assert.deepEqual(names(css.pseudoClasses), getAllNames(({ cssStates }) => cssStates).map((state) => `:state(${state})`));
  });

  it('names the same for JetBrains, with the events', () => {
    const { contributions } = read('web-types.json');
    assert.deepEqual(names(contributions.html.elements), tags);
    assert.deepEqual(names(contributions.css.properties), tokens);
    assert.equal(contributions.css['pseudo-elements'].length, parts.length);
    const letter = contributions.html.elements.find(({ name }: { name: string }) => name === 'action-letter');
    assert.ok(names(letter.js.events).includes('action-sent'));
  });
});

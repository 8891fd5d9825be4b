/** The renderers of Next, SvelteKit and Nuxt send the tag with its fallback content. Needs a build. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createElement } from 'react';
import { renderToString as renderReact } from 'react-dom/server';
import { compile as compileSvelte } from 'svelte/compiler';
import { render as renderSvelte } from 'svelte/server';
import { createSSRApp } from 'vue';
import { renderToString as renderVue } from 'vue/server-renderer';
import type { Component } from 'svelte';

const root = fileURLToPath(new URL('../..', import.meta.url));
// In the project, so that the compiled module finds the packages.
const folder = mkdtempSync(join(root, 'dist/server-rendering-'));
after(() => rmSync(folder, { recursive: true }));

const markup = '<action-letter src="/campaigns/a.json" lang="km"><a href="/a/a">Write a letter</a></action-letter>';
const packagePaths = ['action-widgets', 'action-widgets/elements/action-letter.js', 'action-widgets/define/action-letter.js'];

describe('server rendering', () => {
  for (const path of [...packagePaths, 'action-widgets/react', 'action-widgets/svelte', 'action-widgets/vue'])
    it(`imports ${path} on a server`, async () => {
      // Not the sources, which TypeScript would find under this name.
      assert.equal(typeof (await import(import.meta.resolve(path))), 'object');
    });

  it('sends the tag and its fallback content with React, as in Next', async () => {
    for (const path of packagePaths) await import(import.meta.resolve(path));
    const link = createElement('a', { href: '/a/a' }, 'Write a letter');
    assert.equal(renderReact(createElement('action-letter', { src: '/campaigns/a.json', lang: 'km' }, link)), markup);
  });

  it('sends the tag and its fallback content with Svelte, as in SvelteKit', async () => {
    const source = `<script>import 'action-widgets/define/action-letter.js';</script>\n${markup}`;
    const file = join(folder, 'page.js');
    writeFileSync(file, compileSvelte(source, { generate: 'server' }).js.code);
    const { default: page } = (await import(pathToFileURL(file).href)) as { default: Component };
    assert.ok(renderSvelte(page).body.includes(markup));
  });

  it('sends the tag and its fallback content with Vue, as in Nuxt', async () => {
    await import(import.meta.resolve('action-widgets/define/action-letter.js'));
    const app = createSSRApp({ template: markup });
    app.config.compilerOptions.isCustomElement = (tag) => tag.startsWith('action-');
    assert.equal(await renderVue(app), markup);
  });
});

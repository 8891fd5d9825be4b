// npm run test:frameworks [-- next astro …]   installs the newest Next, SvelteKit, Astro and Nuxt with the packed package, builds a
//                                             page with an element in each, and looks for the tag in the HTML. Needs `npm run build`.
// Not part of `npm test`: the frameworks weigh 800 MB, and their releases must not break ours.
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// Of another origin, because these frameworks also request the links of their own site.
const markup = '<action-letter src="https://campaign.example/campaigns/a.json" lang="km"><a href="https://campaign.example/a/a">Write a letter</a></action-letter>';
const importElement = `import 'action-widgets/define/action-letter.js';`;

/** Each framework renders the page while it builds. */
const frameworks = {
  next: {
    packages: ['next', 'react', 'react-dom'],
    files: {
      'app/layout.jsx': 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;',
      'app/page.jsx': `import Letter from './letter.jsx';\nexport default () => <Letter />;`,
      'app/letter.jsx': `'use client';\n${importElement}\nexport default () => ${markup};`,
    },
    build: ['next', 'build'],
  },
  sveltekit: {
    packages: ['@sveltejs/kit', '@sveltejs/adapter-static', '@sveltejs/vite-plugin-svelte', 'svelte', 'vite'],
    files: {
      'vite.config.js': `import adapter from '@sveltejs/adapter-static';\nimport { sveltekit } from '@sveltejs/kit/vite';\nexport default { plugins: [sveltekit({ adapter: adapter() })] };`,
      'src/app.html': '<html lang="en"><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>',
      'src/routes/+page.js': 'export const prerender = true;',
      'src/routes/+page.svelte': `<script>${importElement}</script>\n${markup}`,
    },
    build: ['vite', 'build'],
  },
  astro: {
    packages: ['astro'],
    files: { 'src/pages/index.astro': `---\n${importElement}\n---\n<html lang="en"><body>${markup}<script>${importElement}</script></body></html>` },
    build: ['astro', 'build'],
  },
  nuxt: {
    packages: ['nuxt', 'vue'],
    files: {
      'nuxt.config.js': `export default { vue: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('action-') } } };`,
      'app/app.vue': `<script setup>${importElement}</script>\n<template>${markup}</template>`,
    },
    build: ['nuxt', 'generate'],
  },
};

const folder = mkdtempSync(join(tmpdir(), 'frameworks-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1' };
const run = (cwd, command, ...args) => execFileSync(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });

run('.', 'npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder);
const [archive] = globSync(join(folder, '*.tgz'));
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(frameworks);
for (const name of names) {
  const { packages, files, build } = frameworks[name];
  const site = join(folder, name);
  for (const [path, text] of Object.entries({ 'package.json': '{ "private": true, "type": "module" }', ...files })) {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), text);
  }
  run(site, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', ...packages, archive);
  run(site, 'npx', ...build);
  const pages = globSync('{.next/server/app,build,dist,.output/public}/**/index.html', { cwd: site }).map((path) => readFileSync(join(site, path), 'utf8'));
  const isRendered = pages.some((html) => html.includes(markup));
  console.log(`${name}: ${isRendered ? 'sends the tag with its fallback content' : 'the tag is missing'}`);
  if (!isRendered) process.exitCode = 1;
}

/** Whether a page has the scripts that its actions need, in a form that browsers run. */
import { tagNames } from '../../embed-code/snippets.ts';
import { getScriptFiles, type Embed } from './embeds.ts';
import { note, problem, type Finding } from './finding.ts';
import type { PageContent, PageTag } from './read-page.ts';

export interface PageScript {
  tag: PageTag;
  url: URL;
  file: string;
  /** Whether its address is in an attribute that browsers do not read. */
  isDelayed: boolean;
}

const fileNames = ['actions.js', 'actions.iife.js', 'embed.js', ...Object.values(tagNames).map((name) => `${name}.js`)];
const pathPattern = new RegExp(String.raw`^/(?:v1|\d+\.\d+\.\d+[\w.-]*)/(${fileNames.map((name) => name.replaceAll('.', String.raw`\.`)).join('|')})$`);
/** Where optimisers and consent managers keep the address of a script that they run later. */
const delayedNames = ['data-src', 'data-rocket-src', 'data-wpr-src', 'data-lazy-src', 'data-litespeed-src', 'data-cmp-src', 'data-suppressedsrc'];
const scriptTypes = /^(module|text\/javascript|application\/javascript|)$/i;

/** The scripts of ours; those of other servers too, because their addresses may be wrong. */
export function findScripts({ tags, base }: PageContent): PageScript[] {
  return tags.flatMap((tag) => {
    if (tag.name !== 'script' || tag.place !== 'page') return [];
    const { src } = tag.attributes;
    const delayed = delayedNames.map((name) => tag.attributes[name]).find((value) => value !== undefined);
    const address = src ?? delayed;
    if (address === undefined || !URL.canParse(address, base)) return [];
    const url = new URL(address, base);
    const [, file] = pathPattern.exec(url.pathname) ?? [];
    return file === undefined ? [] : [{ tag, url, file, isDelayed: src === undefined || !scriptTypes.test(tag.attributes['type']?.trim() ?? '') }];
  });
}

export interface ScriptContext {
  scripts: readonly PageScript[];
  /** The origin of the campaign's server. */
  origin: string;
  /** The address of the page. */
  page: URL;
}

const siteWide = 'If the site does not allow scripts in articles, ask it to add this line to all of its pages, or use the iframe or the link:';

const createTag = (file: string, origin: string) =>
  `<script${file.endsWith('.iife.js') || file === 'embed.js' ? '' : ' type="module"'} async src="${origin}/v1/${file}"></script>`;

export function* checkScripts(embeds: readonly Embed[], { scripts, origin, page }: ScriptContext): Generator<Finding> {
  const missing = new Set<string>();
  for (const embed of embeds) {
    const files = getScriptFiles(embed);
    if (files.length && !scripts.some(({ file }) => files.includes(file))) missing.add(files[0]!);
  }
  const hasOther = scripts.some(({ file }) => file !== 'embed.js');
  for (const file of missing) {
    const code = [createTag(file, origin)];
    if (file === 'embed.js') yield note('The script that sets the height of the iframe is missing, so that it scrolls.', 'The site’s system may have removed it. Add it to the page:', code);
    else if (hasOther) yield problem(`The page has a script of ours, but not the one for ${file.replace(/\.js$/, '')}.`, 'Use the script for all elements:', [createTag('actions.js', origin)]);
    else yield problem('The script tag is missing: the site’s system has removed it, so the action does not appear, and visitors see only the link.', siteWide, code);
  }
  for (const script of scripts) yield* checkScript(script, { origin, page });
}

function* checkScript({ tag, url, file, isDelayed }: PageScript, { origin, page }: Omit<ScriptContext, 'scripts'>): Generator<Finding> {
  const { attributes } = tag;
  const code = [createTag(file, origin)];
  if (url.origin !== origin) {
    if (url.host !== new URL(origin).host) yield problem(`The script comes from another server: ${url.host}.`, 'If the action is meant for a campaign of this server, write:', code);
    else if (page.protocol === 'https:') yield problem('The script is loaded without encryption, which browsers refuse on an encrypted page.', 'Write:', code);
  }
  if (isDelayed) {
    yield note('An optimiser or a consent manager runs our script later: the action may appear only after the visitor moves, or agrees.', 'Our script sets no cookies and stores nothing that needs consent. Exclude addresses with /v1/ from the optimiser or consent manager.');
    return;
  }
  const needsModule = !file.endsWith('.iife.js') && file !== 'embed.js';
  if (needsModule && attributes['type']?.trim().toLowerCase() !== 'module') yield problem('The script tag has lost type="module", so browsers do not run it.', 'Write it again, or use the method “One classic file”:', code);
  if (!needsModule && attributes['integrity'] !== undefined && attributes['crossorigin'] === undefined)
    yield problem('The script tag has lost its attribute “crossorigin”, so browsers refuse its hash.', 'Write it again:', [code[0]!.replace(' async', ' async crossorigin')]);
}

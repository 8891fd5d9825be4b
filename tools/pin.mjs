// Writes dist/web/pinned/, the files under the address of one version, and dist/web/integrity.json, their hashes.
//
// The snippet holds the hash of the first file; this one, and each that loads more, holds the hashes of what it loads, so
// that one changed byte anywhere is refused. `/v1/` moves, and pays nothing for it.
//
// How a module is verified: as <script type="module" integrity>, awaited, and only then import(), which takes what is there
// already. Chromium, Firefox and WebKit all refuse a changed one so; with <link rel="modulepreload" integrity> WebKit 2.50
// runs it. Files that it imports statically go first, one after the other, since Chromium asks without a hash again for
// what it has just refused.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { walk } from 'estree-walker';
import MagicString from 'magic-string';
import { parseAst } from 'rollup/parseAst';
import { policyName } from '../demo/embed/csp.js';
import { withImports } from './static-imports.mjs';

const web = 'dist/web';
const target = `${web}/pinned`;
/** Built for this purpose, by rollup.config.mjs. */
const entry = 'actions.js';
const files = readdirSync(web).filter((file) => file.endsWith('.js'));
const text = Object.fromEntries(
  files.map((file) => [file, readFileSync(`${file === entry ? target : web}/${file}`, 'utf8').replace(/^\/\/# sourceMappingURL=.*\n?/m, '')]),
);

const closure = (file) => withImports(text, [file]);

/** The files that a text names, also those of which it computes a part. */
function named(code) {
  const patterns = [...code.matchAll(/["'`](?:\.\/)?((?:[\w.-]|\$\{\w+\})+\.js)["'`]/g)].map(
    ([, name]) => new RegExp(`^${name.replaceAll('.', '\\.').replace(/\$\{\w+\}/g, '[\\w-]+')}$`),
  );
  return files.filter((file) => patterns.some((pattern) => pattern.test(file)));
}

/** Runs in the page, before the file's own code. Of each file that it loads: the hash, and what goes before. */
const verifies = (known, base) => `const pinned=(()=>{
const known=${JSON.stringify(known)};
let policy;try{policy=globalThis.trustedTypes?.createPolicy("${policyName}",{createScriptURL:String})}catch{}
const nameOf=(url)=>url.pathname.split("/").pop();
const verify=(url,integrity)=>new Promise((resolve,reject)=>{
const script=document.createElement("script");
Object.assign(script,{type:"module",crossOrigin:"",integrity,nonce:document.querySelector("script[nonce]")?.nonce??""});
script.onload=()=>resolve(script.remove());
script.onerror=()=>{script.remove();reject(new Error("not loaded, or not as it was published: "+url))};
script.src=policy?.createScriptURL(url.href)??url.href;
document.head.append(script)});
const load=async(specifier)=>{
const url=new URL(specifier,${base}),[integrity,...first]=known[nameOf(url)]??[];
if(!integrity)throw new Error("was not published: "+url);
for(const file of first)await load(new URL(file,url));
await verify(url,integrity);
return import(url.href)};
const hint=(rel,as,href)=>{
if(rel==="preload")return{rel,as,crossOrigin:"",href};
const[integrity]=known[nameOf(new URL(href))]??[];
return integrity?{rel:"preload",as:"script",crossOrigin:"",integrity,href}:{}};
return{load,hint}})();
`;

const made = new Map();
const making = new Set();

/** @returns the hash of a file as it is published, once all that it loads has one */
function pin(file) {
  if (made.has(file)) return made.get(file);
  if (making.has(file)) throw new Error(`${file} loads itself in the end: whose hash is to come first?`);
  making.add(file);
  const source = text[file];
  const imports = [];
  walk(parseAst(source), {
    enter(node) {
      if (node.type === 'ImportExpression') imports.push(node);
    },
  });
  const edited = new MagicString(source);
  if (imports.length) {
    const own = closure(file);
    const loads = named(source).filter((one) => !own.has(one));
    const before = (one) => [...closure(one)].filter((other) => other !== one && !own.has(other));
    const all = [...new Set(loads.flatMap((one) => [...before(one), one]))];
    const known = Object.fromEntries(all.map((one) => [one, [pin(one), ...before(one)]]));
    for (const { start } of imports) edited.update(start, start + 'import'.length, 'pinned.load');
    // Inside of the function that a classic script is, so that the page has no new name.
    const classic = /^\W*(?:function ?\(\)|\(\(\)=>)\s*\{/.exec(source);
    if (classic) edited.appendRight(classic[0].length, verifies(known, 'document.baseURI'));
    else edited.prepend(verifies(known, 'import.meta.url'));
  }
  const code = edited.toString();
  writeFileSync(`${target}/${file}`, code);
  made.set(file, `sha384-${createHash('sha384').update(code).digest('base64')}`);
  return made.get(file);
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const hashes = Object.fromEntries(files.sort().map((file) => [file, pin(file)]));
writeFileSync(`${web}/integrity.json`, `${JSON.stringify({ version, files: hashes }, null, 2)}\n`);

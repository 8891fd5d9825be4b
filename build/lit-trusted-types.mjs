// A rollup plugin: Lit as a guest on somebody's page.
//
// Its Trusted Types policy has our own name. As Lit makes it, it throws as the file loads, and no element is there, where the
// host lists its policies without `lit-html`, or another Lit took that name. Refused, it does without: nothing is lost where
// the host does not demand trusted types, and where it does the children stand.
//
// And it does not tell its other copies, and an old polyfill, by globals that it is there: nobody listens to ours.
//
// What no template here has, directives and bindings to a whole element, takes up no room.
import { policyName } from '../demo/embed/csp.js';

const policy = /,\s*([\w$]+)\s*=\s*([\w$]+)\s*\?\s*\2\.createPolicy\(["']lit-html["'],\s*\{\s*createHTML:[^}]*\}\)\s*:\s*void 0,/;
const globals = /,(\w+)=\w+\.litHtmlPolyfillSupport;\1\?\.\(.*?litHtmlVersions\?\?=\[\]\)\.push\(.*?\)/;

/** Finds the directive of a value, and what it makes of it: without directives, the value itself. */
const resolve = /function (\w+)\((\w),(\w),\w=\2,\w\)\{if\(\3===\w+\)return \3;[^{}]*_\$litDirective\$;.*?,\3\}(?=class )/;
const elementPart = /6===\w\.type&&\(\w=new \w\(\w,this,\w\)\)/;
const elementBinding = /else (\w)\.startsWith\(\w\)&&\(\w\.push\(\{type:6,index:\w\}\),\w\.removeAttribute\(\1\)\)/;
/** What only directives ask of parts: where they stand, and whether that is in a page. */
const asked = /get [\w$]+\(\)\{[^{}]*\}|this\._\$AN=void 0,|,this\._\$AN=void 0|,this\._\$Cv=\w\?\.isConnected\?\?!0|setConnected\(\w\)\{[^}]*\}|\?\?this\._\$Cv|this\._\$AP\?\.\(!1,!0,\w\)/g;

const ownPolicy = (_, own, types) => `;let ${own};try{${own}=${types}?.createPolicy("${policyName}",{createHTML:String})}catch{}const `;

export const quietLit = {
  name: 'quiet-lit',
  transform(code, id) {
    if (/\/lit-html\/(async-)?directive/.test(id)) this.error(`${id} is for directives, which ${import.meta.filename} takes out of Lit`);
    if (!/\/lit-html\/lit-html\.js$/.test(id)) return null;
    for (const part of [policy, globals, resolve, elementPart, elementBinding, asked]) if (!part.test(code)) this.error(`${id} has no longer what ${part} finds`);
    const quiet = code.replace(policy, ownPolicy).replace(globals, '');
    const lean = quiet
      .replace(resolve, 'const $1=($2,$3)=>$3;')
      .replace(elementPart, '0')
      .replace(elementBinding, '')
      .replace(asked, '');
    return { code: lean, map: null };
  },
};

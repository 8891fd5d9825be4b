// A rollup plugin: Lit as a guest on somebody's page.
//
// Its Trusted Types policy has our own name. As Lit makes it, it throws as the file loads, and no element is there, where the
// host lists its policies without `lit-html`, or another Lit took that name. Refused, it does without: nothing is lost where
// the host does not demand trusted types, and where it does the children stand.
//
// And it does not tell its other copies, and an old polyfill, by globals that it is there: nobody listens to ours.
import { policyName } from '../demo/embed/csp.js';

const policy = /,\s*([\w$]+)\s*=\s*([\w$]+)\s*\?\s*\2\.createPolicy\(["']lit-html["'],\s*\{\s*createHTML:[^}]*\}\)\s*:\s*void 0,/;
const globals = /,(\w+)=\w+\.litHtmlPolyfillSupport;\1\?\.\(.*?litHtmlVersions\?\?=\[\]\)\.push\(.*?\)/;

const ownPolicy = (_, own, types) => `;let ${own};try{${own}=${types}?.createPolicy("${policyName}",{createHTML:String})}catch{}const `;

export const quietLit = {
  name: 'quiet-lit',
  transform(code, id) {
    if (!/\/lit-html\/lit-html\.js$/.test(id)) return null;
    for (const part of [policy, globals]) if (!part.test(code)) this.error(`${id} has no longer what ${part} finds`);
    return { code: code.replace(policy, ownPolicy).replace(globals, ''), map: null };
  },
};

// A Rollup plugin: gives Lit's Trusted Types policy our own name, so that a host page can allow it, and so that another copy
// of Lit on the page does not take it. Where the page's policy refuses the name, Lit throws while it loads, no element is
// defined, and the fallback content stays.
import { policyName } from '../src/embed-code/csp.ts';

export const litTrustedTypesPolicy = {
  name: 'lit-trusted-types-policy',
  transform(code, id) {
    if (!/\/lit-html\/lit-html\.js$/.test(id)) return null;
    const name = /(?<=createPolicy\()"lit-html"/;
    if (!name.test(code)) this.error(`${id} no longer creates a policy called "lit-html"`);
    return { code: code.replace(name, JSON.stringify(policyName)), map: null };
  },
};

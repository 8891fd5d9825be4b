// A rollup plugin: Lit's Trusted Types policy under our own name. As Lit makes it, it throws as the file loads, and no
// element is there, where the host lists its policies without `lit-html`, or another Lit took that name. Refused, it does
// without: nothing is lost where the host does not demand trusted types, and where it does the children stand.
const made = /,\s*([\w$]+)\s*=\s*([\w$]+)\s*\?\s*\2\.createPolicy\(["']lit-html["'],\s*\{\s*createHTML:[^}]*\}\)\s*:\s*void 0,/;

/** What a host's policy has to list. */
export const policyName = 'action-widgets';

export const ownPolicy = {
  name: 'own-policy',
  transform(code, id) {
    if (!/\/lit-html\/(?:development\/)?lit-html\.js$/.test(id)) return null;
    if (!made.test(code)) this.error(`${id} makes its policy in another way than it did`);
    const makes = (_, own, types) =>
      `;let ${own};try{${own}=${types}?.createPolicy("${policyName}",{createHTML:String})}catch{}const `;
    return { code: code.replace(made, makes), map: null };
  },
};

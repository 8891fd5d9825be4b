// Types of the elements in the templates of React, Vue and Svelte. They take those of attributes and events from the
// classes, so that nothing is written twice.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { elementsOf } from './elements-of.mjs';

const lines = (all) => all.join('\n');
const comment = (text) => `/** ${text} */`;
const eventsOf = ({ events }) => events.map(({ name }) => `'${name}'`).join(' | ');

const quoted = (name) => (/\W/.test(name) ? `'${name}'` : name);
const asProperty = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** Those of the tag, and the document, which only a property takes. @param key how a template names an attribute */
const attributes = ({ name, attributes, members }, key) =>
  lines([
    ...attributes.map((one) => `  ${comment(one.description)}\n  ${key(one.name)}?: ${one.fieldName ? `${name}['${one.fieldName}']` : one.type.text} | undefined;`),
    ...members.filter((one) => one.name === 'campaign').map((one) => `  ${comment(one.description)}\n  campaign?: ${name}['campaign'];`),
  ]);

/** `onaction-sent`, as React and Svelte listen to an element's own events. */
const listeners = ({ events }) =>
  lines(events.map(({ name, description }) => `  ${comment(description)}\n  'on${name}'?: ((event: HTMLElementEventMap['${name}']) => void) | undefined;`));

const props = (element) => `interface ${element.name}Props {\n${attributes(element, quoted)}\n${listeners(element)}\n}`;
const table = (elements, type) => lines(elements.map((element) => `    ${comment(element.summary)}\n    '${element.tagName}': ${type(element)};`));

const head = (elements, framework, frameworks) => `// Made from custom-elements.json: the elements in the templates of ${framework}.
${frameworks}
import type { ${elements.map(({ name }) => name).join(', ')} } from 'action-widgets';
`;

const react = (elements) => `${head(elements, 'React', "import type { ClassAttributes, HTMLAttributes } from 'react';")}
type Tag<Element, Props> = Props & ClassAttributes<Element> & Omit<HTMLAttributes<Element>, keyof Props>;

${elements.map(props).join('\n\n')}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${table(elements, ({ name }) => `Tag<${name}, ${name}Props>`)}
    }
  }
  interface CSSProperties {
${lines(elements[0].cssProperties.map(({ name, description }) => `    ${comment(description)}\n    '${name}'?: string | number | undefined;`))}
  }
}
`;

const vue = (elements) => `${head(elements, 'Vue', "import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';")}
type Emits<Name extends keyof HTMLElementEventMap> = EmitFn<{ [Type in Name]: (event: HTMLElementEventMap[Type]) => void }>;
type Tag<Element, Props, Name extends keyof HTMLElementEventMap> = new () => Element & {
  /** Only for templates. */
  $props: Props & Omit<HTMLAttributes, keyof Props> & PublicProps;
  /** Only for templates. */
  $emit: Emits<Name>;
};

${elements.map((element) => `interface ${element.name}Props {\n${attributes(element, asProperty)}\n}`).join('\n\n')}

declare module 'vue' {
  interface GlobalComponents {
${table(elements, (element) => `Tag<${element.name}, ${element.name}Props, ${eventsOf(element)}>`)}
  }
}
`;

const svelte = (elements) => `${head(elements, 'Svelte', "import type { HTMLAttributes } from 'svelte/elements';")}
type Tag<Element extends HTMLElement, Props> = Props & Omit<HTMLAttributes<Element>, keyof Props>;

${elements.map(props).join('\n\n')}

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
${table(elements, ({ name }) => `Tag<${name}, ${name}Props>`)}
  }
}
`;

/** @param {string} folder that is there */
export function writeFrameworks(manifest, folder) {
  const elements = elementsOf(manifest);
  for (const [name, types] of Object.entries({ react, vue, svelte })) writeFileSync(join(folder, `${name}.d.ts`), types(elements));
}

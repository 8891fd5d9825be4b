/** Types of the elements in Svelte templates: `import type {} from 'action-widgets/svelte'`. */
import type { HTMLAttributes } from 'svelte/elements';
import type { Attributes, Elements, ElementType } from './elements.ts';

type SvelteElements = {
  [Name in keyof Elements]: Attributes<Name> & Omit<HTMLAttributes<ElementType<Name>>, keyof Attributes<Name>>;
};

declare module 'svelte/elements' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- only an interface merges
  interface SvelteHTMLElements extends SvelteElements {}
}

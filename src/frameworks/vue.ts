/** Types of the elements in Vue templates: `import type {} from 'action-widgets/vue'`. */
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { ActionEventMap } from '../base/events.ts';
import type { Elements, ElementType, Properties, Tag } from './elements.ts';

type VueElement<Name extends Tag> = new () => ElementType<Name> & {
  /** Only for templates, where Vue's tools look for `time-zone` as `timeZone`. */
  $props: Properties<Name> & Omit<HTMLAttributes, keyof Properties<Name>> & PublicProps;
  /** Only for templates. */
  $emit: EmitFn<{ [Type in Elements[Name]['event']]: (event: ActionEventMap[Type]) => void }>;
};

type VueElements = { [Name in keyof Elements]: VueElement<Name> };

declare module 'vue' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- only an interface merges
  interface GlobalComponents extends VueElements {}
}

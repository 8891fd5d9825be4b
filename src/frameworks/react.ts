/** Types of the elements and tokens in JSX: `import type {} from 'action-widgets/react'`. */
import type { ClassAttributes, HTMLAttributes } from 'react';
import type { Attributes, Elements, ElementType, Tag } from './elements.ts';

type ReactProps<Name extends Tag> = Attributes<Name> &
  ClassAttributes<ElementType<Name>> &
  Omit<HTMLAttributes<ElementType<Name>>, keyof Attributes<Name>>;

type Token =
  | 'accent' | 'on-accent' | 'surface' | 'text' | 'muted' | 'border' | 'error' | 'focus' | 'font' | 'heading-font' | 'size'
  | 'line-height' | 'space' | 'radius' | 'border-width' | 'field-padding' | 'target-size' | 'max-width' | 'shadow';

type ReactElements = { [Name in keyof Elements]: ReactProps<Name> };
type TokenProperties = { [Name in Token as `--action-${Name}`]?: string | number | undefined };

declare module 'react' {
  /* eslint-disable @typescript-eslint/no-empty-object-type, @typescript-eslint/no-namespace -- that is how React merges */
  namespace JSX {
    interface IntrinsicElements extends ReactElements {}
  }
  interface CSSProperties extends TokenProperties {}
  /* eslint-enable @typescript-eslint/no-empty-object-type, @typescript-eslint/no-namespace */
}

import { css } from 'lit';

/** The styles of every element: its tokens, and a root that isolates it from the styles of the page. */
export const baseStyles = css`
  :host {
    display: block;
    text-decoration: none !important;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  /* Styles of the host page reach a shadow root by inheritance. Everything is reset, and the properties that should
     inherit are restored. The all property does not cover the direction, which the dir attribute sets. */
  .root {
    all: initial;
    display: block;
    color-scheme: inherit;
    /* A page that hides the element, for example in a closed drawer, must be able to. */
    visibility: inherit;
    pointer-events: inherit;
    --_accent: var(--action-accent, light-dark(#16508c, #a3c9f7));
    --_surface: var(--action-surface, light-dark(#fff, #1c1c1a));
    --_text: var(--action-text, light-dark(#1d1c1a, #edebe6));
    --_muted: var(--action-muted, light-dark(#5b5852, #b5b1a8));
    --_focus: var(--action-focus, var(--_accent));
    --_space: var(--action-space, 1em);
    font-family: var(--action-font, inherit);
    /* At least 16 px, because many pages set a small root font size; larger if the visitor chose a larger one. */
    font-size: var(--action-size, max(16px, 1rem));
    line-height: var(--action-line-height, 1.5);
    color: var(--_text);
    max-inline-size: var(--action-max-width, 42em);
    overflow-wrap: anywhere;
    -webkit-text-size-adjust: 100%;
  }
  /* An element with a theme has its own background; otherwise the background of the page is visible. */
  :host(:is([theme='light'], [theme='dark'])) .root {
    padding: var(--_space);
    background: var(--_surface);
  }
  :host([theme='light']) .root {
    color-scheme: light;
  }
  :host([theme='dark']) .root {
    color-scheme: dark;
  }
  /* Print in the default colors: light text of a dark page would be unreadable on white paper. */
  @media print {
    .root.root.root {
      color-scheme: light;
      --action-surface: initial;
      --action-text: initial;
      --action-muted: initial;
      --action-border: initial;
    }
  }
  /* Stacked vowels and subscripts need a larger line height. */
  .root:is(:lang(km), :lang(my), :lang(lo), :lang(th)) {
    line-height: var(--action-line-height, 1.75);
  }
  .root *,
  ::after {
    box-sizing: border-box;
  }
  p,
  ul,
  dl,
  dd {
    margin: 0 0 var(--_space);
    padding: 0;
  }
  /* Text that is not translated keeps its own direction. */
  p,
  li,
  span {
    unicode-bidi: plaintext;
  }
  ul {
    list-style: none;
  }
  a {
    color: inherit;
    text-underline-offset: 0.2em;
  }
  .muted {
    color: var(--_muted);
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
`;

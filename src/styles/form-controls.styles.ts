/** Headings and form controls, for the elements with a form. */
import { css } from 'lit';

export const formControlStyles = css`
  .root {
    --_on-accent: var(--action-on-accent, light-dark(#fff, #0b1d30));
    --_error: var(--action-error, light-dark(#a2190f, #ffb3a8));
  }
  h2,
  h3 {
    font-family: var(--action-heading-font, inherit);
    line-height: 1.25;
    margin: 0 0 calc(var(--_space) * 0.5);
  }
  :is(h2, h3):is(:lang(km), :lang(my), :lang(lo), :lang(th)) {
    line-height: 1.6;
  }
  h2 {
    font-size: 1.5em;
  }
  h3 {
    font-size: 1.125em;
  }
  .field {
    margin: 0 0 calc(var(--_space) * 1.25);
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  h2,
  h3,
  label,
  legend {
    unicode-bidi: plaintext;
  }
  label,
  legend {
    display: block;
    padding: 0;
    font-weight: 600;
  }
  .hint {
    margin: 0 0 0.25em;
    color: var(--_muted);
    font-size: 0.9375em;
  }
  input,
  select,
  textarea {
    font: inherit;
    /* iOS zooms into fields with smaller text. */
    font-size: max(16px, 1em);
    line-height: inherit;
    color: inherit;
    background: var(--_surface);
    accent-color: var(--_accent);
  }
  input:not([type='radio'], [type='checkbox']),
  select,
  textarea.boxed {
    display: block;
    inline-size: 100%;
    min-block-size: var(--action-target-size, 44px);
    margin: 0.25em 0 0;
    padding: var(--action-field-padding, 0.5em 0.75em);
    border: max(1px, var(--_border-width)) solid var(--_border);
    border-radius: var(--_radius);
  }
  textarea {
    resize: vertical;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 0.75em;
    min-block-size: var(--action-target-size, 44px);
    padding-block: 0.25em;
    font-weight: 400;
  }
  .choice input {
    flex: none;
    inline-size: 1.375em;
    block-size: 1.375em;
    margin: 0;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0 2em;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-block-size: var(--action-target-size, 44px);
    padding: 0.5em 1.25em;
    font: inherit;
    font-weight: 600;
    color: inherit;
    text-align: center;
    text-decoration: none;
    background: none;
    border: max(1px, var(--_border-width)) solid var(--_border);
    border-radius: var(--_radius);
    cursor: pointer;
  }
  .primary {
    color: var(--_on-accent);
    background: var(--_accent);
    border-color: var(--_accent);
  }
  /* Reserve the space, so that nothing moves when the number is shown. */
  .progress {
    min-block-size: 3.5em;
    margin-block-start: calc(var(--_space) * 1.5);
  }
`;

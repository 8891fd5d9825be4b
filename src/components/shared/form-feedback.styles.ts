import { progressStyles } from './progress.styles.ts';
import { css } from 'lit';

const feedbackStyles = css`
  .error {
    margin: 0.25em 0;
    color: var(--_error);
    font-weight: 600;
  }
  .invalid {
    border-inline-start: 4px solid var(--_error);
    padding-inline-start: calc(var(--_space) * 0.75);
  }
  /* Firefox would draw the default border of a fieldset. */
  @media (forced-colors: active) {
    fieldset.invalid {
      border-color: CanvasText;
    }
  }
  [aria-invalid='true'] {
    border-color: var(--_error) !important;
  }
  button[aria-disabled='true'] {
    cursor: progress;
    opacity: 0.7;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.5);
    margin-block-end: var(--_space);
  }
  .summary {
    margin: 0 0 calc(var(--_space) * 1.5);
    padding: var(--_space);
    border: 2px solid var(--_error);
    border-radius: var(--_radius);
  }
  .summary > :last-child {
    margin: 0;
  }
  .summary li {
    margin-block: 0.5em;
  }
  .summary a {
    display: block;
    color: var(--_error);
    font-weight: 600;
  }
  .plain-text {
    white-space: pre-line;
  }
  /* So that the border of an invalid group begins above its legend. */
  fieldset.invalid > legend {
    float: inline-start;
    inline-size: 100%;
  }
  fieldset.invalid > legend + * {
    clear: both;
  }
  [part='share'] {
    margin-block-start: calc(var(--_space) * 2);
  }
  [part='share'] > .row > * {
    flex: 0 1 13.6em;
  }
  :is(h2, h3) {
    text-wrap: balance;
  }
  .final {
    font-size: 1.25em;
    font-weight: 600;
  }
  /* Print only the letter or the postcard, not the form around it. */
  @media print {
    :has(> form) > :not(form),
    form > :not(.letter, .card),
    .letter :is(legend, .choice input, label:not(:has(:checked))),
    .autosize > textarea,
    [data-text] > input,
    .hint,
    .error,
    .character-count,
    button,
    [part='share'] {
      display: none;
    }
    .letter,
    .letter input,
    .invalid {
      margin: 0;
      padding: 0;
      border: 0;
    }
    .field[data-text]::after {
      content: attr(data-text);
      font-weight: 600;
    }
    .autosize::after {
      visibility: visible;
    }
  }
`;

export const styles = [progressStyles, feedbackStyles];

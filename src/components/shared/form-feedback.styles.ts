import { progressStyles } from './progress.styles.ts';
import { css } from '../../styles/css.ts';

const feedbackStyles = css`
  .error {
    margin: 0.25em 0;
    color: var(--error);
    font-weight: 600;
  }
  .invalid {
    border-inline-start: 4px solid var(--error);
    padding-inline-start: calc(var(--space) * 0.75);
  }
  /* Firefox would give it the pale line that groups have by default. */
  @media (forced-colors: active) {
    fieldset.invalid {
      border-color: CanvasText;
    }
  }
  [aria-invalid='true'] {
    border-color: var(--error) !important;
  }
  button[aria-disabled='true'] {
    cursor: progress;
    opacity: 0.7;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--space) * 0.5);
    margin-block-end: var(--space);
  }
  .summary {
    margin: 0 0 calc(var(--space) * 1.5);
    padding: var(--space);
    border: 2px solid var(--error);
    border-radius: var(--radius);
  }
  .summary > :last-child {
    margin: 0;
  }
  .summary li {
    margin-block: 0.5em;
  }
  .summary a {
    display: block;
    color: var(--error);
    font-weight: 600;
  }
  .words {
    white-space: pre-line;
  }
  /* So that the bar beside a wrong answer begins above its question. */
  fieldset.invalid > legend {
    float: inline-start;
    inline-size: 100%;
  }
  fieldset.invalid > legend + * {
    clear: both;
  }
  [part='share'] {
    margin-block-start: calc(var(--space) * 2);
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
  /* The letter is a letter, the card a card: what is asked around them is not on the paper. */
  @media print {
    :has(> form) > :not(form),
    form > :not(.sheet, .card),
    .sheet :is(legend, .choice input, label:not(:has(:checked))),
    .growing > textarea,
    [data-text] > input,
    .hint,
    .error,
    .left,
    button,
    [part='share'] {
      display: none;
    }
    .sheet,
    .sheet input,
    .invalid {
      margin: 0;
      padding: 0;
      border: 0;
    }
    .field[data-text]::after {
      content: attr(data-text);
      font-weight: 600;
    }
    .growing::after {
      visibility: visible;
    }
  }
`;

export const styles = [progressStyles, feedbackStyles];

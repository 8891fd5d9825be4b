import { progressStyles } from '../parts/progress.styles.ts';
import { css } from '../theme/css.ts';

const later = css`
  .error {
    margin: 0.25em 0;
    color: var(--error);
    font-weight: 600;
  }
  .invalid {
    border-inline-start: 4px solid var(--error);
    padding-inline-start: calc(var(--space) * 0.75);
  }
  [aria-invalid='true'] {
    border-color: var(--error) !important;
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
  :is(h2, h3) {
    text-wrap: balance;
  }
  .final {
    font-size: 1.25em;
    font-weight: 600;
  }
  @media print {
    form > :not(.sheet),
    .updates,
    details,
    .progress,
    .hint {
      display: none;
    }
    .sheet {
      border: 0;
      padding: 0;
    }
    .growing > textarea {
      display: none;
    }
    .growing::after {
      visibility: visible;
    }
  }
`;

export const styles = [progressStyles, later];

import { css } from '../theme/css.ts';

export const styles = css`
  .updates {
    margin-block-end: calc(var(--space) * 1.5);
    border-block-end: var(--hairline);
  }
  .update {
    padding-block: calc(var(--space) * 0.75);
    border-block-start: var(--hairline);
  }
  .update > :last-child {
    margin: 0;
  }
  time {
    display: block;
    margin-block-end: 0.25em;
    font-size: 0.9375em;
  }
  .sheet {
    margin-block: calc(var(--space) * 1.5);
    padding: clamp(1em, 6%, 3em);
    background: var(--surface);
    border: var(--hairline);
    border-radius: var(--radius);
    box-shadow: var(--action-shadow, none);
  }
  .sheet .field {
    margin-block-end: var(--space);
  }
  .sheet > :last-child {
    margin: 0;
  }
  .closing {
    margin-block-end: 0;
  }
  .progress {
    min-block-size: 3.5em;
    margin-block-start: calc(var(--space) * 1.5);
  }
`;

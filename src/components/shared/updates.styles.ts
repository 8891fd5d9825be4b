import { css } from '../../styles/css.ts';

export const updatesStyles = css`
  .updates {
    margin-block-end: calc(var(--space) * 1.5);
    border-block-end: var(--hairline);
  }
  .updates:last-child {
    margin: 0;
  }
  .update {
    padding-block: calc(var(--space) * 0.75);
    border-block-start: var(--hairline);
  }
  .update > :last-child {
    margin: 0;
  }
  .update > time {
    display: block;
    margin-block-end: 0.25em;
    font-size: 0.9375em;
  }
`;

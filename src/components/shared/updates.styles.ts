import { css } from 'lit';

export const updatesStyles = css`
  .updates {
    margin-block-end: calc(var(--_space) * 1.5);
    border-block-end: var(--_hairline);
  }
  .updates:last-child {
    margin: 0;
  }
  .update {
    padding-block: calc(var(--_space) * 0.75);
    border-block-start: var(--_hairline);
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

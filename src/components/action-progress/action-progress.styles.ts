import { css } from 'lit';

export const styles = css`
  /* Reserve the space, so that nothing moves when the number is shown. */
  .progress {
    min-block-size: 3.5em;
  }
`;

import { css } from 'lit';

export const styles = css`
  /* Nothing moves when the number comes. */
  .progress {
    min-block-size: 3.5em;
  }
`;

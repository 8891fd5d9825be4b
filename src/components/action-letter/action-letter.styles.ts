import { css } from 'lit';

export const styles = css`
  .letter {
    margin-block: calc(var(--_space) * 1.5);
    padding: clamp(1em, 6%, 3em);
    background: var(--_surface);
    border: var(--_hairline);
    border-radius: var(--_radius);
    box-shadow: var(--action-shadow, none);
  }
  .letter .field {
    margin-block-end: var(--_space);
  }
  .letter > :last-child {
    margin: 0;
  }
  /* Printed, the name belongs on the same page as the closing. */
  .closing {
    margin-block-end: 0;
    break-after: avoid;
  }
`;

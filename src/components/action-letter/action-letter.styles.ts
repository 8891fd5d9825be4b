import { css } from '../../styles/css.ts';

export const styles = css`
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
  /* On paper the name stands on the sheet of the close. */
  .closing {
    margin-block-end: 0;
    break-after: avoid;
  }
`;

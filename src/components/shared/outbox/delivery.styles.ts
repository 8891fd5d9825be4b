/** The notice in an element without a form, whose own styles may have no controls. */
import { css } from 'lit';

export const deliveryStyles = css`
  .outbox .row {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.5);
    margin-block-end: var(--_space);
  }
  .outbox button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-block-size: var(--action-target-size, 44px);
    padding: 0.5em 1.25em;
    font: inherit;
    font-weight: 600;
    color: inherit;
    text-align: center;
    text-decoration: none;
    background: none;
    border: max(1px, var(--action-border-width, 1px)) solid var(--action-border, light-dark(#85817a, #87837b));
    border-radius: var(--action-radius, 3px);
    cursor: pointer;
  }
  @media print {
    .outbox {
      display: none;
    }
  }
`;

import { css } from 'lit';

export const styles = css`
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 1.5em;
  }
  .row > * {
    min-inline-size: var(--action-target-size, 44px);
  }
  [aria-pressed='true'] {
    color: inherit;
    font-weight: 600;
    text-decoration: none;
  }
  .preview {
    min-block-size: 12em;
  }
  img {
    display: block;
    max-inline-size: 100%;
    max-block-size: min(60vh, 24em);
    border: 1px solid color-mix(in srgb, var(--_muted) 40%, transparent);
  }
`;

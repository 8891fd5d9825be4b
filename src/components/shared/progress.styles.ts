import { css } from 'lit';

export const progressStyles = css`
  [part='progress'] p {
    margin: 0.25em 0 0;
  }
  .bar {
    display: block;
    inline-size: 100%;
    block-size: 6px;
    color: var(--_muted);
    background: color-mix(in srgb, var(--_border) 30%, transparent);
    border-radius: var(--_radius);
    fill: currentColor;
  }
  [dir='rtl'] .bar {
    scale: -1 1;
  }
`;

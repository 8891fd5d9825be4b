import { css } from '../../styles/css.ts';

export const progressStyles = css`
  [part='progress'] p {
    margin: 0.25em 0 0;
  }
  .bar {
    display: block;
    inline-size: 100%;
    block-size: 6px;
    color: var(--muted);
    background: color-mix(in srgb, var(--border) 30%, transparent);
    border-radius: var(--radius);
    fill: currentColor;
  }
  [dir='rtl'] .bar {
    scale: -1 1;
  }
`;

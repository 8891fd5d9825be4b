/** Tokens of what is drawn as paper: fields, letters, cards, lines between. A count of days does without. */
import { css } from './css.ts';

export const surfaceStyles = css`
  .root {
    --border: var(--action-border, light-dark(#85817a, #87837b));
    --radius: var(--action-radius, 3px);
    --border-width: var(--action-border-width, 1px);
    --hairline: var(--border-width) solid color-mix(in srgb, var(--border) 45%, transparent);
  }
`;

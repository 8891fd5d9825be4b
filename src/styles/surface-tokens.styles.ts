/** Tokens for fields, letters, cards and lines. The day counter does not need them. */
import { css } from 'lit';

export const surfaceStyles = css`
  .root {
    --_border: var(--action-border, light-dark(#85817a, #87837b));
    --_radius: var(--action-radius, 3px);
    --_border-width: var(--action-border-width, 1px);
    --_hairline: var(--_border-width) solid color-mix(in srgb, var(--_border) 45%, transparent);
  }
`;

import { css } from 'lit';

export const styles = css`
  .root > * {
    margin-block-end: var(--_space);
  }
  .root > :last-child {
    margin: 0;
  }
  .counts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15em), 1fr));
    gap: calc(var(--_space) * 2);
  }
  .group {
    container-type: inline-size;
  }
  p {
    margin: 0;
  }
  .days,
  .clock b {
    font-family: var(--action-heading-font, inherit);
    font-weight: 400;
    font-variant-numeric: tabular-nums lining-nums;
    line-height: 1;
    /* The glyphs of a font may reach beyond the line, over a link next to the element. */
    pointer-events: none;
  }
  /* Digits have no direction, and a name may have another one than the count. Both begin where the text does. */
  .days,
  .clock *,
  .place * {
    unicode-bidi: isolate;
  }
  .days {
    font-size: clamp(4em, 32cqi, 10em);
  }
  .unit {
    font-size: 1.25em;
    margin-block: 0.25em var(--_space);
  }
  .clock {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 6em));
    margin-block-end: var(--_space);
  }
  .clock b {
    display: block;
    /* Limit the layout work of each second to its own box. */
    contain: size layout;
    /* The digits of other scripts can be wider than the 0 that ch measures. */
    inline-size: max(2.5ch, 1.5em);
    block-size: 1.1em;
    font-size: 2em;
  }
  /* Burmese digits have ascenders and descenders. */
  .days:lang(my),
  .clock b:lang(my) {
    block-size: 1.75em;
    line-height: 1.75;
  }
  ul {
    margin: 0;
    font-weight: 600;
  }
  button,
  a {
    display: inline-flex;
    align-items: center;
    min-block-size: var(--action-target-size, 44px);
    padding: 0;
    font: inherit;
    color: var(--_muted);
    background: none;
    border: 0;
    text-decoration: underline;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  @media print {
    [part='share'] {
      display: none;
    }
  }
  .place + .place {
    margin-block-start: var(--_space);
  }
`;

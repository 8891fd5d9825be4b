import { css } from 'lit';

export const wallStyles = css`
  /* As many columns as fit. */
  .root {
    max-inline-size: var(--action-max-width, none);
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 19em), 1fr));
    gap: var(--_space);
    margin-block-end: var(--_space);
    /* Render only the visible cards, in chunks: browsers check every element with content-visibility in each frame. */
    content-visibility: auto;
    contain-intrinsic-block-size: auto 100em;
    overflow-clip-margin: var(--_space);
  }
  .card {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 13em;
    padding: clamp(0.75em, 5%, 1.5em);
    background: var(--_surface);
    border: var(--_hairline);
    border-radius: var(--_radius);
    box-shadow: var(--action-shadow, none);
  }
  /* Inside the card, because content-visibility clips what is outside of a chunk. */
  .card:focus-visible {
    outline-offset: -5px;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: flex-end;
    gap: 0.5em;
    margin-block-end: 0.5em;
  }
  .head > p {
    flex: 1 1 7em;
    min-inline-size: 0;
    margin: 0;
  }
  @media print {
    .cards {
      content-visibility: visible;
    }
    .card {
      break-inside: avoid;
    }
    button {
      display: none;
    }
  }
  [aria-disabled='true'] {
    cursor: progress;
    opacity: 0.7;
  }
  .message {
    flex: 1;
    white-space: pre-line;
  }
  .message:is(:lang(km), :lang(my), :lang(lo), :lang(th)) {
    line-height: var(--action-line-height, 1.75);
  }
  .from {
    margin: 0;
    font-weight: 600;
  }
`;

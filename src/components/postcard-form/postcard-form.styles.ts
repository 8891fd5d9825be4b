import { css } from '../../styles/css.ts';

export const styles = css`
  .place,
  .fewest,
  .words label {
    font-size: 0.9375em;
    font-weight: 400;
  }
  .fewest::before {
    content: '★ ' / '';
  }
  .targets {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 16em), 1fr));
    gap: 0 var(--space);
    margin: 0;
  }
  .guidance {
    margin-block-end: calc(var(--space) * 1.5);
    padding-inline-start: var(--space);
    border-inline-start: 3px solid var(--border);
  }
  .guidance ul,
  .to ul,
  .offices p,
  .words .signature {
    margin: 0;
  }
  .guidance li {
    margin-block: 0.5em;
  }
  .fronts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(7em, 30%), 1fr));
    gap: calc(var(--space) * 0.5);
    margin-block-start: 0.5em;
  }
  .fronts label {
    position: relative;
    cursor: pointer;
  }
  .fronts input {
    position: absolute;
    inline-size: 1.375em;
    block-size: 1.375em;
    margin: 0.5em;
  }
  img {
    display: block;
    inline-size: 100%;
    aspect-ratio: 148 / 105;
    object-fit: cover;
    border-radius: var(--radius);
  }
  .fronts :checked + img {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .card {
    margin-block: calc(var(--space) * 1.5) var(--space);
    perspective: 1200px;
    container-type: inline-size;
  }
  /* Both faces lie in one place, and the taller one makes the card. */
  .turning {
    display: grid;
    transform-style: preserve-3d;
  }
  .card.back .turning {
    transform: rotateY(180deg);
  }
  /* A grid each: elsewhere 100 % are the window's height in quirks mode. */
  .face {
    display: grid;
    grid-template-columns: 100%;
    grid-area: 1 / 1;
    min-inline-size: 0;
    background: var(--surface);
    border: var(--hairline);
    border-radius: var(--radius);
    box-shadow: var(--action-shadow, none);
    backface-visibility: hidden;
  }
  /* Seen at once when it comes, so that it can take the focus; gone, where it moves, only when it has turned away. */
  .face[inert] {
    visibility: hidden;
  }
  .face.back {
    transform: rotateY(180deg);
  }
  .face.front img {
    block-size: 100%;
  }
  .face.back {
    grid-template-rows: auto 1fr;
    padding: clamp(1em, 4cqi, 2em);
    gap: var(--space);
  }
  .words {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
  }
  .words .field {
    display: flex;
    flex-direction: column;
    flex: 1;
    margin: 0;
  }
  .words label {
    margin-block-end: 0.25em;
  }
  .growing {
    flex: 1;
    min-block-size: 5em;
    margin-inline: 0;
  }
  .words .left {
    margin: 0.25em 0 0;
  }
  .words .signature {
    text-align: end;
  }
  .large .growing {
    font-size: 1.25em;
  }
  .middle .growing {
    font-size: 1.125em;
  }
  .to {
    display: flex;
    flex-flow: row-reverse wrap;
    align-items: flex-start;
    gap: calc(var(--space) * 0.5);
    order: -1;
    min-inline-size: 0;
  }
  .corner {
    display: flex;
    flex: none;
    align-items: flex-start;
    justify-content: flex-end;
    font-size: 0.75em;
  }
  .corner .postmark {
    margin-block-start: 0.5em;
  }
  /* The chosen front as a stamp, its edge perforated. */
  .stamp {
    inline-size: 4em;
    aspect-ratio: 4 / 5;
    margin-inline-start: -0.75em;
    border: 4px dotted var(--surface);
    border-radius: 0;
    z-index: -1;
  }
  .to ul {
    flex: 1 6em;
  }
  .to li {
    padding-block: 0.375em;
    border-block-end: var(--hairline);
  }
  .to li > * {
    display: block;
  }
  @container (min-width: 34em) {
    .face.back {
      grid-template-columns: 3fr 2fr;
      grid-template-rows: 1fr;
      gap: 0;
    }
    .words {
      padding-inline-end: clamp(1em, 4cqi, 2em);
      border-inline-end: var(--hairline);
    }
    .to {
      flex-direction: column;
      align-items: stretch;
      gap: calc(var(--space) * 1.5);
      order: 0;
      padding-inline-start: clamp(1em, 4cqi, 2em);
    }
    .to ul {
      flex: none;
    }
    .corner {
      font-size: 1em;
    }
  }
  .turn {
    margin-inline: auto;
  }
  .row {
    display: flex;
    margin-block-end: var(--space);
  }
  .offices {
    margin-block-start: calc(var(--space) * 2);
    padding-block-start: var(--space);
    border-block-start: var(--hairline);
  }
  .offices li {
    margin-block: var(--space);
  }
  .offices p {
    white-space: pre-line;
  }
  .offices a {
    display: block;
  }
  @media (prefers-reduced-motion: no-preference) {
    .turning {
      transition: transform 0.2s;
    }
    .face[inert] {
      transition: visibility 0s 0.2s;
    }
  }
  @media (forced-colors: active) {
    .fronts :checked + img {
      outline-color: Highlight;
    }
  }
`;

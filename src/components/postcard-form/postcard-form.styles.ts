import { css } from 'lit';

export const styles = css`
  .place,
  .suggested,
  .message-area label {
    font-size: 0.9375em;
    font-weight: 400;
  }
  .suggested::before {
    content: '★ ' / '';
  }
  .targets {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 16em), 1fr));
    gap: 0 var(--_space);
    margin: 0;
  }
  .guidance {
    margin-block-end: calc(var(--_space) * 1.5);
    padding-inline-start: var(--_space);
    border-inline-start: 3px solid var(--_border);
  }
  .guidance ul,
  .to ul,
  .offices p,
  .message-area .signature {
    margin: 0;
  }
  .guidance li {
    margin-block: 0.5em;
  }
  .designs {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(7em, 30%), 1fr));
    gap: calc(var(--_space) * 0.5);
    margin-block-start: 0.5em;
  }
  .designs label {
    position: relative;
    cursor: pointer;
  }
  .designs input {
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
    border-radius: var(--_radius);
  }
  .designs :checked + img {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .card {
    margin-block: calc(var(--_space) * 1.5) var(--_space);
    perspective: 1200px;
    container-type: inline-size;
  }
  /* Both faces share one grid cell, and the taller one sets the height. */
  .flip {
    display: grid;
    transform-style: preserve-3d;
  }
  .card.back .flip {
    transform: rotateY(180deg);
  }
  /* A grid, because otherwise 100 % is the height of the viewport in quirks mode. */
  .face {
    display: grid;
    grid-template-columns: 100%;
    grid-area: 1 / 1;
    min-inline-size: 0;
    background: var(--_surface);
    border: var(--_hairline);
    border-radius: var(--_radius);
    box-shadow: var(--action-shadow, none);
    backface-visibility: hidden;
  }
  /* Visible at once, so that it can take the focus; hidden only after the animation. */
  .face[inert] {
    visibility: hidden;
  }
  .face.back {
    transform: rotateY(180deg);
  }
  /* The back can be taller. The artwork keeps its proportions. */
  .face.front {
    align-self: center;
  }
  .face.back {
    grid-template-rows: auto 1fr;
    padding: clamp(1em, 4cqi, 2em);
    gap: var(--_space);
  }
  .message-area {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
  }
  .message-area .field {
    display: flex;
    flex-direction: column;
    flex: 1;
    margin: 0;
  }
  .message-area label {
    margin-block-end: 0.25em;
  }
  .autosize {
    flex: 1;
    min-block-size: 5em;
    margin-inline: 0;
  }
  .message-area .character-count {
    margin: 0.25em 0 0;
  }
  .message-area .signature {
    text-align: end;
  }
  .large .autosize {
    font-size: 1.25em;
  }
  .middle .autosize {
    font-size: 1.125em;
  }
  .to {
    display: flex;
    flex-flow: row-reverse wrap;
    align-items: flex-start;
    gap: calc(var(--_space) * 0.5);
    order: -1;
    min-inline-size: 0;
  }
  .stamp-corner {
    display: flex;
    flex: none;
    align-items: flex-start;
    justify-content: flex-end;
    font-size: 0.75em;
  }
  .stamp-corner .postmark {
    margin-block-start: 0.5em;
  }
  /* The selected design as a stamp with a perforated edge. */
  .stamp {
    inline-size: 4em;
    aspect-ratio: 4 / 5;
    margin-inline-start: -0.75em;
    border: 4px dotted var(--_surface);
    border-radius: 0;
    z-index: -1;
  }
  .to ul {
    flex: 1 6em;
  }
  .to li {
    padding-block: 0.375em;
    border-block-end: var(--_hairline);
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
    .message-area {
      padding-inline-end: clamp(1em, 4cqi, 2em);
      border-inline-end: var(--_hairline);
    }
    .to {
      flex-direction: column;
      align-items: stretch;
      gap: calc(var(--_space) * 1.5);
      order: 0;
      padding-inline-start: clamp(1em, 4cqi, 2em);
    }
    .to ul {
      flex: none;
    }
    .stamp-corner {
      font-size: 1em;
    }
  }
  .flip-button {
    margin-inline: auto;
  }
  .row {
    display: flex;
    margin-block-end: var(--_space);
  }
  .offices {
    margin-block-start: calc(var(--_space) * 2);
    padding-block-start: var(--_space);
    border-block-start: var(--_hairline);
  }
  .offices li {
    margin-block: var(--_space);
  }
  .offices p {
    white-space: pre-line;
  }
  .offices a {
    display: block;
  }
  @media (prefers-reduced-motion: no-preference) {
    .flip {
      transition: transform 0.2s;
    }
    .face[inert] {
      transition: visibility 0s 0.2s;
    }
  }
  @media (forced-colors: active) {
    .designs :checked + img {
      outline-color: Highlight;
    }
  }
`;

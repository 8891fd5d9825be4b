import { css } from '../theme/css.ts';

export const styles = css`
  details {
    margin-block-end: calc(var(--space) * 1.5);
  }
  summary {
    min-block-size: 24px;
    padding-block: 0.5em;
    cursor: pointer;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .updates {
    margin-block-end: calc(var(--space) * 1.5);
    border-block-end: var(--hairline);
  }
  .update {
    padding-block: calc(var(--space) * 0.75);
    border-block-start: var(--hairline);
  }
  .update > :last-child {
    margin: 0;
  }
  time {
    display: block;
    margin-block-end: 0.25em;
    font-size: 0.9375em;
  }
  .sheet {
    margin-block: calc(var(--space) * 1.5);
    padding: clamp(1em, 6%, 3em);
    background: var(--surface);
    border: var(--hairline);
    border-radius: var(--radius);
    box-shadow: var(--action-shadow, none);
  }
  .sheet .field {
    margin-block-end: var(--space);
  }
  .sheet > :last-child {
    margin: 0;
  }
  .targets {
    margin-block-end: calc(var(--space) * 1.5);
  }
  .targets li {
    margin-block-end: calc(var(--space) * 0.75);
  }
  .address > * {
    display: block;
  }
  .targets .choice {
    align-items: flex-start;
  }
  /* The text behind the field has its height, and the field fills it: it grows as it is written in. */
  .growing {
    display: grid;
    margin-inline: -0.5em;
  }
  .growing > textarea,
  .growing::after {
    grid-area: 1 / 1;
    inline-size: 100%;
    margin: 0;
    padding: 0.25em 0.5em;
    font: inherit;
    font-size: max(16px, 1em);
    line-height: inherit;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .growing::after {
    content: attr(data-text) ' ';
    visibility: hidden;
  }
  .growing > textarea {
    color: inherit;
    background: none;
    border: 0;
    border-radius: var(--radius);
    outline: 1px dashed var(--border);
    resize: none;
    overflow: hidden;
  }
  .growing > textarea:focus-visible {
    outline: 3px solid var(--focus);
  }
  .left {
    min-block-size: 1.5em;
    margin: 0.25em 0 -0.75em;
    font-size: 0.9375em;
  }
  .closing {
    margin-block-end: 0;
  }
  .signature {
    min-block-size: 1.5em;
    font-weight: 600;
  }
  .note {
    font-size: 0.9375em;
  }
  .progress {
    min-block-size: 3.5em;
    margin-block-start: calc(var(--space) * 1.5);
  }
`;

/** The editor of a letter or a postcard: the recipients, a text field that looks like part of the paper, and the signature. */
import { css } from 'lit';

export const editorStyles = css`
  details {
    margin-block-end: calc(var(--_space) * 1.5);
  }
  summary {
    padding-block: 0.5em;
    cursor: pointer;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .targets {
    margin-block-end: calc(var(--_space) * 1.5);
  }
  .targets li {
    margin-block-end: calc(var(--_space) * 0.75);
  }
  .address > * {
    display: block;
  }
  .targets .choice {
    align-items: flex-start;
  }
  /* A hidden copy of the text sets the height, and the textarea fills it, so that it grows with its text. */
  .autosize {
    display: grid;
    margin-inline: -0.5em;
  }
  .autosize > textarea,
  .autosize::after {
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
  .autosize::after {
    content: attr(data-text) ' ';
    visibility: hidden;
  }
  .autosize > textarea {
    color: inherit;
    background: none;
    border: 0;
    border-radius: var(--_radius);
    outline: 1px dashed var(--_border);
    resize: none;
    overflow: hidden;
  }
  .autosize > textarea:focus-visible {
    outline: 3px solid var(--_focus);
  }
  .character-count {
    min-block-size: 1.5em;
    margin: 0.25em 0 -0.75em;
    font-size: 0.9375em;
  }
  .signature {
    min-block-size: 1.5em;
    font-weight: 600;
  }
  .note {
    font-size: 0.9375em;
  }
`;

import { css } from 'lit';

export const postmarkStyles = css`
  .postmark {
    display: grid;
    flex: none;
    place-content: center;
    inline-size: 9em;
    aspect-ratio: 1;
    padding: 0.75em;
    font-size: 0.8125em;
    line-height: 1.25;
    text-align: center;
    text-wrap: balance;
    border: 4px double color-mix(in srgb, currentColor 60%, transparent);
    border-radius: 50%;
    rotate: -8deg;
  }
  .postmark > strong {
    font-size: 1.25em;
  }
  .postmark:is(:lang(km), :lang(my), :lang(lo), :lang(th)) {
    line-height: 1.6;
  }
`;

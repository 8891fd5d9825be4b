/** What the page `/embed-code` has in addition to the style sheet of all pages. */
export const embedCodeStyles = `
form { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: 1.25rem 2rem; align-items: end; }
form p, fieldset { min-inline-size: 0; margin: 0; }
fieldset { padding: 0; border: 0; }
fieldset, #pinning, form button { grid-column: 1 / -1; }
form button { justify-self: start; }
.hint, .error { display: block; }
.error:empty { display: none; }
.choice { min-block-size: 44px; }
pre { margin: 0 0 1rem; padding: 1rem; background: var(--paper); border: var(--hairline); border-radius: 3px; white-space: pre-wrap; overflow-wrap: anywhere; }
code { font-size: 0.9375rem; }
#preview { display: block; inline-size: 100%; block-size: 40rem; background: Canvas; border: var(--hairline); border-radius: 3px; resize: both; }
div.preview { padding: 1rem; background: Canvas; border: var(--hairline); border-radius: 3px; }
div.preview > p { margin: 0; }
.preview { font: 1.0625rem/1.6 system-ui, 'Noto Sans', sans-serif; }
`;

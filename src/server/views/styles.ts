/** The style sheet of the pages. Its class names match those of the elements where both show the same thing. */
export const css = `
:root {
  color-scheme: light dark;
  --accent: light-dark(#16508c, #a3c9f7);
  --on-accent: light-dark(#fff, #0b1d30);
  --page: light-dark(#f6f4ef, #131312);
  --paper: light-dark(#fff, #1d1d1b);
  --text: light-dark(#1d1c1a, #edebe6);
  --muted: light-dark(#5b5852, #b5b1a8);
  --border: light-dark(#85817a, #87837b);
  --hairline: 1px solid light-dark(#d9d5cc, #3a3935);
  --error: light-dark(#a2190f, #ffb3a8);
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  padding: 1rem 1rem 4rem;
  background: var(--page);
  color: var(--text);
  font: 1.0625rem/1.55 ui-serif, Charter, Georgia, 'Noto Serif', serif;
  overflow-wrap: anywhere;
}
body > * { max-inline-size: 42rem; margin-inline: auto; }
:is(:lang(km), :lang(my), :lang(lo), :lang(th)) { line-height: 1.8; }
header { display: flex; flex-wrap: wrap; gap: 0.25rem 2rem; justify-content: space-between; margin-block-end: 2rem; border-block-end: var(--hairline); }
header p { margin: 0; padding-block: 0.75rem; font-weight: 600; }
header ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0; padding: 0; list-style: none; }
header a { display: inline-block; min-block-size: 44px; padding-block: 0.75rem; margin-block: -0.75rem; }
header nav a { margin-block: 0; }
header a[aria-current] { color: inherit; text-decoration: none; font-weight: 600; }
h1 { margin: 0 0 0.75rem; font-size: clamp(1.75rem, 1.4rem + 2vw, 2.5rem); line-height: 1.2; text-wrap: balance; }
h2 { margin: 0 0 0.5rem; font-size: 1.25rem; line-height: 1.3; }
:is(h1, h2):is(:lang(km), :lang(my), :lang(lo), :lang(th)) { line-height: 1.6; }
p { margin: 0 0 1rem; }
a { color: var(--accent); text-underline-offset: 0.2em; }
action-letter, postcard-form { display: block; }
section, form { margin-block: 2rem; }
.lead { font-size: 1.1875rem; }
em { font-style: normal; }
.muted, .hint, time { color: var(--muted); }
.visually-hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.title:not(:has(+ [state]:not([state='loading'], [state='failed']))) { display: none; }
.notice, .final { font-weight: 600; }
.final { font-size: 1.25rem; }
.campaigns { margin-block-end: 1.5rem; padding: 0; list-style: none; border-block-end: var(--hairline); }
.campaigns li { padding-block: 0.75rem; border-block-start: var(--hairline); }
.campaigns li > * { display: block; }
.updates { border-block-end: var(--hairline); }
.updates > div { padding-block: 0.75rem; border-block-start: var(--hairline); }
.updates p:last-child { margin: 0; }
time, .hint, .note { font-size: 0.9375rem; }
.letter { margin-block: 1.5rem; margin-inline: -1rem; padding: 1.5rem 1rem; background: var(--paper); border-block: var(--hairline); }
.targets { margin: 0 0 1.5rem; padding: 0; list-style: none; }
.targets li { margin-block-end: 0.75rem; }
.address > * { display: block; }
.plain-text { margin: 0; white-space: pre-line; }
.record dt { font-weight: 600; }
.record dd { margin: 0 0 0.75rem; }
.record pre { white-space: pre-wrap; font-size: 0.875rem; }
summary { min-block-size: 44px; padding-block: 0.75rem; }
.closing { margin-block-end: 0; white-space: pre-line; }
.field { margin: 0 0 1.5rem; padding: 0; border: 0; min-inline-size: 0; }
[dir='rtl'] [dir='auto']:placeholder-shown { direction: rtl; }
label, legend { display: block; padding: 0; font-weight: 600; }
.hint { margin: 0; }
.error { margin: 0.25rem 0; color: var(--error); font-weight: 600; }
.invalid { padding-inline-start: 0.75rem; border-inline-start: 4px solid var(--error); }
/* Without floating, the legend would interrupt the border. */
fieldset.invalid > legend { float: inline-start; inline-size: 100%; }
fieldset.invalid > legend + * { clear: both; }
input, select, textarea, button { font: inherit; color: inherit; accent-color: var(--accent); }
input:not([type=radio], [type=checkbox]), select, textarea {
  display: block;
  inline-size: 100%;
  min-block-size: 44px;
  margin-block-start: 0.25rem;
  padding: 0.5rem 0.75rem;
  background: var(--paper);
  border: 1px solid var(--border);
  border-radius: 3px;
}
textarea { resize: vertical; field-sizing: content; min-block-size: 6lh; }
[aria-invalid] { border-color: var(--error); }
.choice { display: flex; gap: 0.75rem; align-items: flex-start; padding-block: 0.625rem; font-weight: 400; }
.choice img, .front img { display: block; inline-size: 100%; max-inline-size: 20rem; block-size: auto; aspect-ratio: 148 / 105; object-fit: cover; border: var(--hairline); border-radius: 3px; }
.guidance li { margin-block-end: 0.375rem; }
.choice input { flex: none; inline-size: 1.375rem; block-size: 1.375rem; margin: 0.1em 0 0; margin-block-start: calc((1lh - 1.375rem) / 2); }
button { min-block-size: 48px; padding: 0.5rem 1.5rem; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: 3px; cursor: pointer; }
.attention { padding: 0.75rem 1rem; background: var(--paper); border-inline-start: 4px solid var(--accent); }
.summary { margin: 0 0 1.5rem; padding: 1rem; border: 2px solid var(--error); border-radius: 3px; }
.summary > :last-child { margin: 0; }
.summary ul { padding-inline-start: 1.25rem; }
.summary li { margin-block: 0.375rem; }
.summary a { color: var(--error); font-weight: 600; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (min-width: 46rem) {
  body { padding-block-start: 2rem; }
  .letter { margin-inline: 0; padding: 3rem; border: var(--hairline); border-radius: 3px; }
}
.framed { color-scheme: light dark; }
.framed.light { color-scheme: light; }
.framed.dark { color-scheme: dark; }
.framed body { display: flow-root; padding: 6px; background: none; font-family: system-ui, 'Noto Sans', sans-serif; }
.framed:is(.light, .dark) body { padding: 1rem; background: var(--paper); }
/* Not every engine gives a transparent iframe an opaque background when its color scheme differs from the page's. */
@media (prefers-color-scheme: dark) {
  .framed.auto body { padding: 1rem; background: var(--paper); }
}
.framed body > * { margin-inline: 0; }
/* An element with a theme has its own background, which must match the page's. */
.framed [theme]:defined { --action-surface: var(--paper); margin: -1rem; }
.framed .letter { margin-inline: 0; }
/* Print the letter only, in dark text on white. */
@media print {
  :root:root:root { color-scheme: light; }
  body { padding: 0; background: none; }
  header nav, .count, form > :not(.letter), .letter :is(label, .hint, .error) { display: none; }
  .letter, .letter :is(.field, input, textarea) { margin-inline: 0; padding: 0; border: 0; }
  .letter textarea { resize: none; }
}
`;

/** What the desk has in addition to the style sheet of all pages. */
export const deskStyles = `
body > * { max-inline-size: 60rem; }
header { align-items: start; padding-block-end: 0.5rem; }
header nav { flex: 1 1 10rem; }
header nav:has(details[open]) { flex-basis: 100%; }
header summary { padding-block: 0.625rem; font-weight: 600; cursor: pointer; }
@media (max-width: 45.99rem) {
  header { column-gap: 1rem; }
  header nav ul { display: block; columns: 9rem; }
  header nav details:not([open]) + ul { display: none; }
}
@media (min-width: 46rem) {
  header nav { flex-basis: 30rem; }
  header nav details { display: none; }
}
header nav a { min-block-size: 36px; padding-block: 0.5rem; }
.sign-out { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: center; margin: 0; }
.plain { min-block-size: 44px; padding: 0.25rem 0.75rem; color: var(--accent); background: none; }
.tables { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: 0 2rem; align-items: start; }
.wide { overflow-x: auto; margin-block-end: 1.5rem; }
table { inline-size: 100%; border-collapse: collapse; margin-block-end: 1.5rem; font-size: 0.9375rem; overflow-wrap: normal; }
caption { text-align: start; font-weight: 600; font-size: 1.0625rem; padding-block-end: 0.25rem; }
th, td { padding-block: 0.5rem; padding-inline: 0 0.75rem; text-align: start; vertical-align: top; border-block-start: var(--hairline); font-weight: 400; }
thead th { font-weight: 600; }
.number { text-align: end; font-variant-numeric: tabular-nums; }
.days { display: block; inline-size: 100%; block-size: auto; }
.days rect { fill: var(--accent); }
.days line { stroke: var(--border); }
.scale { display: flex; justify-content: space-between; }
th summary { white-space: nowrap; }
th details form { display: grid; gap: 0.5rem; justify-items: start; inline-size: 12rem; margin: 0 0 0.5rem; }
.row-forms { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
.row-forms form { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin: 0; }
.row-forms select { inline-size: auto; margin: 0; }
.decision { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-block: 1.5rem; }
.decided { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; margin-block: 0 1rem; }
.decided p { margin: 0; }
#card:focus-visible { outline-offset: 0.75rem; }
#card .letter { margin-inline: 0; padding: 1.5rem 1rem; }
#card .letter > :last-child { margin: 0; }
.decision { align-items: center; }
.button { display: inline-flex; gap: 0.5rem; align-items: center; min-block-size: 48px; padding-inline: 0.75rem; }
kbd { padding-inline: 0.35em; font: 0.8125rem/1.5 system-ui, sans-serif; border: 1px solid currentcolor; border-radius: 3px; }
.code, .changes { font: 0.875rem/1.5 ui-monospace, SFMono-Regular, Consolas, monospace; }
textarea[hidden] { display: none; }
textarea.code { field-sizing: fixed; min-block-size: 24lh; white-space: pre; overflow-x: auto; }
.changes > * { display: block; white-space: pre; padding-inline: 0.5rem; border-inline-start: 3px solid transparent; text-decoration: none; }
.changes ins { background: light-dark(#e3f1e4, #1c3320); border-color: light-dark(#2c7a3f, #7cc68d); }
.changes del { background: light-dark(#fbe6e3, #401f1b); border-color: var(--error); }
.images { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr)); gap: 1.5rem; padding: 0; list-style: none; }
.images img { display: block; inline-size: 100%; block-size: auto; max-block-size: 16rem; object-fit: contain; margin-block-end: 0.5rem; background: var(--paper); }
.images :is(p, form) { margin-block: 0.25rem; }
.diagnostics li, .problems li { margin-block: 0.5rem; }
.state { margin-block: 1rem 2rem; padding: 1rem; background: var(--paper); border: var(--hairline); border-radius: 3px; }
.state form { margin-block: 1rem; }
.state > :last-child { margin-block-end: 0; }
time { font-size: inherit; white-space: nowrap; }
h3 { margin: 1.5rem 0 0.5rem; font-size: 1.0625rem; line-height: 1.3; }
.links { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0; padding: 0; list-style: none; }
.links a { display: inline-block; min-block-size: 44px; padding-block: 0.5rem; }
.reasons { margin-block: 1.5rem; }
.reasons summary { list-style: none; cursor: pointer; }
.reasons summary::-webkit-details-marker { display: none; }
.reasons ul { display: grid; gap: 0.5rem; justify-items: start; padding: 0; list-style: none; }
.entries, .held { padding: 0; list-style: none; border-block-end: var(--hairline); }
.entries > li, .held > li { padding-block: 0.75rem; border-block-start: var(--hairline); }
.entries p { margin-block: 0.25rem; }
.entries details p { margin-block: 0.75rem; }
.filters { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); gap: 0.75rem 1rem; align-items: end; margin-block-end: 1.5rem; }
.filters .field { margin: 0; }
.group { margin: 0 0 1.5rem; padding: 0.5rem 0 0; padding-inline-start: 1rem; border: 0; border-inline-start: 2px solid var(--border); min-inline-size: 0; }
/* Without floating, the line beside the group would begin in the middle of its legend. */
.group > legend { float: inline-start; inline-size: 100%; font-size: 1.0625rem; }
.group > legend + * { clear: both; }
.group > legend:has(+ .field) { margin-block-end: 0.5rem; }
.group > :last-child { margin-block-end: 0; }
.group > .hint { margin-block-end: 0.75rem; }
h2 + form { margin-block-start: 0.75rem; }
.items { margin: 0 0 1rem; padding: 0; list-style: none; }
.item-buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.parts ol, .part-list { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0 0 1.5rem; padding: 0; list-style: none; }
.parts a, .part-list a { display: inline-block; min-block-size: 44px; padding-block: 0.5rem; }
.parts a[aria-current] { color: inherit; text-decoration: none; font-weight: 600; }
#start:not(:has(#language option[value='']:checked)) .other-language { display: none; }
.time { display: grid; grid-template-columns: 2fr 1fr; gap: 0.75rem; }
.advice { margin: 0.25rem 0; }
.missing { color: var(--error); font-weight: 600; }
@media (min-width: 46rem) { .translation { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; } }
body:has(.columns) > :is(header, main) { max-inline-size: 90rem; }
.preview-controls { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 0.75rem 1rem; align-items: end; margin-block-end: 1rem; }
.preview-frame { display: block; inline-size: 100%; block-size: 44rem; border: var(--hairline); border-radius: 3px; background: Canvas; }
.preview { padding: 1rem; background: Canvas; }
.preview.phone > * { max-inline-size: 23rem; }
.preview.desktop { min-inline-size: 60rem; }
.preview.desktop > * { max-inline-size: 42rem; }
@media (min-width: 70rem) {
  .columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 26rem); gap: 0 2.5rem; align-items: start; }
  .preview-column { position: sticky; inset-block-start: 1rem; }
}
pre { margin: 0.5rem 0 0; padding: 0.75rem 1rem; background: var(--paper); border: var(--hairline); border-radius: 3px; white-space: pre-wrap; font-size: 0.875rem; }
.findings p { margin: 0; }
.findings .problem strong { color: var(--error); }
.link { padding: 1rem; background: var(--paper); border: var(--hairline); border-radius: 3px; }
`;

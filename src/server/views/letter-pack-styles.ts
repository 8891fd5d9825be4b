/** The styles of a pack of letters. The fonts of its scripts replace `FAMILY`. */
export const letterPackStyles = `
@page { size: A4; margin: 20mm 20mm 25mm; @bottom-center { content: counter(page); font: 9pt serif; } }
@page :first { @bottom-center { content: none; } }
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #fff; font: 12pt/1.6 FAMILY; overflow-wrap: anywhere; }
header { min-height: 245mm; display: flex; flex-direction: column; justify-content: center; text-align: center; break-after: page; }
h1 { margin: 0; font-size: 28pt; line-height: 1.3; }
.count { margin: 15mm 0; font-size: 54pt; line-height: 1.2; }
.letter { break-before: page; }
.letter p { white-space: pre-line; }
h2 { font-size: 14pt; break-after: avoid; }
h2 span { font-weight: normal; }
ul { margin: 0; padding: 0; list-style: none; }
.to li { margin-bottom: 3mm; }
.from { margin-top: 10mm; break-inside: avoid; }
.names { columns: 3; column-gap: 8mm; font-size: 10pt; line-height: 1.5; }
.names li { break-inside: avoid; }
@media screen { body { max-width: 170mm; margin: 0 auto; padding: 10mm; } .letter { border-block-start: 1px solid; padding-block: 10mm; } }
`;

/** The styles of postcards for the printer: A4 in landscape, with four cards of A6. */
export const cardSheetStyles = `@page { size: 297mm 210mm; margin: 0; }
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #fff; }
.help { margin: 1rem; font: 1rem/1.5 system-ui, sans-serif; }
.list, .cards { width: 297mm; height: 210mm; break-after: page; overflow: hidden; }
.list { height: auto; min-height: 209mm; padding: 15mm; }
.list h1 { margin: 0; }
.list ol { columns: 3; column-gap: 10mm; padding-inline-start: 10mm; line-height: 1.6; }
.list code { font-family: monospace; }
.signature { display: flex; gap: 3mm; align-items: end; margin-top: 20mm; }
.signature span { flex: 1; border-bottom: 0.3mm solid; }
.cards { display: grid; grid-template: repeat(2, 105mm) / repeat(2, 148.5mm); }
.front, .back { overflow: hidden; outline: 0.1mm dashed #999; }
.front { display: grid; place-items: center; }
.front img { width: 100%; height: 100%; object-fit: cover; }
.back { display: flex; flex-direction: column; padding: 9mm 10mm 6mm; }
.to { margin: 0 0 3mm; padding-bottom: 2mm; border-bottom: 0.2mm solid #666; font-size: 13pt; }
.message { flex: 1; min-height: 0; overflow: hidden; font-size: 13pt; line-height: 1.6; overflow-wrap: anywhere; }
.message p { margin: 0 0 0.6em; white-space: pre-line; }
.from { text-align: end; }
.id { margin: 1mm 0 0; font: 6pt monospace; color: #666; text-align: end; }
@media print { .help { display: none; } }
@media screen { body { background: #ddd; } .list, .cards { margin: 5mm auto; background: #fff; } }
`;

import { css } from 'lit';

export const printStyles = css`
  /* Both sides, in their actual size. */
  @media print {
    .card {
      inline-size: 148mm;
    }
    .card,
    .face {
      perspective: none;
      margin: 0 0 5mm;
    }
    .flip.flip.flip,
    .face.face {
      transform: none;
      visibility: visible;
    }
    .flip {
      display: block;
    }
    .face {
      block-size: 105mm;
      break-inside: avoid;
      -webkit-print-color-adjust: exact;
      print-color-adjust: exact;
    }
    .message-area label {
      display: none;
    }
  }
`;

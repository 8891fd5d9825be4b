import { css } from '../../styles/css.ts';

export const cardStyles = css`
  /* Both sides, in their true size. */
  @media print {
    .card {
      inline-size: 148mm;
    }
    .card,
    .face {
      perspective: none;
      margin: 0 0 5mm;
    }
    .turning.turning.turning,
    .face.face {
      transform: none;
      visibility: visible;
    }
    .turning {
      display: block;
    }
    .face {
      block-size: 105mm;
      break-inside: avoid;
      -webkit-print-color-adjust: exact;
      print-color-adjust: exact;
    }
    .words label {
      display: none;
    }
  }
`;

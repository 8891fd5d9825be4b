/** Whether the browser has what the elements need. Otherwise their fallback content stays. */
const head: Partial<HTMLElement> = document.head;
/** light-dark() and Intl.Segmenter are the newest features that we need; a script of the page may have removed the others. */
export const isSupported =
  CSS.supports('color:light-dark(red,red)') &&
  'Segmenter' in Intl &&
  (window as Partial<Window>).customElements &&
  document.adoptedStyleSheets &&
  head.attachShadow &&
  head.attachInternals;

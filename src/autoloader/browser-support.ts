/** Whether the browser has what the elements need. Otherwise their fallback content stays. */
const head: Partial<HTMLElement> = document.head;
/** light-dark() is the newest feature that we need; the others may have been removed by a script of the page. */
export const isSupported =
  CSS.supports('color:light-dark(red,red)') &&
  (window as Partial<Window>).customElements &&
  document.adoptedStyleSheets &&
  head.attachShadow &&
  head.attachInternals;

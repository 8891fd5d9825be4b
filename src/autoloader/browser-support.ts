/** Whether a browser has what the elements need; where it has not, their children stand. */
const head: Partial<HTMLElement> = document.head;
/** light-dark() is the youngest of what we need; the others may have been taken away by the page. */
export const isSupported =
  CSS.supports('color:light-dark(red,red)') &&
  (window as Partial<Window>).customElements &&
  document.adoptedStyleSheets &&
  head.attachShadow &&
  head.attachInternals;

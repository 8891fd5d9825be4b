/** What WCAG asks of sizes and room, which axe does not measure. */

const isSeen = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert], .visually-hidden');

/** A link within a sentence is as high as its line. */
const isInText = (element: Element): boolean =>
  element.matches('a:not([part])') && element.parentElement!.textContent.trim() !== element.textContent.trim();

/** What is pressed to use a control: of a small one, its label as well. */
function targetOf(control: HTMLElement): DOMRect {
  return (control.matches('[type=radio], [type=checkbox]') ? control.closest('label')! : control).getBoundingClientRect();
}

/** Of what can be pressed, what is less than 44 px high or, where it is only a link or a disclosure, than 24 px; or less wide than that. */
export function targetFaults({ shadowRoot }: Element): string[] {
  const controls = shadowRoot!.querySelectorAll<HTMLElement>('button, select, textarea, input:not([type=hidden]), summary, a[href]');
  return [...controls].filter((control) => isSeen(control) && !isInText(control)).flatMap((control) => {
    const { width, height } = targetOf(control);
    const least = control.matches('summary, a:not(.button, [part])') ? 24 : 44;
    // As engines round it.
    return height < least - 0.1 || width < 24 ? [`${control.outerHTML.slice(0, 80)} is ${width} × ${height}`] : [];
  });
}

const spacing = new CSSStyleSheet();
spacing.replaceSync(`
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }
`);

/** What is cut off, unless it scrolls as a field of one line does, or sticks out of the element, as it is laid out now. */
function lost(element: HTMLElement, where: string): string[] {
  const room = element.parentElement!;
  const out = room.scrollWidth > room.clientWidth + 1 ? [`${where}: ${room.scrollWidth} px wide in ${room.clientWidth}`] : [];
  for (const one of element.shadowRoot!.querySelectorAll<HTMLElement>('*')) {
    if (!isSeen(one) || one.closest('svg') || getComputedStyle(one).overflow === 'visible' || one.matches('input, select, img')) continue;
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = one;
    if (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1) out.push(`${where}: ${one.outerHTML.slice(0, 80)} is cut off`);
  }
  return out;
}

/** WCAG 1.4.12 on a phone, 1.4.10; and text of twice the size, 1.4.4. Leaves the element as it was. */
export async function lostText(elements: readonly HTMLElement[]): Promise<Map<Element, string[]>> {
  const found = new Map<Element, string[]>(elements.map((element) => [element, []]));
  const look = async (where: string, width: number, change: (element: HTMLElement, on: boolean) => void) => {
    for (const element of elements) {
      element.parentElement!.style.inlineSize = `${width}px`;
      change(element, true);
    }
    // A field that grows takes its height in the next frame.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    for (const element of elements) found.get(element)!.push(...lost(element, where));
    for (const element of elements) change(element, false);
  };
  await look('text spacing at 320 px', 320, ({ shadowRoot }, on) => {
    const { adoptedStyleSheets } = shadowRoot!;
    if (on) adoptedStyleSheets.push(spacing);
    else adoptedStyleSheets.pop();
  });
  await look('text of 200 % at 640 px', 640, ({ style }, on) => style.setProperty('--action-size', on ? '32px' : ''));
  for (const element of elements) element.parentElement!.style.inlineSize = '';
  return found;
}

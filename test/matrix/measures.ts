/** Sizes that WCAG requires and axe does not measure. */

const isVisible = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert], .visually-hidden');

/** A link within a sentence is as high as its line. */
const isInText = (element: Element): boolean =>
  element.matches('a:not([part])') && element.parentElement!.textContent.trim() !== element.textContent.trim();

/** The target that people press: for radio buttons and checkboxes, the label as well. */
function getTargetRect(control: HTMLElement): DOMRect {
  return (control.matches('[type=radio], [type=checkbox]') ? control.closest('label')! : control).getBoundingClientRect();
}

/** Targets that are less than 44 px high (links and disclosures: 24 px) or less than 24 px wide. */
export function findSmallTargets({ shadowRoot }: Element): string[] {
  const controls = shadowRoot!.querySelectorAll<HTMLElement>('button, select, textarea, input:not([type=hidden]), summary, a[href]');
  return [...controls].filter((control) => isVisible(control) && !isInText(control)).flatMap((control) => {
    const { width, height } = getTargetRect(control);
    const minHeight = control.matches('summary, a:not(.button, [part])') ? 24 : 44;
    // Engines round sizes.
    return height < minHeight - 0.1 || width < 24 ? [`${control.outerHTML.slice(0, 80)} is ${width} × ${height}`] : [];
  });
}

const spacing = new CSSStyleSheet();
spacing.replaceSync(`
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }
`);

/** Reports content that is cut off, except in single-line fields, which scroll; and content that overflows the element. */
function findOverflow(element: HTMLElement, layout: string): string[] {
  const box = element.parentElement!;
  const errors = box.scrollWidth > box.clientWidth + 1 ? [`${layout}: ${box.scrollWidth} px wide in ${box.clientWidth}`] : [];
  for (const one of element.shadowRoot!.querySelectorAll<HTMLElement>('*')) {
    if (!isVisible(one) || one.closest('svg') || getComputedStyle(one).overflow === 'visible' || one.matches('input, select, img')) continue;
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = one;
    if (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1) errors.push(`${layout}: ${one.outerHTML.slice(0, 80)} is cut off`);
  }
  return errors;
}

/** WCAG 1.4.12 (text spacing) at 320 px (1.4.10), and text at twice the size (1.4.4). Restores the elements. */
export async function findLostText(elements: readonly HTMLElement[]): Promise<Map<Element, string[]>> {
  const errors = new Map<Element, string[]>(elements.map((element) => [element, []]));
  const check = async (layout: string, width: number, change: (element: HTMLElement, on: boolean) => void) => {
    for (const element of elements) {
      element.parentElement!.style.inlineSize = `${width}px`;
      change(element, true);
    }
    // A field with automatic height is resized in the next frame.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    for (const element of elements) errors.get(element)!.push(...findOverflow(element, layout));
    for (const element of elements) change(element, false);
  };
  await check('text spacing at 320 px', 320, ({ shadowRoot }, on) => {
    const { adoptedStyleSheets } = shadowRoot!;
    if (on) adoptedStyleSheets.push(spacing);
    else adoptedStyleSheets.pop();
  });
  await check('text of 200 % at 640 px', 640, ({ style }, on) => style.setProperty('--action-size', on ? '32px' : ''));
  for (const element of elements) element.parentElement!.style.inlineSize = '';
  return errors;
}

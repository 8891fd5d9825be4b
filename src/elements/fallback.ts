/** The children of an element are its fallback: a link, or a form that works without scripts. */

/** Whether somebody has begun to fill in a form among the children; then it is theirs, and left standing. */
export function isBegun(children: ParentNode): boolean {
  return [...children.querySelectorAll<HTMLElement>('input, select, textarea')].some((control) => {
    if (control.matches(':focus')) return true;
    if (control instanceof HTMLSelectElement) {
      // The first one is selected where none is by default.
      return [...control.options].some((one) => one.index && one.selected !== one.defaultSelected);
    }
    const { value, defaultValue, checked, defaultChecked } = control as HTMLInputElement;
    return control.matches('[type=checkbox], [type=radio]') ? checked !== defaultChecked : value !== defaultValue;
  });
}

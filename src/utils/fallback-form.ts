/** The children of an element are its fallback: a link, or a form that works without scripts. */

/** Whether somebody has begun to fill in a form among the children; then it is theirs, and left standing. */
export function isFallbackDirty(children: ParentNode): boolean {
  return [...children.querySelectorAll<HTMLElement>('input, select, textarea')].some((control) => {
    if (control.matches(':focus')) return true;
    const { options, type, value, defaultValue, checked, defaultChecked } = control as HTMLInputElement & HTMLSelectElement;
    // The first one is selected where none is by default.
    if (options) return [...options].some((one) => one.index && one.selected !== one.defaultSelected);
    return /^(checkbox|radio)$/.test(type) ? checked !== defaultChecked : value !== defaultValue;
  });
}

/** The children of an element are its fallback content: a link, or a form that works without scripts. */

/** Whether someone has begun to fill in a form among the children. It is then left in place. */
export function isFallbackDirty(children: ParentNode): boolean {
  return [...children.querySelectorAll<HTMLElement>('input, select, textarea')].some((control) => {
    if (control.matches(':focus')) return true;
    const { options, type, value, defaultValue, checked, defaultChecked } = control as HTMLInputElement & HTMLSelectElement;
    // Without a default, the first option is selected.
    if (options) return [...options].some((option) => option.index && option.selected !== option.defaultSelected);
    return /^(checkbox|radio)$/.test(type) ? checked !== defaultChecked : value !== defaultValue;
  });
}

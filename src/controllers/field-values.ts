/** What a supporter has entered into a form, by field name. The fields render from here, so nothing typed is lost when a template changes. */

export class FieldValues {
  /** What a field holds before anyone changes it. */
  defaults: Readonly<Record<string, readonly string[]>> = {};
  #entered = new Map<string, readonly string[]>();

  get(name: string): string {
    return this.getAll(name)[0] ?? '';
  }

  /** The values of a field; several for a group of checkboxes. */
  getAll(name: string): readonly string[] {
    return this.#entered.get(name) ?? this.defaults[name] ?? [];
  }

  isChecked(name: string, value: string): boolean {
    return this.getAll(name).includes(value);
  }

  /** Takes the value of a control that someone has changed. */
  update({ name, type, value, checked }: Pick<HTMLInputElement, 'name' | 'type' | 'value' | 'checked'>): void {
    if (!name) return;
    if (type !== 'checkbox') this.#entered.set(name, [value]);
    else this.#entered.set(name, [...this.getAll(name).filter((other) => other !== value), ...(checked ? [value] : [])]);
  }

  /** As the form would submit them. */
  toFormData(): FormData {
    const data = new FormData();
    for (const name of new Set([...Object.keys(this.defaults), ...this.#entered.keys()]))
      for (const value of this.getAll(name)) data.append(name, value);
    return data;
  }

  clear(): void {
    this.#entered.clear();
  }
}

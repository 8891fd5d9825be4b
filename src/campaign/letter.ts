/** The rules of a letter: who it goes to, how they are addressed, and the whole of it as it will be read. */
import type { Letter, Target } from './schema/campaign.schema.ts';

/** Whether this one can be written to from there; without a country, only those offered everywhere. */
export function isTargetAvailable(target: Target, country: string | undefined): boolean {
  return !target.countries || (country !== undefined && target.countries.includes(country));
}

/** Those who can be written to from a country, in the document's order. */
export function getAvailableTargets(letter: Letter, country: string | undefined): Target[] {
  return letter.targets.filter((target) => isTargetAvailable(target, country));
}

/** Whether who is written to depends on where the supporter lives. */
export function dependsOnCountry(letter: Letter): boolean {
  return letter.targets.some((target) => target.countries);
}

/** Puts a target's `{honours}`, `{name}` and `{office}` into a text; what else stands in braces is left as it is. */
export function interpolateTarget(text: string, target: Target): string {
  return text
    .replace(/\{(honours|name|office)\}/g, (_, key: 'honours' | 'name' | 'office') => target[key] ?? '')
    .replace(/ {2,}/g, ' ');
}

/** How one target is addressed. */
export function salutationOf(letter: Letter, target: Target): string {
  return interpolateTarget(target.salutation ?? letter.salutation, target);
}

export interface SalutationGroup {
  salutation: string;
  targets: Target[];
}

/** The targets by the salutation they share: as many letters as there are salutations. */
export function groupBySalutation(letter: Letter, targets: readonly Target[]): SalutationGroup[] {
  const letters: SalutationGroup[] = [];
  for (const target of targets) {
    const salutation = salutationOf(letter, target);
    const same = letters.find((one) => one.salutation === salutation);
    if (same) same.targets.push(target);
    else letters.push({ salutation, targets: [target] });
  }
  return letters;
}

/** The rules of a letter: who it goes to, and how they are addressed. */
import type { Letter, Target } from './schema/campaign.schema.ts';

/** Whether supporters in a country can write to a target; without a country, only to targets offered everywhere. */
export function isTargetAvailable(target: Target, country: string | undefined): boolean {
  return !target.countries || (country !== undefined && target.countries.includes(country));
}

/** The targets that supporters in a country can write to, in the order of the document. */
export function getAvailableTargets(letter: Letter, country: string | undefined): Target[] {
  return letter.targets.filter((target) => isTargetAvailable(target, country));
}

/** Whether the available targets depend on where the supporter lives. */
export function dependsOnCountry(letter: Letter): boolean {
  return letter.targets.some((target) => target.countries);
}

/** Replaces `{honours}`, `{name}` and `{office}`; anything else in braces stays. */
export function interpolateTarget(text: string, target: Target): string {
  return text
    .replace(/\{(honours|name|office)\}/g, (_, key: 'honours' | 'name' | 'office') => target[key] ?? '')
    .replace(/ {2,}/g, ' ');
}

/** How one target is addressed. */
export function getSalutation(letter: Letter, target: Target): string {
  return interpolateTarget(target.salutation ?? letter.salutation, target);
}

export interface SalutationGroup {
  salutation: string;
  targets: Target[];
}

/** The targets by salutation: there are as many letters as different salutations. */
export function groupBySalutation(letter: Letter, targets: readonly Target[]): SalutationGroup[] {
  const groups = Map.groupBy(targets, (target) => getSalutation(letter, target));
  return [...groups].map(([salutation, group]) => ({ salutation, targets: group }));
}

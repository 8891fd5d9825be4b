/** The names of countries in a select, put there once the form stands: 250 of them would hold it up. */
import { countryNames } from '../../i18n/format-list.ts';
import type { Speaker } from '../../i18n/translator.ts';

/** Fills a select once for each language; what was chosen stays chosen. */
export function fillCountries(select: HTMLSelectElement, speaker: Speaker): void {
  if (select.dataset['language'] === speaker.language) return;
  // Once for all forms: to name and to sort 250 of them takes as long as a form.
  void (speaker.countries ??= countryNames(speaker)).then((named) => {
    select.dataset['language'] = speaker.language;
    const { value } = select;
    // The first one says "choose"; it belongs to the template.
    select.length = 1;
    select.append(...named.map(([code, name]) => new Option(name, code)));
    select.value = value;
  });
}

/** The names of countries in a select, put there once the form stands: 250 of them would hold it up. */
import { countryNames } from '../../i18n/format-list.ts';
import type { Translator } from '../../i18n/translator.ts';

/** Fills a select once for each language; what was chosen stays chosen. */
export function populateCountrySelect(select: HTMLSelectElement, translator: Translator): void {
  if (select.dataset['language'] === translator.language) return;
  // Once for all forms: to name and to sort 250 of them takes as long as a form.
  void (translator.countries ??= countryNames(translator)).then((named) => {
    select.dataset['language'] = translator.language;
    const { value } = select;
    // The first one says "choose"; it belongs to the template.
    select.length = 1;
    select.append(...named.map(([code, name]) => new Option(name, code)));
    select.value = value;
  });
}

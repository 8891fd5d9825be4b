import { listCountryNames } from '../../i18n/country-names.ts';
import type { CountryNames } from '../../base/form-module.ts';
import type { Translator } from '../../i18n/translator.ts';

/** Once for all forms of a language: naming and sorting 250 countries takes as long as rendering a form. */
export const loadCountryNames = (translator: Translator): Promise<CountryNames> => (translator.countries ??= listCountryNames(translator));

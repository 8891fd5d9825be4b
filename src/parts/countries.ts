/** The names of countries in a select, put there when the page has time: 250 of them would hold up the form. */
import { countries } from '../campaign/countries.ts';
import type { Speaker } from '../locales/words.ts';

const idle = (work: () => void) => ('requestIdleCallback' in globalThis ? requestIdleCallback(work, { timeout: 500 }) : setTimeout(work, 50));

/** Fills a select once for each language; what was chosen stays chosen. */
export function fillCountries(select: HTMLSelectElement, speaker: Speaker): void {
  if (select.dataset['language'] === speaker.language) return;
  select.dataset['language'] = speaker.language;
  idle(() => {
    void speaker.countries(countries).then((named) => {
      const { value } = select;
      // The first one says "choose"; it belongs to the template.
      while (select.options.length > 1) select.options[1]!.remove();
      select.append(...named.map(([code, name]) => new Option(name, code)));
      select.value = value;
    });
  });
}

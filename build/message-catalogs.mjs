import { globSync } from 'node:fs';
import { basename } from 'node:path';

/** The languages beside English. */
export const languages = globSync('src/i18n/messages/*.json').map((file) => basename(file, '.json')).filter((language) => language !== 'en').sort();

/**
 * The catalogs that are built from `src/i18n/messages/*.json`, by name. A component imports one catalog.
 *
 * - `sections` are in the component's first load; `lazySections` come with its lazy module. English travels with the code
 *   in these two parts; any other language is one file with both.
 * - `dates` adds the English date format, for components that show dates in their first load.
 */
export const catalogs = {
  letter: {
    sections: ['campaign', 'form', 'letter'],
    lazySections: ['feedback', 'retry', 'share', 'progress', 'letterFeedback'],
    dates: true,
  },
  postcard: {
    sections: ['campaign', 'form', 'postmark', 'postcard'],
    lazySections: ['feedback', 'retry', 'share', 'progress', 'postcardFeedback'],
    dates: true,
  },
  counter: { sections: ['counter'], lazySections: ['shareImage', 'share', 'postmark'], dates: false },
  outbox: { sections: ['outbox', 'retry'], lazySections: [], dates: false },
  reading: {
    sections: ['campaign', 'progress', 'wall'],
    lazySections: ['messageList', 'postmark'],
    dates: true,
  },
};

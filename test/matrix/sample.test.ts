/** The part of the matrix that every `npm test` runs. */
import { checkLayout, engine, matrix } from './matrix.ts';

if (engine === 'Chromium') matrix('en');
else checkLayout('en');
// The script that needs the most room, and the other direction.
for (const language of ['km', 'ar']) checkLayout(language);

import { checkLayout } from './matrix.ts';

// The two scripts that need the most room, and the other direction.
for (const language of ['km', 'ar']) checkLayout(language);

/** All words of all languages, for whoever is not on a phone: the endpoint's pages and pictures. */
import en from './en.json' with { type: 'json' };
import { load } from './whole-load.gen.ts';
import type { Catalogue } from './words.ts';

export const whole: Catalogue = { english: en, load };

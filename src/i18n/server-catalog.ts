/** All words of all languages, for whoever is not on a phone: the endpoint's pages and pictures. */
import en from './messages/en.json' with { type: 'json' };
import { load } from './generated/whole-load.gen.ts';
import type { MessageCatalog } from './translator.ts';

export const allMessages: MessageCatalog = { english: en, load };

/** Every message of every language, for the server's pages and images. */
import { load } from './generated/all-load.gen.ts';
import en from './messages/en.json' with { type: 'json' };
import type { MessageCatalog, MessageFile, PartialMessages } from './translator.ts';

/** `{letter: {send}}` becomes `{'letter.send'}`; metadata keeps its key. */
function flatten(file: MessageFile): PartialMessages {
  const entries = Object.entries(file).flatMap(([section, messages]) =>
    section.startsWith('@') ? [[section, messages]] : Object.entries(messages).map(([name, text]) => [`${section}.${name}`, text as unknown]),
  );
  return Object.fromEntries(entries) as PartialMessages;
}

export const allMessages: MessageCatalog = {
  english: flatten(en),
  load: async (language) => ({ default: flatten((await load(language)).default) }),
};

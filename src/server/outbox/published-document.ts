/** The document as pages get it: with the keys that they encrypt stored submissions with. */
import { maxDocumentBytes } from '../../campaign/schema/campaign.schema.ts';
import type { OutboxKey } from '../../campaign/schema/outbox.schema.ts';
import { decodeUtf8 } from '../../utils/decode-utf8.ts';
import { createContent, type Content } from '../content.ts';
import type { OutboxKeys } from './outbox-keys.ts';

/** @returns a function that adds the current keys to a document, as `outbox`; it returns the same object until the keys change */
export function createDocumentPublisher(outboxKeys: OutboxKeys | undefined): (document: Content) => Content {
  const cache = new WeakMap<Content, { keys: readonly OutboxKey[]; published: Content }>();
  return (document) => {
    const keys = outboxKeys?.getCurrent() ?? [];
    if (!keys.length) return document;
    let entry = cache.get(document);
    if (entry?.keys !== keys) {
      const campaign = JSON.parse(decodeUtf8(document.bytes)) as object;
      const published = createContent(JSON.stringify({ ...campaign, outbox: { keys } }), document.type);
      // Pages refuse a larger document. With one that is almost too large, they store nothing.
      entry = { keys, published: published.bytes.length > maxDocumentBytes ? document : published };
      cache.set(document, entry);
    }
    return entry.published;
  };
}

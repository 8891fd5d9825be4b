const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @returns the text with its byte order mark, if it has one @throws TypeError if the bytes are not UTF-8 */
export const decodeUtf8 = (bytes: BufferSource): string => decoder.decode(bytes);

const decoder = new TextDecoder('utf-8', { fatal: true });

/** @returns the text without its byte order mark @throws TypeError if the bytes are not UTF-8 */
export const decodeUtf8 = (bytes: BufferSource): string => decoder.decode(bytes);

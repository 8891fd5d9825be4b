/** Bytes with their media type: a campaign document, a style sheet, an image. */
export interface Content {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

export const createContent = (body: string | Uint8Array<ArrayBuffer>, type: string): Content => ({
  bytes: typeof body === 'string' ? new TextEncoder().encode(body) : body,
  type,
});

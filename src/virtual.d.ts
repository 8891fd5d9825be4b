/** Made by the build: where the chunks are, relative to `actions.js`. */
declare module 'virtual:chunks' {
  /** By tag: its own file, the core, and those that it needs only with a document. */
  export const elements: Readonly<Record<string, readonly string[]>>;
  /** By tag and language; English comes with the element. */
  export const words: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

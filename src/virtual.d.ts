/** Made by the build: where the chunks are, relative to `actions.js`. */
declare module 'virtual:chunks' {
  /** What every element needs. */
  export const core: string;
  /**
   * The tags of a family, parted by commas; its file; its words by language, English being in its file; and, where it is
   * loaded apart, the check that a document wants.
   */
  export const families: readonly (readonly [
    tags: string,
    file: string,
    words: Readonly<Record<string, string>>,
    check?: string,
  ])[];
}

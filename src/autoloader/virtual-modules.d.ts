/** Made by the build: where the chunks are, relative to `actions.js`. */
declare module 'virtual:chunks' {
  /** What every document needs. */
  export const core: string;
  /** The tag of a language beside English, at the beginning of one that somebody asks for. */
  export const languagePattern: RegExp;
  /** Stands in the name of every file of words. */
  export const messagesHash: string;
  /** The selector of a family; its file; what its files of words begin with, English being in its file. */
  export const entries: readonly (readonly [selector: string, file: string, words?: string])[];
}

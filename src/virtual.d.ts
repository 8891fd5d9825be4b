/** Made by the build: where the chunks are, relative to `actions.js`. */
declare module 'virtual:chunks' {
  /** By tag. */
  export const elements: Readonly<Record<string, string>>;
  /** By language. */
  export const words: Readonly<Record<string, string>>;
}

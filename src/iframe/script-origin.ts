/** The URL of the loader: `/v1/embed.js`, or that of a pinned version. */
const loaderUrl = /^(\w+:\/\/[^/]+)\/(v1|\d+\.[^/]+)\/embed\.js(?![^?#])/;

/** @returns the origin of the first URL that is the loader's */
export const getScriptOrigin = (urls: readonly string[]) => urls.map((url) => loaderUrl.exec(url)?.[1]).find(Boolean);

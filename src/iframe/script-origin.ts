/** Where a script of ours says that it comes from: `/v1/embed.js`, or that of one version. */
const own = /^(\w+:\/\/[^/]+)\/(v1|\d+\.[^/]+)\/embed\.js(?![^?#])/;

/** @returns the origin that the first of these addresses names, if it is one of ours */
export const getScriptOrigin = (addresses: readonly string[]) => addresses.map((address) => own.exec(address)?.[1]).find(Boolean);

/** The classes of a manifest, in its order. */
export const elementsOf = ({ modules }) => modules.flatMap(({ declarations }) => declarations);

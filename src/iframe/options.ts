/** The values of `data-embed`: the pages that can be shown in an iframe. */
export const kinds = ['letter', 'postcard', 'counter'];
/** The `data-…` attributes that are added to the query of the iframe's URL. */
export const options = ['lang', 'partner', 'theme', 'person', 'unit', 'now'];

/** What a link that becomes a frame may ask for in `data-embed`: the pages for frames that there are. */
export const kinds = ['letter', 'postcard', 'counter'];
/** What it may say of its frame as `data-…`, beside what its address says. */
export const options = ['lang', 'partner', 'theme', 'person', 'unit', 'now'];

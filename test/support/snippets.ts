/** The snippets in the docs, and the HTML filters of content management systems. */
import { readFileSync } from 'node:fs';
import sanitize, { type IOptions } from 'sanitize-html';

/** The server and the campaign in the docs. */
export const example = { origin: 'https://campaign.example', id: 'free-the-5kh' };

/** The snippets in docs/embedding.md, by method. */
export function readPublishedSnippets(): Map<string, string> {
  const text = readFileSync(new URL('../../docs/embedding.md', import.meta.url), 'utf8');
  const blocks = text.matchAll(/<!-- snippet_(\w+), made [^>]*-->\n```html\n([^]*?)\n```\n/g);
  return new Map([...blocks].map(([, method, code]) => [method!, code!]));
}

const splitWords = (list: string) => list.trim().split(/\s+/);
const anything = [/^[^\\(&=}]*$/];

/** `wp_kses_post()` of WordPress 7.0: `$allowedposttags` but for tables and formulas, and `safecss_filter_attr()` of what snippets use. */
const wordPressAuthor: IOptions = {
  allowedTags: splitWords(`address a abbr acronym area article aside audio b bdo big blockquote br button cite code data del dd dfn
    details div dialog dl dt em fieldset figure figcaption font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd label
    legend li main map mark menu meter nav p pre progress q rp rt ruby s samp search span section small strike strong sub
    summary sup textarea time tt u ul ol var video wbr`),
  allowedAttributes: {
    '*': splitWords('aria-* class data-* dir hidden id lang style title role xml:lang'),
    a: splitWords('href rel rev name target download'),
    img: splitWords('alt align border height hspace loading longdesc vspace src usemap width'),
  },
  allowedStyles: { '*': Object.fromEntries(splitWords('display height min-height max-height width max-width border margin padding').map((name) => [name, anything])) },
};

/** `$allowedtags`, for comments. */
const wordPressComment: IOptions = {
  allowedTags: splitWords('a abbr acronym b blockquote cite code del em i q s strike strong'),
  allowedAttributes: { a: ['href', 'title'] },
};

/** "Restrict images to this site": images of other sites become an icon. */
const isExternalImage: IOptions['exclusiveFilter'] = ({ tag, attribs }) => tag === 'img' && /^\w+:/.test(attribs['src'] ?? '');

/** `filter_html` of Drupal 11's standard profile. */
const drupalBasic: IOptions = {
  allowedTags: splitWords('br p h2 h3 h4 h5 h6 cite dl dt dd a blockquote ul ol strong em code li img'),
  allowedAttributes: { '*': ['lang', 'dir'], a: ['hreflang', 'href'], img: splitWords('src alt data-entity-uuid data-entity-type height width data-caption data-align') },
  exclusiveFilter: isExternalImage,
};
const drupalRestricted: IOptions = {
  allowedTags: splitWords('a em strong cite blockquote code ul ol li dl dt dd h2 h3 h4 h5 h6'),
  allowedAttributes: { '*': ['lang', 'dir'], a: ['href', 'hreflang'] },
};

const systems = { wordPressAuthor, wordPressComment, drupalBasic, drupalRestricted };
export type System = keyof typeof systems;
export const systemNames = Object.keys(systems) as System[];

export const strip = (code: string, system: System): string => sanitize(code, systems[system]);

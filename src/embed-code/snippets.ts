/** The code to paste for each method of embedding. The page `/embed-code`, the docs and the tests all use this file. */
import { matchLanguage } from '../i18n/get-translator.ts';

/** An element, as the snippets and the address of an iframe name it. */
export type ElementName = 'letter' | 'postcard' | 'counter' | 'wall' | 'updates' | 'progress';
export const tagNames: Record<ElementName, string> = {
  letter: 'action-letter',
  postcard: 'postcard-form',
  counter: 'detention-counter',
  wall: 'message-wall',
  updates: 'campaign-updates',
  progress: 'action-progress',
};

export interface SnippetOptions {
  /** The origin of the campaign's server. */
  origin: string;
  /** The campaign's id. */
  id: string;
  /** The campaign's title in the language of the snippet: the text of the link. */
  title: string;
  element: ElementName;
  /** The number of people whose days the counter shows. */
  people?: number | undefined;
  /** Whether the campaign takes both letters and postcards. */
  hasBothForms?: boolean | undefined;
  /** Only where it differs from the language of the host page. */
  lang?: string | undefined;
  partner?: string | undefined;
  /** Only where it differs from the theme of the host page and the reader. */
  theme?: string | undefined;
  /** Marks submissions as tests. */
  isTesting?: boolean | undefined;
  /** The files of one version with their hashes, as in `integrity.json`; without it, the latest compatible release. */
  pinned?: PinnedFiles | undefined;
}

export interface PinnedFiles {
  version: string;
  files: Record<string, string>;
}

export interface EmbedMethod {
  name: string;
  elements: readonly ElementName[];
  /** Whether the snippet loads one of our scripts. */
  hasScript?: boolean;
  getCode: (options: SnippetOptions) => string;
}

/** The catalog of messages that each element loads. */
export const catalogNames: Record<ElementName, string> = {
  letter: 'letter',
  postcard: 'postcard',
  counter: 'counter',
  wall: 'reading',
  updates: 'reading',
  progress: 'reading',
};

/** The space to reserve: about what the element needs, and at most one screen. */
function getHeight({ element, people = 1 }: SnippetOptions): string {
  if (element === 'counter') return `${10 + 5 * people}rem`;
  const heights: Partial<Record<ElementName, string>> = { letter: '100vh', postcard: '100vh', progress: '9rem' };
  return heights[element] ?? '24rem';
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character]!);

type Values = Record<string, string | boolean | undefined>;

/** Attributes without a value are left out. */
function createTag(name: string, attributes: Values, content?: string): string {
  const list = Object.entries(attributes).flatMap(([key, value]) => {
    if (!value) return [];
    return value === true ? ` ${key}` : ` ${key}="${escapeHtml(value)}"`;
  });
  return `<${name}${list.join('')}>${content === undefined ? '' : `${content}</${name}>`}`;
}

function createUrl(path: string, query: Record<string, string | undefined>): string {
  const parameters = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return parameters.size ? `${path}?${parameters}` : path;
}

const countsPartner = ({ element }: SnippetOptions) => ['letter', 'postcard', 'progress'].includes(element);
const isForm = ({ element }: SnippetOptions) => ['letter', 'postcard'].includes(element);

const getDocumentUrl = ({ origin, id }: SnippetOptions) => `${origin}/campaigns/${id}.json`;
function getPageUrl(options: SnippetOptions): string {
  const { origin, id, hasBothForms, lang, partner, element } = options;
  const kind = hasBothForms && isForm(options) ? element : undefined;
  return createUrl(`${origin}/a/${id}`, { lang, partner: countsPartner(options) ? partner : undefined, kind });
}

/** The link remains whatever a site strips. */
const createLink = (options: SnippetOptions, attributes: Values = {}) =>
  createTag('a', { href: getPageUrl(options), ...attributes }, escapeHtml(options.title));
function getCommonAttributes(options: SnippetOptions): Record<string, string | undefined> {
  const { lang, partner, theme } = options;
  return { lang, partner: countsPartner(options) ? partner : undefined, theme };
}
const getReservedSpace = (options: SnippetOptions) => `display:block;min-height:${getHeight(options)}`;

function createScript({ origin, pinned }: SnippetOptions, file: string, attributes: Values): string {
  const integrity = pinned?.files[file];
  const folder = pinned && integrity ? pinned.version : 'v1';
  return createTag('script', { ...attributes, src: `${origin}/${folder}/${file}`, integrity, crossorigin: Boolean(integrity) }, '');
}
const createModuleScript = (options: SnippetOptions, file = 'actions.js') => createScript(options, file, { type: 'module', async: true });
const createFrameLoader = (options: SnippetOptions) => createScript(options, 'embed.js', { async: true });
function createElement(options: SnippetOptions): string {
  const attributes = { src: getDocumentUrl(options), ...getCommonAttributes(options), testing: options.isTesting && isForm(options), style: getReservedSpace(options) };
  return createTag(tagNames[options.element], attributes, createLink(options)).replace(' style=', '\n  style=');
}

/** What the browser fetches at the same time as the script. Integrity checks apply to pinned messages, which a hint would bypass. */
function createPreloads(options: SnippetOptions): string[] {
  const { origin, element, lang = '', pinned } = options;
  const messages = pinned ? '' : matchLanguage(lang);
  const document = createTag('link', { rel: 'preload', as: 'fetch', crossorigin: true, href: getDocumentUrl(options) });
  if (!messages) return [document];
  return [document, createTag('link', { rel: 'modulepreload', href: `${origin}/v1/${catalogNames[element]}-${messages}.js` })];
}

/**
 * Content managers lay out the children of an article as blocks: without a paragraph around them, themes put a link or an
 * image outside the text column. Twenty Twenty-One does the same to a frame with a `style` attribute.
 */
const createParagraph = (content: string) => createTag('p', {}, content);

/** The address is part of the text, because it remains where images are stripped. */
function createImageLink(options: SnippetOptions, attributes: Values): string {
  const text = `${options.origin.replace(/^\w+:\/\//, '')}/a/${options.id}`;
  const image = createTag('img', { ...attributes, alt: options.title, style: 'max-width:100%;height:auto' });
  return createParagraph(createTag('a', { href: getPageUrl(options) }, `${image}<br>${escapeHtml(text)}`));
}

function createFrame(options: SnippetOptions): string {
  const { origin, id, title, theme, element } = options;
  const height = getHeight(options);
  const attributes = {
    src: createUrl(`${origin}/embed/${id}/${element}`, getCommonAttributes(options)),
    title,
    style: `${theme ? `color-scheme:${theme};` : ''}display:block;width:100%;height:${height};min-height:${height};border:0`,
    allow: 'clipboard-write; web-share',
    loading: 'lazy',
  };
  return createTag('iframe', attributes, '');
}

const allElements = Object.keys(tagNames) as ElementName[];
const framedElements: ElementName[] = ['letter', 'postcard', 'counter'];

export const embedMethods: Record<string, EmbedMethod> = {
  element: {
    name: 'One action on a page',
    elements: allElements,
    hasScript: true,
    getCode: (options) => [...createPreloads(options), createModuleScript(options, `${tagNames[options.element]}.js`), createElement(options)].join('\n'),
  },
  elements: {
    name: 'Several actions on a page',
    elements: allElements,
    hasScript: true,
    getCode: (options) => `${createModuleScript(options)}\n${createElement(options)}`,
  },
  link: {
    name: 'A link in the article; a script for the whole site turns it into the action',
    elements: allElements,
    hasScript: true,
    // The script goes into the site's template, once; an article contains only the link.
    getCode: (options) => {
      const data = Object.fromEntries(Object.entries(getCommonAttributes(options)).map(([name, value]) => [`data-${name}`, value]));
      const attributes = { 'data-action': options.element, 'data-src': getDocumentUrl(options), ...data, style: getReservedSpace(options) };
      return `${createModuleScript(options)}\n${createLink(options, attributes)}`;
    },
  },
  classic: {
    name: 'For tag managers, such as Google Tag Manager',
    elements: allElements,
    hasScript: true,
    getCode: (options) => `${createScript(options, 'actions.iife.js', { async: true })}\n${createElement(options)}`,
  },
  frame: {
    name: 'An iframe, separate from the scripts of your page',
    elements: framedElements,
    hasScript: true,
    getCode: (options) => [createParagraph(createFrame(options)), createParagraph(createLink(options)), createFrameLoader(options)].join('\n'),
  },
  framedLink: {
    name: 'A link in the article; a script for the whole site turns it into an iframe',
    elements: framedElements,
    hasScript: true,
    getCode: (options) => {
      const attributes = { 'data-embed': options.element, 'data-theme': options.theme, style: getReservedSpace(options) };
      return `${createParagraph(createLink(options, attributes))}\n${createFrameLoader(options)}`;
    },
  },
  page: { name: 'Only a link, for newsletters and comments', elements: framedElements, getCode: (options) => createParagraph(createLink(options)) },
  code: {
    name: 'A QR code, for paper and posters',
    elements: framedElements,
    getCode: (options) => createImageLink(options, { src: getPageUrl(options).replace(/\?|$/, '/qr.svg$&'), width: '300', height: '300' }),
  },
  image: {
    name: 'The day count as an image, for newsletters',
    elements: ['counter'],
    getCode: (options) => {
      const { origin, id, lang, theme } = options;
      const src = createUrl(`${origin}/campaigns/${id}/counter.png`, { lang, theme });
      return createImageLink(options, { src, width: '1200', height: '630' });
    },
  },
};

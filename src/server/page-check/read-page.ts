/** What a page contains that may be ours. */
import { parse, parseFragment } from 'parse5';
import { tagNames } from '../../embed-code/snippets.ts';

/**
 * Where a tag is: in the page as browsers read it, or in a comment, a template or `noscript` which browsers do not show, in a script,
 * in the document of a frame, or in the text, where visitors see its source.
 */
export type Place = 'page' | 'comment' | 'template' | 'noscript' | 'script' | 'frame' | 'text';

export interface PageTag {
  name: string;
  attributes: Record<string, string>;
  place: Place;
  /** Whether it is inside an element of ours. */
  isFallback: boolean;
  /** Whether it contains a link. */
  hasLink: boolean;
  /** Whether its closing tag is missing, so that it contains what follows. */
  isUnclosed: boolean;
}

export interface PageContent {
  /** Against which relative addresses resolve. */
  base: string;
  tags: PageTag[];
  /** From `<meta http-equiv="Content-Security-Policy">` in the head. */
  policies: string[];
  robots: string[];
  hasPasswordField: boolean;
}

/** What this file uses of parse5's nodes. */
interface HtmlNode {
  nodeName: string;
  attrs?: { name: string; value: string }[];
  childNodes?: HtmlNode[];
  /** The content of a template. */
  content?: HtmlNode;
  /** The text of a text node. */
  value?: string;
  /** The text of a comment. */
  data?: string;
  /** Has a key `endTag` if there is one. */
  sourceCodeLocation?: object | null | undefined;
}

interface Visit {
  node: HtmlNode;
  place: Place;
  isInHead: boolean;
  /** The element of ours around it. */
  owner: PageTag | undefined;
  /** Whether it was text, which is parsed once only. */
  isSource?: boolean;
}

const ownTags = new Set(Object.values(tagNames));
/** Text that may be the source of a snippet. */
const snippetPattern = new RegExp(String.raw`<(?:${[...ownTags].join('|')})\b|\bdata-(?:action|embed)=|/v1/[\w.-]+\.js|/embed/[a-z\d-]+/`);
/** In a script, quotes are escaped, and the end of a tag may be. */
const ownTagPattern = new RegExp(String.raw`<(${[...ownTags].join('|')})\b`);
const parseOptions = { sourceCodeLocationInfo: true };
const placesByTag: Record<string, Place> = { noscript: 'noscript', script: 'script', template: 'template' };
/** A page with more is not an article. */
const maxTags = 1000;

const isRelevant = (name: string, attributes: Record<string, string>) =>
  ownTags.has(name) ||
  ['script', 'iframe', 'link'].includes(name) ||
  (name === 'a' && ('data-action' in attributes || 'data-embed' in attributes || /\/a\//.test(attributes['href'] ?? ''))) ||
  (name === 'img' && /\/(campaigns|a)\//.test(attributes['src'] ?? ''));

const createTag = (name: string, attributes: Record<string, string>, place: Place): PageTag => ({ name, attributes, place, isFallback: false, hasLink: false, isUnclosed: false });

/** Takes seconds for a page that someone has made for that: see `read-page-worker.ts`. */
export function readPage(text: string, url: string): PageContent {
  const content: PageContent = { base: '', tags: [], policies: [], robots: [], hasPasswordField: false };
  // Not recursive: a page can be nested very deeply.
  const visits: Visit[] = [{ node: parse(text, parseOptions), place: 'page', isInHead: false, owner: undefined }];
  for (let visit = visits.pop(); visit; visit = visits.pop()) {
    const { node, place, isInHead, owner, isSource = false } = visit;
    const name = node.nodeName;
    const source = node.value ?? node.data;
    if (source !== undefined) {
      const sourcePlace = name === '#comment' ? 'comment' : 'text';
      const [, tagInScript] = (place === 'script' && ownTagPattern.exec(source)) || [];
      if (tagInScript !== undefined) content.tags.push(createTag(tagInScript, {}, place));
      else if (!isSource && place !== 'script' && snippetPattern.test(source))
        visits.push({ node: parseFragment(source, parseOptions), place: place === 'page' ? sourcePlace : place, isInHead: false, owner: undefined, isSource: true });
      continue;
    }
    const attributes = Object.fromEntries((node.attrs ?? []).map((attribute) => [attribute.name, attribute.value]));
    let nextOwner = owner;
    if (isRelevant(name, attributes) && content.tags.length < maxTags) {
      const tag = { ...createTag(name, attributes, place), isFallback: owner !== undefined, isUnclosed: !('endTag' in (node.sourceCodeLocation ?? {})) };
      content.tags.push(tag);
      if (ownTags.has(name)) nextOwner = tag;
    }
    if (owner && name === 'a') owner.hasLink = true;
    if (place === 'page') readMetadata(content, name, attributes, isInHead);
    const { srcdoc } = attributes;
    if (name === 'iframe' && srcdoc !== undefined && snippetPattern.test(srcdoc))
      visits.push({ node: parseFragment(srcdoc, parseOptions), place: 'frame', isInHead: false, owner: undefined });
    const childPlace = place === 'page' ? (placesByTag[name] ?? place) : place;
    // In the order of the page.
    for (const child of [node.content, ...(node.childNodes ?? [])].toReversed())
      if (child) visits.push({ node: child, place: childPlace, isInHead: isInHead || name === 'head', owner: nextOwner, isSource });
  }
  content.base = URL.canParse(content.base, url) ? new URL(content.base, url).href : url;
  return content;
}

function readMetadata(content: PageContent, name: string, attributes: Record<string, string>, isInHead: boolean): void {
  const { content: value = '', href } = attributes;
  const metaName = (attributes['http-equiv'] ?? attributes['name'] ?? '').toLowerCase();
  if (name === 'base' && href !== undefined) content.base ||= href;
  // Browsers ignore such a policy outside the head.
  else if (name === 'meta' && metaName === 'content-security-policy' && isInHead) content.policies.push(value);
  else if (name === 'meta' && metaName === 'robots') content.robots.push(value);
  else if (name === 'input' && attributes['type']?.toLowerCase() === 'password') content.hasPasswordField = true;
}

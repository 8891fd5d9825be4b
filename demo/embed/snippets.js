// Every way in, as the code to paste. The page beside this file shows it for any action; docs/embedding.md is made from it.
// What somebody chooses is in snippets.d.ts.

const tags = {
  letter: 'action-letter',
  postcard: 'postcard-form',
  counter: 'detention-counter',
  wall: 'message-wall',
  updates: 'campaign-updates',
  progress: 'action-progress',
};
/** What to keep free for it: as much as it will need, but not more than a screen. */
function heightOf({ element, people = 1 }) {
  if (element === 'counter') return `${10 + 5 * people}rem`;
  return { letter: '100vh', postcard: '100vh', progress: '9rem' }[element] ?? '24rem';
}
const takesPartner = ['letter', 'postcard', 'progress'];

const escape = (text) => text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one]);
/** An element; what has no value is left out. */
function tag(name, attributes, content) {
  const all = Object.entries(attributes)
    .filter(([, value]) => value)
    .map(([key, value]) => (value === true ? ` ${key}` : ` ${key}="${escape(value)}"`));
  return `<${name}${all.join('')}>${content === undefined ? '' : `${content}</${name}>`}`;
}
function address(path, query) {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  return asked.size ? `${path}?${asked}` : path;
}

const documentOf = ({ endpoint, id }) => `${endpoint}/campaigns/${id}.json`;
function pageOf({ endpoint, id, both, lang, partner, element }) {
  const kind = both && /^(letter|postcard)$/.test(element) && element;
  return address(`${endpoint}/a/${id}`, { lang, partner: takesPartner.includes(element) && partner, kind });
}
/** What stands there in the end, whatever is stripped. */
const link = (choice, attributes = {}) => tag('a', { href: pageOf(choice), ...attributes }, escape(choice.title));
const forIt = ({ element, lang, partner, theme }) => ({ lang, partner: takesPartner.includes(element) && partner, theme });
const kept = (choice) => `display:block;min-height:${heightOf(choice)}`;

function script({ endpoint, pinned }, file, attributes) {
  const integrity = pinned?.files[file];
  const folder = integrity ? pinned.version : 'v1';
  return tag('script', { ...attributes, src: `${endpoint}/${folder}/${file}`, integrity, crossorigin: Boolean(integrity) }, '');
}
const module = (choice) => script(choice, 'actions.js', { type: 'module', async: true });
const loader = (choice) => script(choice, 'embed.js', { async: true });
const element = (choice) =>
  tag(tags[choice.element], { src: documentOf(choice), ...forIt(choice), style: kept(choice) }, link(choice));

/**
 * Content managers lay out the children of an article as blocks: without a paragraph around them, themes put a link or an
 * image outside the text column. Twenty Twenty-One does the same to a frame with a `style` attribute.
 */
const paragraph = (content) => tag('p', {}, content);

/** The address is part of the text, because it remains where images are stripped. */
function pictureLink(choice, attributes) {
  const href = pageOf(choice);
  const words = `${choice.endpoint.replace(/^\w+:\/\//, '')}/a/${choice.id}`;
  const image = tag('img', { ...attributes, alt: choice.title, style: 'max-width:100%;height:auto' });
  return paragraph(tag('a', { href }, `${image}<br>${escape(words)}`));
}

const all = Object.keys(tags);
const framed = ['letter', 'postcard', 'counter'];

/** Each way in: its name, what it takes, whether it loads a file of ours, and its code. */
export const ways = {
  element: {
    name: 'Element and script',
    takes: all,
    loads: true,
    code: (choice) => `${module(choice)}\n${element(choice)}`,
  },
  link: {
    name: 'A link, made an element by a script on the whole site',
    takes: all,
    loads: true,
    // The script goes into the site's frame, once; the link is all that stands in an article.
    code: (choice) => {
      const data = Object.fromEntries(Object.entries(forIt(choice)).map(([name, value]) => [`data-${name}`, value]));
      const attributes = { 'data-action': choice.element, 'data-src': documentOf(choice), ...data, style: kept(choice) };
      return `${module(choice)}\n${link(choice, attributes)}`;
    },
  },
  classic: {
    name: 'One classic file, for tag managers',
    takes: all,
    loads: true,
    code: (choice) => `${script(choice, 'actions.iife.js', { async: true })}\n${element(choice)}`,
  },
  frame: {
    name: 'Frame, with a loader that gives it its height',
    takes: framed,
    loads: true,
    code: (choice) => {
      const { endpoint, id, title, theme } = choice;
      const height = heightOf(choice);
      const frame = {
        src: address(`${endpoint}/embed/${id}/${choice.element}`, forIt(choice)),
        title,
        style: `${theme ? `color-scheme:${theme};` : ''}display:block;width:100%;height:${height};min-height:${height};border:0`,
        allow: 'clipboard-write; web-share',
        loading: 'lazy',
      };
      return `${paragraph(tag('iframe', frame, ''))}\n${paragraph(link(choice))}\n${loader(choice)}`;
    },
  },
  framedLink: {
    name: 'A link, made a frame by a script on the whole site',
    takes: framed,
    loads: true,
    code: (choice) => {
      const attributes = { 'data-embed': choice.element, 'data-theme': choice.theme, style: kept(choice) };
      return `${paragraph(link(choice, attributes))}\n${loader(choice)}`;
    },
  },
  page: { name: 'Link', takes: framed, code: (choice) => paragraph(link(choice)) },
  code: {
    name: 'QR code',
    takes: framed,
    code: (choice) => {
      const src = pageOf(choice).replace(/\?|$/, '/qr.svg$&');
      return pictureLink(choice, { src, width: '300', height: '300' });
    },
  },
  picture: {
    name: 'The day count as a picture',
    takes: ['counter'],
    code: (choice) => {
      const { endpoint, id, lang, theme } = choice;
      const src = address(`${endpoint}/campaigns/${id}/counter.png`, { lang, theme });
      return pictureLink(choice, { src, width: '1200', height: '630' });
    },
  },
};

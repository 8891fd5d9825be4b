// What the browsers of the stated floor have, and what came after them, as MDN's data say.
import compat from '@mdn/browser-compat-data' with { type: 'json' };

/** The oldest that the README names, in MDN's words; a test holds the two equal. */
export const floor = { chrome: '123', edge: '123', firefox: '128', safari: '17.5' };

const numbers = (version) => version.replace('≤', '').split('.').map(Number);

function atMost(version, limit) {
  const [[a, b = 0], [c, d = 0]] = [numbers(version), numbers(limit)];
  return a < c || (a === c && b <= d);
}

/** Whether one of a browser's entries says so: by its own name, and with no flag to set. */
const has = (entries, limit) =>
  [entries ?? []].flat().some(
    ({ version_added: added, version_removed: removed, flags, prefix, alternative_name: other }) =>
      typeof added === 'string' && added !== 'preview' && !flags && !prefix && !other && atMost(added, limit) &&
      !(typeof removed === 'string' && atMost(removed, limit)),
  );

const at = (path) => path.split('.').reduce((node, name) => (node && Object.hasOwn(node, name) ? node[name] : undefined), compat);

/**
 * @param {string} path in MDN's tree, `api.Element.setHTML`
 * @returns {string[] | undefined} the browsers of the floor that lack it; undefined where nobody has written it down
 */
export function lacking(path) {
  const support = at(path)?.__compat?.support;
  return support && Object.keys(floor).filter((browser) => !has(support[browser], floor[browser]));
}

const late = (path) => lacking(path)?.length > 0;

/** What of an interface is late: all of it, or some of its members. */
function lateIn(path, name) {
  if (late(path)) return [name];
  const members = Object.keys(at(path)).filter((member) => late(`${path}.${member}`) && !/_(event|permission)$/.test(member));
  return members.flatMap((member) => {
    if (name === 'Window') return [member];
    if (member.endsWith('_static')) return [`${name}.${member.slice(0, -'_static'.length)}`];
    const own = `${name}.prototype.${member}`;
    // Of the language's own objects MDN does not say which belong to the constructor.
    return path.startsWith('javascript.') ? [own, `${name}.${member}`] : [own];
  });
}

/** @returns {string[]} `Promise.try`, `Element.prototype.moveBefore`: what one browser of the floor or more do not have */
export function afterTheFloor() {
  const trees = { 'api': '', 'javascript.builtins': '', 'javascript.builtins.Intl': 'Intl.' };
  return Object.entries(trees).flatMap(([tree, before]) =>
    Object.keys(at(tree)).filter((name) => /^[A-Za-z]\w*$/.test(name)).flatMap((name) => lateIn(`${tree}.${name}`, before + name)),
  );
}

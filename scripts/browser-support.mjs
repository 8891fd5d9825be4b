// Which APIs the minimum browsers support, and which APIs are newer, according to MDN’s browser-compat-data.
import compat from '@mdn/browser-compat-data' with { type: 'json' };

/** The oldest browsers in the README, with MDN's names; a test compares the two. */
export const minimumBrowsers = { chrome: '123', edge: '123', firefox: '128', safari: '17.5' };

const numbers = (version) => version.replace('≤', '').split('.').map(Number);

function atMost(version, limit) {
  const [[a, b = 0], [c, d = 0]] = [numbers(version), numbers(limit)];
  return a < c || (a === c && b <= d);
}

/** Whether one of a browser's entries lists support without a prefix and without a flag. */
const has = (entries, limit) =>
  [entries ?? []].flat().some(
    ({ version_added: added, version_removed: removed, flags, prefix, alternative_name: other }) =>
      typeof added === 'string' && added !== 'preview' && !flags && !prefix && !other && atMost(added, limit) &&
      !(typeof removed === 'string' && atMost(removed, limit)),
  );

const at = (path) => path.split('.').reduce((node, name) => (node && Object.hasOwn(node, name) ? node[name] : undefined), compat);

/**
 * @param {string} path in MDN's tree, `api.Element.setHTML`
 * @returns {string[] | undefined} the minimum browsers that lack it; undefined where MDN has no data
 */
export function unsupportedIn(path) {
  const support = at(path)?.__compat?.support;
  return support && Object.keys(minimumBrowsers).filter((browser) => !has(support[browser], minimumBrowsers[browser]));
}

const isNewer = (path) => unsupportedIn(path)?.length > 0;

/** The newer parts of an interface: all of it, or some of its members. */
function findNewer(path, name) {
  if (isNewer(path)) return [name];
  const members = Object.keys(at(path)).filter((member) => isNewer(`${path}.${member}`) && !/_(event|permission)$/.test(member));
  return members.flatMap((member) => {
    if (name === 'Window') return [member];
    if (member.endsWith('_static')) return [`${name}.${member.slice(0, -'_static'.length)}`];
    const prototypeMember = `${name}.prototype.${member}`;
    // For JavaScript's built-in objects, MDN does not say which members are static.
    return path.startsWith('javascript.') ? [prototypeMember, `${name}.${member}`] : [prototypeMember];
  });
}

/** @returns {string[]} `Promise.try`, `Element.prototype.moveBefore`: APIs that at least one of the minimum browsers lacks */
export function getNewerApis() {
  const trees = { 'api': '', 'javascript.builtins': '', 'javascript.builtins.Intl': 'Intl.' };
  return Object.entries(trees).flatMap(([tree, before]) =>
    Object.keys(at(tree)).filter((name) => /^[A-Za-z]\w*$/.test(name)).flatMap((name) => findNewer(`${tree}.${name}`, before + name)),
  );
}

/**
 * Built files, and all that they import statically.
 * @param {Record<string, string>} text of every built file, by its name
 * @param {readonly string[]} entries
 * @returns {Set<string>} names, those of `entries` with them
 */
export function withImports(text, entries, reached = new Set()) {
  for (const file of entries) {
    if (reached.has(file)) continue;
    reached.add(file);
    const imports = [...text[file].matchAll(/\b(?:from|import) ?["']\.\/([^"']+\.js)["']/g)];
    withImports(text, imports.map(([, imported]) => imported), reached);
  }
  return reached;
}

// What is wrong with the words of a language, held against English.

/** The placeholders of a text, each once. */
const placeholders = (text) => [...new Set(text.match(/\{\w+\}/g))].sort();

/** Forms that a single number takes may say it in words: “two days”. French says 0 and 1 alike, so there it may not. */
function saysOneNumber(rules, form) {
  return Array.from({ length: 201 }, (_, count) => rules.select(count)).filter((one) => one === form).length === 1;
}

function* ofText(wanted, own, mayBeSilent) {
  if (typeof own !== 'string') return yield 'is no text';
  if (own !== own.trim() || !own) yield own.trim() ? 'begins or ends with a blank' : 'is empty';
  const found = placeholders(own);
  const lacks = wanted.filter((one) => !found.includes(one) && !(mayBeSilent && one === '{count}'));
  const more = found.filter((one) => !wanted.includes(one));
  if (lacks.length) yield `lacks ${lacks.join(', ')}`;
  if (more.length) yield `has ${more.join(', ')}, which English has not: nothing would be put there`;
}

const isForms = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @yields {[path: string[], fault: string]} */
function* ofKey(key, english, own, rules) {
  if (!isForms(english)) {
    for (const fault of ofText(placeholders(english), own)) yield [[key], fault];
    return;
  }
  if (!isForms(own)) return yield [[key], `changes with a number: it wants the forms ${rules.categories.join(', ')}`];
  for (const form of rules.categories) if (!Object.hasOwn(own, form)) yield [[key, form], `is missing: ${JSON.stringify(english.other)}`];
  for (const [form, text] of Object.entries(own)) {
    if (!rules.categories.includes(form)) yield [[key, form], 'is a form that the language has not'];
    else for (const fault of ofText(placeholders(english.other), text, saysOneNumber(rules, form))) yield [[key, form], fault];
  }
}

/**
 * @param words the catalogue of a language, as its file holds it
 * @yields {[path: string[], fault: string]}
 */
export function* faultsOf(language, words, english) {
  const plural = new Intl.PluralRules(language);
  const rules = { categories: plural.resolvedOptions().pluralCategories, select: (count) => plural.select(count) };
  for (const key of Object.keys(english)) {
    if (Object.hasOwn(words, key)) yield* ofKey(key, english[key], words[key], rules);
    else yield [[key], `is missing: ${JSON.stringify(english[key].other ?? english[key])}`];
  }
  if (words['@note'] !== undefined && typeof words['@note'] !== 'string') yield [['@note'], 'is no text'];
}

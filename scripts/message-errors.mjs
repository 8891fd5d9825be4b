// What is wrong with the messages of one language, compared with the English ones.

const isPlural = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isSection = isPlural;

/** The placeholders of a text, each once. */
const getPlaceholders = (text) => [...new Set(text.match(/\{\w+\}/g))].sort();

/**
 * A plural form for a single number may say it in words: “two days”. In French `one` is both 0 and 1, so there the number
 * must appear.
 */
function isForSingleNumber(rules, form) {
  return Array.from({ length: 201 }, (_, count) => rules.select(count)).filter((category) => category === form).length === 1;
}

function* checkText(english, text, isCountOptional) {
  if (typeof text !== 'string') return yield 'must be a text in "double quotes"';
  if (!text.trim()) return yield 'is empty';
  if (text !== text.trim()) yield 'starts or ends with white space';
  const expected = getPlaceholders(english);
  const actual = getPlaceholders(text);
  const missing = expected.filter((name) => !actual.includes(name) && !(isCountOptional && name === '{count}'));
  const unknown = actual.filter((name) => !expected.includes(name));
  if (missing.length) yield `is missing ${missing.join(', ')}`;
  if (unknown.length) yield `contains ${unknown.join(', ')}, which the English text does not have, so nothing would replace it`;
}

function* checkMessage(path, english, message, rules) {
  const name = path.join('.');
  if (!isPlural(english)) {
    for (const error of checkText(english, message)) yield [path, `${name} ${error}`];
    return;
  }
  const forms = rules.resolvedOptions().pluralCategories;
  if (!isPlural(message)) return yield [path, `${name} depends on a number and needs the plural forms ${forms.join(', ')}`];
  for (const form of forms)
    if (!Object.hasOwn(message, form)) yield [[...path, form], `${name} is missing the plural form "${form}"; English: ${JSON.stringify(english.other)}`];
  for (const [form, text] of Object.entries(message)) {
    if (!forms.includes(form)) yield [[...path, form], `${name} has the plural form "${form}", which this language does not use`];
    else for (const error of checkText(english.other, text, isForSingleNumber(rules, form))) yield [[...path, form], `${name} (${form}) ${error}`];
  }
}

/**
 * @param messages the content of the language's file
 * @yields {[path: string[], error: string]} a missing message is reported at its own path
 */
export function* findMessageErrors(language, messages, english) {
  const rules = new Intl.PluralRules(language);
  for (const [section, englishMessages] of Object.entries(english)) {
    const translated = isSection(messages[section]) ? messages[section] : {};
    if (messages[section] !== undefined && !isSection(messages[section])) yield [[section], `${section} must be an object in { }`];
    for (const [key, englishMessage] of Object.entries(englishMessages)) {
      const path = [section, key];
      if (Object.hasOwn(translated, key)) yield* checkMessage(path, englishMessage, translated[key], rules);
      else yield [path, `${path.join('.')} is missing; English: ${JSON.stringify(englishMessage.other ?? englishMessage)}`];
    }
  }
  if (messages['@note'] !== undefined && typeof messages['@note'] !== 'string') yield [['@note'], '@note must be a text in "double quotes"'];
}

/** @yields {string[]} the path of each message and section that English does not have */
export function* findUnknownMessages(messages, english) {
  for (const [section, translated] of Object.entries(messages)) {
    if (section.startsWith('@')) continue;
    if (!Object.hasOwn(english, section)) yield [section];
    else if (isSection(translated)) for (const key of Object.keys(translated)) if (!Object.hasOwn(english[section], key)) yield [section, key];
  }
}

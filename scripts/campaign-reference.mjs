// The reference of the campaign document in docs/campaign-document.md: one table for each object of its JSON Schema.
import * as z from 'zod/mini';
import { campaignJsonSchema } from '../src/campaign/schema/json-schema.ts';
import { countrySchema, idSchema, languageTagSchema, originSchema, slugSchema, timeZoneSchema } from '../src/campaign/schema/values.schema.ts';

const header = ['key', 'type', 'required', 'limits', 'description'];
const createTable = (rows) => [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const code = (text) => `\`${text}\``;
// GitHub's tables end a cell at each bar, even in code.
const escapeBars = (text) => text.replaceAll('|', '\\|');

const formatTypes = { date: 'date', 'date-time': 'date and time', email: 'email address', 'uri-reference': 'URL' };
const patternTypes = Object.fromEntries(
  Object.entries({
    'country code': countrySchema,
    ID: idSchema,
    'language tag': languageTagSchema,
    origin: originSchema,
    slug: slugSchema,
    'time zone': timeZoneSchema,
  }).map(([type, schema]) => [z.toJSONSchema(schema).pattern, type]),
);

function formatType({ type, const: constant, enum: values, format, pattern, items, additionalProperties }) {
  if (constant !== undefined) return code(constant);
  if (values) return values.map(code).join(', ');
  if (items) return items.properties ? 'list of objects' : `list of: ${formatType(items)}`;
  if (additionalProperties) return additionalProperties.properties ? 'map of objects' : `map of: ${formatType(additionalProperties)}`;
  return formatTypes[format] ?? patternTypes[pattern] ?? (type === 'string' ? 'text' : type);
}

function formatLimits({ items, minLength, maxLength, minItems, maxItems, minimum, maximum, pattern }) {
  const largest = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const range = (min, max, unit) => {
    if (max === undefined) return min === undefined ? [] : [`at least ${min}${unit}`];
    return [min === undefined ? `at most ${max}${unit}` : `${min} to ${max}${unit}`];
  };
  const limits = [
    ...range(minItems, maxItems, ' entries').map((text) => text.replace(/^at least 1 entries$/, 'at least 1 entry')),
    ...range(minLength, maxLength, ' characters'),
    ...range(minimum, largest, ''),
    ...(pattern && !patternTypes[pattern] ? [`matches ${code(pattern)}`] : []),
  ];
  const itemLimits = items && !items.properties ? formatLimits(items) : '';
  return [...limits, ...(itemLimits ? [`each ${itemLimits}`] : [])].join('; ');
}

/** The object that a key, each entry of its list or each value of its map is. */
const getObject = (schema) => [schema, schema.items ?? {}, schema.additionalProperties ?? {}].find(({ properties }) => properties);

function createRows({ properties, required = [] }) {
  return Object.entries(properties).map(([key, schema]) =>
    [code(key), formatType(schema), required.includes(key) ? 'yes' : '', formatLimits(schema), schema.description ?? ''].map(escapeBars),
  );
}

/** The sections of the objects in an object: `letter`, `letter.targets[]`, `translations.<key>`, … */
function createSections(object, path = '') {
  return Object.entries(object.properties).flatMap(([key, schema]) => {
    const nested = getObject(schema);
    if (!nested) return [];
    const name = `${path}${key}${schema.items ? '[]' : schema.additionalProperties ? '.<key>' : ''}`;
    return [`### ${code(name)}\n\n${schema.description}\n\n${createTable(createRows(nested))}`, ...createSections(nested, `${name}.`)];
  });
}

/** @returns Markdown: the keys of the document, then each object in it */
export function createCampaignReference() {
  const schema = campaignJsonSchema();
  return [`### The document\n\n${createTable(createRows(schema))}`, ...createSections(schema)].join('\n\n');
}

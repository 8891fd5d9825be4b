// Writes src/campaign/validation/*.validator.gen.ts: the zod schemas that the page validates, as calls of the functions in
// validators.ts. A JSON Schema keyword that these cannot express stops the build, so that no check is missing in the page.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { campaignSchema } from '../src/campaign/schema/campaign.schema.ts';
import { countsSchema } from '../src/campaign/schema/counts.schema.ts';
import { messagesSchema } from '../src/campaign/schema/messages.schema.ts';

const anyInteger = Number.MAX_SAFE_INTEGER;
/** The functions that the file being written imports. */
const validators = new Set();
const formats = new Set();

function call(name, ...args) {
  validators.add(name);
  while (args.length && args.at(-1) === undefined) args.pop();
  return `${name}(${args.join(', ')})`;
}

const quote = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const toKey = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name));

/** @param toSource returns the source of a nested validator @returns the source of a validator */
function createSource({ $schema: _, description: __, format, ...schema }, toSource) {
  const validator = schema['x-validator'];
  if (format && !validator) throw new Error(`the format ${format} has no validator`);
  const keywords = Object.keys(schema).sort().join();
  switch (`${schema.type}: ${keywords}`) {
    case 'object: properties,type':
    case 'object: properties,required,type': {
      const { properties, required = [] } = schema;
      const list = (names) => (names.length ? `{ ${names.map((name) => `${toKey(name)}: ${toSource(properties[name])}`).join(', ')} }` : '{}');
      const optional = Object.keys(properties).filter((name) => !required.includes(name));
      return call('object', list(required), optional.length ? list(optional) : undefined);
    }
    case 'object: additionalProperties,propertyNames,type':
      return call('record', toSource(schema.propertyNames), toSource(schema.additionalProperties));
    case 'array: items,type':
    case 'array: items,minItems,type':
      return call('array', toSource(schema.items), schema.minItems);
    case 'array: items,maxItems,type':
      return call('array', toSource(schema.items), 0, schema.maxItems);
    case 'integer: maximum,minimum,type':
      return call('integer', schema.minimum, schema.maximum === anyInteger ? undefined : schema.maximum);
    case 'number: const,type':
      return call('integer', schema.const, schema.const);
    case 'boolean: type':
      validators.add('boolean');
      return 'boolean';
    case 'string: type':
      return call('pattern', '/^/');
    case 'string: pattern,type':
    case 'string: maxLength,pattern,type':
      return call('pattern', new RegExp(schema.pattern), schema.maxLength);
    case 'string: maxLength,minLength,type':
      if (schema.minLength !== 1) break;
      return call('boundedString', schema.maxLength);
    case 'string: enum,type':
      if (schema.enum.some((value) => /^$|\s/.test(value))) break;
      return call('enumOf', quote(schema.enum.join(' ')));
    case 'string: type,x-validator':
      formats.add(validator);
      return call('format', validator);
  }
  throw new Error(`no validator for ${JSON.stringify(schema)}`);
}

/** What every element shows. A day counter validates nothing else of a campaign. */
const commonKeys = ['version', 'id', 'language', 'title', 'organiser', 'people', 'links'];

/** The common keys of a campaign, or the other ones; also in each translation. */
function splitSchema({ properties, required = [] }, isCommon) {
  const entries = Object.entries(properties).filter(([name]) => commonKeys.includes(name) === isCommon);
  const { translations } = properties;
  if (translations) {
    const additionalProperties = splitSchema(translations.additionalProperties, isCommon);
    entries.push(['translations', { ...translations, additionalProperties }]);
  }
  const names = required.filter((name) => commonKeys.includes(name) === isCommon);
  return { type: 'object', properties: Object.fromEntries(entries), ...(names.length && { required: names }) };
}

/** The source of one validator; what it uses in several places becomes a constant. */
function createFunction(name, schema) {
  const inline = (part) => createSource(part, inline);
  const occurrences = new Map();
  const count = (part) => {
    const source = inline(part);
    occurrences.set(source, (occurrences.get(source) ?? 0) + 1);
    if (occurrences.get(source) === 1) createSource(part, count);
    return source;
  };
  const names = new Map();
  const constants = [];
  const withConstants = (part) => {
    const source = inline(part);
    if (occurrences.get(source) === 1 || !source.includes('(')) return createSource(part, withConstants);
    if (!names.has(source)) {
      const initializer = createSource(part, withConstants);
      names.set(source, `shared${names.size}`);
      constants.push(`  const ${names.get(source)} = ${initializer};\n`);
    }
    return names.get(source);
  };
  count(schema);
  const result = withConstants(schema);
  return `export const ${name} = (): Validator => {\n${constants.join('')}  return ${result};\n};\n`;
}

const createImport = (names, file) => `import { ${[...names].sort().join(', ')} } from '${file}';\n`;

const toJsonSchema = (schema) => z.toJSONSchema(schema, { io: 'input' });
const campaign = toJsonSchema(campaignSchema);

// One file each, so that a page loads only the validators it calls.
for (const [name, source, schema] of [
  ['common', 'campaign', splitSchema(campaign, true)],
  ['campaign', 'campaign', splitSchema(campaign, false)],
  ['counts', 'counts', toJsonSchema(countsSchema)],
  ['messages', 'messages', toJsonSchema(messagesSchema)],
]) {
  validators.clear();
  formats.clear();
  const code = createFunction(name, schema);
  const text = [
    `// Generated by build/generate-validators.mjs from the zod schema in ${source}.schema.ts.\n`,
    createImport(formats, '../formats.ts'),
    createImport([...validators, 'type Validator'], './validators.ts'),
    '\n',
    code,
  ].join('');
  writeFileSync(fileURLToPath(new URL(`../src/campaign/validation/${name}.validator.gen.ts`, import.meta.url)), text);
}

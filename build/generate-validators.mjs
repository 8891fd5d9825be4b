// Writes src/campaign/validation/*.validator.gen.ts: the zod schemas that the page validates, as calls of the functions in
// validators.ts. A JSON Schema keyword that these cannot express stops the build, so that no check is missing in the page.
import { writeFileSync } from 'node:fs';
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

/** @returns the source of a validator. What occurs in several places is repeated: compressed, that is smaller than a constant. */
function toSource({ $schema: _, description: __, format, ...schema }) {
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
/** What only one form shows. */
const formKeys = ['letter', 'postcard'];

/** The keys of a campaign for which `isIncluded`; also in each translation. */
function pick({ properties, required = [] }, isIncluded) {
  const { translations, ...others } = properties;
  const picked = Object.fromEntries(Object.entries(others).filter(([name]) => isIncluded(name)));
  if (translations) picked.translations = { ...translations, additionalProperties: pick(translations.additionalProperties, isIncluded) };
  const names = required.filter(isIncluded);
  return { type: 'object', properties: picked, ...(names.length && { required: names }) };
}

const createImport = (names, file) => `import { ${[...names].sort().join(', ')} } from '${file}';\n`;

const toJsonSchema = (schema) => z.toJSONSchema(schema, { io: 'input' });
const campaign = toJsonSchema(campaignSchema);

// One file each, so that a page loads only the validators it calls.
for (const [name, schemaName, schema] of [
  ['common', 'campaign', pick(campaign, (key) => commonKeys.includes(key))],
  ['details', 'campaign', pick(campaign, (key) => ![...commonKeys, ...formKeys, 'abuse'].includes(key))],
  ...formKeys.map((form) => [form, 'campaign', pick(campaign, (key) => key === form)]),
  ['counts', 'counts', toJsonSchema(countsSchema)],
  ['messages', 'messages', toJsonSchema(messagesSchema)],
]) {
  for (const names of [validators, formats]) names.clear();
  const source = toSource(schema);
  const text = `// Generated by build/generate-validators.mjs from the zod schema in ${schemaName}.schema.ts.
${createImport(formats, '../formats.ts')}${createImport([...validators, 'type Validator'], './validators.ts')}
export const ${name} = (): Validator => ${source};
`;
  writeFileSync(`src/campaign/validation/${name}.validator.gen.ts`, text);
}

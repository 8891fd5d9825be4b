// Writes src/campaign/validation/*.validator.gen.ts: the zod shapes that a page checks, as calls of the pieces in shape.ts. A keyword of
// JSON Schema that the pieces can not express is an error here, not a check that is missing in the page.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { campaignSchema } from '../src/campaign/schema/campaign.schema.ts';
import { countsSchema } from '../src/campaign/schema/counts.schema.ts';
import { messagesSchema } from '../src/campaign/schema/messages.schema.ts';

const anyInteger = Number.MAX_SAFE_INTEGER;
const forms = { day: 'isIsoDate', instant: 'isIsoDateTime', url: 'isUrl', email: 'isEmail' };
const used = new Set();
const use = (name) => (used.add(name), name);
const call = (name, ...args) => `${use(name)}(${args.filter((one) => one !== undefined).join(', ')})`;
const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));

/** A schema without what only people read; its keys, sorted, say which kind it is. */
function kindOf({ $schema: _, description, format, ...schema }) {
  if (format && !schema['x-form']) throw new Error(`the format ${format} has no check`);
  return [Object.keys(schema).sort().join(), schema];
}

/** @param part gives the source of a check inside this one @returns the source of a check */
function source(schema, part) {
  const [kind, own] = kindOf(schema);
  switch (`${own.type}: ${kind}`) {
    case 'object: properties,type':
    case 'object: properties,required,type': {
      const { properties, required = [] } = own;
      const checks = (names) => (names.length ? `{ ${names.map((name) => `${key(name)}: ${part(properties[name])}`).join(', ')} }` : '{}');
      const optional = Object.keys(properties).filter((name) => !required.includes(name));
      return call('object', checks(required), optional.length ? checks(optional) : undefined);
    }
    case 'object: additionalProperties,propertyNames,type':
      return call('record', part(own.propertyNames), part(own.additionalProperties));
    case 'array: items,type':
    case 'array: items,minItems,type':
      return call('array', part(own.items), own.minItems);
    case 'integer: maximum,minimum,type':
      return call('integer', own.minimum, own.maximum === anyInteger ? undefined : own.maximum);
    case 'number: const,type':
      return call('integer', own.const, own.const);
    case 'boolean: type':
      return use('boolean');
    case 'string: type':
      return call('pattern', '/^/');
    case 'string: pattern,type':
      return call('pattern', new RegExp(own.pattern));
    case 'string: maxLength,minLength,type':
      if (own.minLength !== 1) break;
      return call('boundedString', own.maxLength);
    case 'string: enum,type':
      if (own.enum.some((word) => /^$|\s/.test(word))) break;
      return call('enumOf', quoted(own.enum.join(' ')));
    case 'string: type,x-form':
      if (!forms[own['x-form']]) break;
      return call('format', use(forms[own['x-form']]));
  }
  throw new Error(`no check for ${JSON.stringify(schema)}`);
}

/** What every element shows. A day count checks nothing else of a campaign, and so has no need of the rest. */
const common = ['version', 'id', 'language', 'title', 'organiser', 'people', 'links'];

/** The keys of a campaign that are common, or those that are not; so in each translation. */
function parted(schema, isCommon) {
  const { properties, required = [] } = schema;
  const all = Object.entries(properties).filter(([name]) => common.includes(name) === isCommon);
  const { translations } = properties;
  if (translations) {
    const words = parted(translations.additionalProperties, isCommon);
    all.push(['translations', { ...translations, additionalProperties: words }]);
  }
  const names = required.filter((name) => common.includes(name) === isCommon);
  return { type: 'object', properties: Object.fromEntries(all), ...(names.length && { required: names }) };
}

/** One shape; what it uses in several places is made once, before it. */
function shape(name, schema) {
  const inline = (part) => source(part, inline);
  const times = new Map();
  const count = (part) => {
    const text = inline(part);
    times.set(text, (times.get(text) ?? 0) + 1);
    if (times.get(text) === 1) source(part, count);
  };
  const names = new Map();
  const consts = [];
  const short = (part) => {
    const text = inline(part);
    if (times.get(text) === 1 || !text.includes('(')) return source(part, short);
    if (!names.has(text)) {
      const made = source(part, short);
      names.set(text, `shared${names.size}`);
      consts.push(`  const ${names.get(text)} = ${made};\n`);
    }
    return names.get(text);
  };
  count(schema);
  const made = short(schema);
  return `export const ${name} = (): Validator => {\n${consts.join('')}  return ${made};\n};\n`;
}

const imports = (names, file) => `import { ${[...names].sort().join(', ')} } from '${file}';\n`;

const schemaOf = (zod) => z.toJSONSchema(zod, { io: 'input' });
const whole = schemaOf(campaignSchema);

// A file each: a page that only checks one loads only that one.
for (const [name, from, schema] of [
  ['common', 'campaign', parted(whole, true)],
  ['campaign', 'campaign', parted(whole, false)],
  ['counts', 'counts', schemaOf(countsSchema)],
  ['messages', 'messages', schemaOf(messagesSchema)],
]) {
  used.clear();
  const made = shape(name, schema);
  const checks = new Set(Object.values(forms).filter((one) => used.has(one)));
  const pieces = [...used].filter((one) => !checks.has(one));
  const text = [
    `// Made by build/generate-validators.mjs from the zod shape in ${from}.ts.\n`,
    imports(checks, '../formats.ts'),
    imports([...pieces, 'type Validator'], './validators.ts'),
    '\n',
    made,
  ].join('');
  writeFileSync(fileURLToPath(new URL(`../src/campaign/validation/${name}.validator.gen.ts`, import.meta.url)), text);
}

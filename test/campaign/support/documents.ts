/** Generates documents from a JSON Schema, valid and broken ones. */
import * as fc from 'fast-check';

/** The JSON Schema keywords that the schemas of this project use. */
export interface Schema {
  type: string;
  properties?: Record<string, Schema>;
  required?: string[];
  propertyNames?: Schema;
  additionalProperties?: Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  enum?: string[];
  const?: unknown;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  'x-validator'?: string;
}

const formatExamples: Record<string, string[]> = {
  isIsoDate: ['2018-08-01', '2016-02-29', '0001-01-01', '9999-12-31'],
  isIsoDateTime: ['2018-08-01T00:00:00+07:00', '2018-08-01T23:59Z', '2016-02-29T12:00:00.123-09:30'],
  isUrl: ['https://example.org/', 'http://example.org:8080/a?b#c', 'a/b.jpg', '/a', '?a', '#a', '../x:y', './javascript:x'],
  isEmail: ['a@example.org', "o'neil+tag@mail.example.org", 'a@b'],
};

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom('សួស្តី', 'السلام', '👩‍👩‍👧', '\u200b', '\ud800', '\u0000', ' ', '<b>', 'x'.repeat(300), '👋'.repeat(300)),
);

/** Values that a schema allows. */
function createValid(schema: Schema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema['x-validator']) return fc.constantFrom(...formatExamples[schema['x-validator']]!);
  if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern)).filter(({ length }) => length <= (schema.maxLength ?? Infinity));
  switch (schema.type) {
    case 'string':
      return texts;
    case 'boolean':
      return fc.boolean();
    case 'integer': {
      const { minimum: min = 0, maximum: max = Number.MAX_SAFE_INTEGER } = schema;
      return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max: Math.min(max, 2 ** 31 - 1) }));
    }
    case 'array':
      return fc.array(createValid(schema.items!), { minLength: schema.minItems ?? 0, maxLength: (schema.minItems ?? 0) + 2 });
  }
  if (schema.additionalProperties)
    return fc.dictionary(createValid(schema.propertyNames!) as fc.Arbitrary<string>, createValid(schema.additionalProperties), {
      maxKeys: 2,
    });
  const properties = Object.entries(schema.properties!).map(([key, property]) => [key, createValid(property)]);
  return fc.record(Object.fromEntries(properties) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: schema.required ?? [],
    noNullPrototype: true,
  });
}

const unusualValues = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, [], [null], {}, '', 0, -1, 1, 1.5, 3000, 3001, 2 ** 53, -0, '1', ' ', 'null'),
  fc.constantFrom('👋'.repeat(301), 'x'.repeat(301), 'ក'.repeat(20_000), 'ក'.repeat(20_001), '👋'.repeat(10_001)),
  fc.constantFrom('2018-02-30', '2018-8-1', '2018-08-01T24:00Z', '2018-08-01T00:00', '2018-08-01 00:00Z', '2018-08-01\n'),
  fc.constantFrom('javascript:x', 'java\nscript:x', 'data:,', '//evil.example', 'https://', 'ftp://a', ' a', 'a b', 'HTTP://a'),
  fc.constantFrom('a@', '@a', 'a b@c', 'a@b..c', 'ក@example.org', 'null', 'https://a.example/', 'age1', 'KH', 'kh', 'en_US'),
  fc.constantFrom('all', 'some ', 'collect', 'no', 'all some one', 'constructor'),
  texts,
  fc.jsonValue({ maxDepth: 1 }),
);
const unusualKeys = fc.oneof(
  fc.constant('__proto__'),
  fc.constantFrom('constructor', 'toString', 'a/b~c', '', '0', 'x'.repeat(63), 'x'.repeat(64), 'en', 'ខ្មែរ'),
  texts,
);

type Location = { parent: Record<string, unknown> | unknown[]; key: string };

function listLocations(value: unknown): Location[] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Location['parent'];
  return Object.keys(parent).flatMap((key) => [
    { parent, key },
    ...listLocations((parent as Record<string, unknown>)[key]),
  ]);
}

/** Defines an own property even if its key is `__proto__`, as `JSON.parse` does. */
const defineKey = (object: object, key: string, value: unknown) =>
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });

const change = fc.record({
  index: fc.nat(),
  operation: fc.constantFrom('delete', 'replace', 'replace', 'add', 'wrap', 'empty', 'duplicate'),
  key: unusualKeys,
  value: unusualValues,
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function applyChange(root: Record<'value', unknown>, { index, operation, key: newKey, value }: Change) {
  const locations = listLocations(root);
  const { parent, key } = locations[index % locations.length]!;
  const currentValue = (parent as Record<string, unknown>)[key];
  const objects = locations.map(({ parent, key }) => (parent as Record<string, unknown>)[key]).filter(isObject);
  if (operation === 'add' && objects.length) defineKey(objects[index % objects.length]!, newKey, value);
  else if (operation === 'delete' && Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (operation === 'delete' && parent !== (root as object)) delete parent[key as never];
  else if (operation === 'wrap') defineKey(parent, key, [currentValue]);
  else if (operation === 'empty') defineKey(parent, key, Array.isArray(currentValue) ? [] : {});
  else if (operation === 'duplicate' && Array.isArray(currentValue)) currentValue.push(...currentValue);
  else defineKey(parent, key, value);
}

/** Documents of a schema: one half valid, the other half with one to three changes. */
export function createDocuments(schema: Schema): fc.Arbitrary<unknown> {
  const changes = fc.oneof(fc.constant([]), fc.array(change, { minLength: 1, maxLength: 3 }));
  return fc.tuple(createValid(schema), changes).map(([value, changeList]) => {
    const root = { value: structuredClone(value) };
    for (const change of changeList) applyChange(root, change);
    return root.value;
  });
}

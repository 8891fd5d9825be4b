/** Documents made from a JSON Schema, and ways to break them. */
import * as fc from 'fast-check';

/** As far as our own shapes use it. */
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

const forms: Record<string, string[]> = {
  isIsoDate: ['2018-08-01', '2016-02-29', '0001-01-01', '9999-12-31'],
  isIsoDateTime: ['2018-08-01T00:00:00+07:00', '2018-08-01T23:59Z', '2016-02-29T12:00:00.123-09:30'],
  isUrl: ['https://example.org/', 'http://example.org:8080/a?b#c', 'a/b.jpg', '/a', '?a', '#a', '../x:y', './javascript:x'],
  isEmail: ['a@example.org', "o'neil+tag@mail.example.org", 'a@b'],
};

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom('សួស្តី', 'السلام', '👩‍👩‍👧', '\u200b', '\ud800', '\u0000', ' ', '<b>', 'x'.repeat(300), '👋'.repeat(300)),
);

/** Values that a shape allows. */
export function valid(schema: Schema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema['x-validator']) return fc.constantFrom(...forms[schema['x-validator']]!);
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
      return fc.array(valid(schema.items!), { minLength: schema.minItems ?? 0, maxLength: (schema.minItems ?? 0) + 2 });
  }
  if (schema.additionalProperties)
    return fc.dictionary(valid(schema.propertyNames!) as fc.Arbitrary<string>, valid(schema.additionalProperties), {
      maxKeys: 2,
    });
  const properties = Object.entries(schema.properties!).map(([key, one]) => [key, valid(one)]);
  return fc.record(Object.fromEntries(properties) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: schema.required ?? [],
    noNullPrototype: true,
  });
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, [], [null], {}, '', 0, -1, 1, 1.5, 3000, 3001, 2 ** 53, -0, '1', ' ', 'null'),
  fc.constantFrom('👋'.repeat(301), 'x'.repeat(301), 'ក'.repeat(20_000), 'ក'.repeat(20_001), '👋'.repeat(10_001)),
  fc.constantFrom('2018-02-30', '2018-8-1', '2018-08-01T24:00Z', '2018-08-01T00:00', '2018-08-01 00:00Z', '2018-08-01\n'),
  fc.constantFrom('javascript:x', 'java\nscript:x', 'data:,', '//evil.example', 'https://', 'ftp://a', ' a', 'a b', 'HTTP://a'),
  fc.constantFrom('a@', '@a', 'a b@c', 'a@b..c', 'ក@example.org', 'null', 'https://a.example/', 'age1', 'KH', 'kh', 'en_US'),
  fc.constantFrom('all', 'some ', 'collect', 'no', 'all some one', 'constructor'),
  texts,
  fc.jsonValue({ maxDepth: 1 }),
);
const oddKeys = fc.oneof(
  fc.constant('__proto__'),
  fc.constantFrom('constructor', 'toString', 'a/b~c', '', '0', 'x'.repeat(63), 'x'.repeat(64), 'en', 'ខ្មែរ'),
  texts,
);

type Place = { parent: Record<string, unknown> | unknown[]; key: string };

function places(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Place['parent'];
  return Object.keys(parent).flatMap((key) => [
    { parent, key },
    ...places((parent as Record<string, unknown>)[key]),
  ]);
}

/** An own key, also where it is called `__proto__`, as `JSON.parse` makes it. */
const put = (object: object, key: string, value: unknown) =>
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });

const change = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('drop', 'replace', 'replace', 'add', 'wrap', 'empty', 'twice'),
  key: oddKeys,
  value: odd,
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function apply(root: Record<'value', unknown>, { at, how, key: name, value }: Change) {
  const all = places(root);
  const { parent, key } = all[at % all.length]!;
  const old = (parent as Record<string, unknown>)[key];
  const objects = all.map((place) => (place.parent as Record<string, unknown>)[place.key]).filter(isObject);
  if (how === 'add' && objects.length) put(objects[at % objects.length]!, name, value);
  else if (how === 'drop' && Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (how === 'drop' && parent !== (root as object)) delete parent[key as never];
  else if (how === 'wrap') put(parent, key, [old]);
  else if (how === 'empty') put(parent, key, Array.isArray(old) ? [] : {});
  else if (how === 'twice' && Array.isArray(old)) old.push(...old);
  else put(parent, key, value);
}

/** Documents of a shape: as many right ones as ones with one to three changes. */
export function documents(schema: Schema): fc.Arbitrary<unknown> {
  const changes = fc.oneof(fc.constant([]), fc.array(change, { minLength: 1, maxLength: 3 }));
  return fc.tuple(valid(schema), changes).map(([value, some]) => {
    const root = { value: structuredClone(value) };
    for (const one of some) apply(root, one);
    return root.value;
  });
}

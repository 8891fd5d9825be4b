/** The forms of the campaign builder: from a document to a page, and from what the page sends back to the document. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { campaignSchema } from '../../../src/campaign/schema/campaign.schema.ts';
import { lintCampaign } from '../../../src/campaign/linter/lint-campaign.ts';
import { applyEdit, parseEdit } from '../../../src/server/campaign-forms/edit-form.ts';
import { toFormMessages } from '../../../src/server/campaign-forms/field-errors.ts';
import { createFormNodes, getReferences } from '../../../src/server/campaign-forms/form-nodes.ts';
import { getFormSchema, toPattern, type FormSchema, type JsonObject, type FieldPath } from '../../../src/server/campaign-forms/form-schema.ts';
import { choiceTexts, hints, labels } from '../../../src/server/campaign-forms/labels.ts';
import { getPartValues, replacePart } from '../../../src/server/campaign-forms/part-values.ts';
import { formParts, keysWithoutForm } from '../../../src/server/campaign-forms/parts.ts';
import { readFormValues } from '../../../src/server/campaign-forms/read-form-values.ts';
import { formField } from '../../../src/server/views/desk/campaign-form-fields.ts';
import { createDocuments, type Schema } from '../../campaign/support/documents.ts';
import { createFullCampaign } from '../../campaign/support/full-campaign.ts';
import { setPaths } from '../../campaign/support/set-path.ts';
import { getFormData } from './browser-form.ts';

const getPart = (id: string) => formParts.find((part) => part.id === id)!;

/** The page with the form of a part, and its data as a browser sends it. */
function openForm(partId: string, document: JsonObject) {
  const part = getPart(partId);
  const nodes = createFormNodes(part, getPartValues(part, document), getReferences(document));
  const html = nodes.map((node) => (formField(node, { language: 'en', messages: new Map(), isReadOnly: false, focus: undefined, images: [], imagesPath: '/images' }) as string).toString()).join('');
  const data = getFormData(html);
  return { nodes, html, data, read: () => replacePart(part, document, Object.fromEntries(readFormValues(nodes, data))) };
}

const submit = (document: JsonObject, partId: string, changes: Record<string, string> = {}): JsonObject => {
  const { data, read } = openForm(partId, document);
  for (const [name, value] of Object.entries(changes)) {
    assert.ok(data.has(name), `the form has no ${name}`);
    data.set(name, value);
  }
  return read();
};
const full = (changes: Record<string, unknown> = {}) => setPaths(createFullCampaign(), changes) as JsonObject;
const get = (document: unknown, pointer: string) => pointer.split('/').slice(1).reduce((value, key) => (value as JsonObject)?.[key], document);
const toText = (value: unknown) => JSON.stringify(value);

function* listSchemas(schema: FormSchema, path: FieldPath = []): Generator<[string, FormSchema]> {
  if (path.length) yield [toPattern(path), schema];
  for (const [key, child] of Object.entries(schema.properties ?? {})) if (path.length || !keysWithoutForm.includes(key)) yield* listSchemas(child, [...path, key]);
  if (schema.items) yield* listSchemas(schema.items, [...path, 0]);
}

describe('the words of the forms', () => {
  const schemas = [...listSchemas(getFormSchema())];

  it('name every key of a document, and no other', () => assert.deepEqual(Object.keys(labels).sort(), schemas.map(([pattern]) => pattern).sort()));

  it('explain no field by the keys and values of JSON', () => {
    const names = new Set(schemas.flatMap(([pattern, schema]) => [pattern.split('/').at(-1)!, ...(schema.enum ?? [])]));
    for (const [pattern, { description = '' }] of schemas) {
      const code = [...(hints[pattern] ?? description).matchAll(/`([^`]*)`/g)].flatMap(([, text]) => text!.split(/[.: ]+/));
      assert.deepEqual(code.filter((name) => names.has(name)), [], pattern);
    }
    assert.deepEqual(Object.keys(hints).filter((pattern) => !(pattern in labels)), []);
  });

  it('name every choice, and no other', () => {
    const choices = schemas.flatMap(([pattern, schema]) => (schema.enum ? [[pattern, schema.enum.toSorted()]] : []));
    assert.deepEqual(Object.entries(choiceTexts).map(([pattern, texts]) => [pattern, Object.keys(texts).filter(Boolean).sort()]).sort(), choices.sort());
  });

  it('are in exactly one part', () => {
    const keys = formParts.flatMap((part) => part.keys);
    assert.deepEqual([...keys, ...keysWithoutForm].sort(), Object.keys(campaignSchema.shape).sort());
  });
});

describe('a form that is sent unchanged', () => {
  const assertSame = (document: JsonObject) => {
    for (const { id } of formParts) assert.equal(toText(submit(document, id)), toText(document), id);
  };

  it('changes nothing in the campaigns of the demo', () => {
    const files = globSync('demo/campaigns/*.json');
    assert.ok(files.length > 2);
    for (const file of files) assertSame(JSON.parse(readFileSync(file, 'utf8')) as JsonObject);
  });

  it('changes nothing in a campaign with every feature', () => assertSame(full({ '/seal': { recipient: 'age1x' }, '/abuse': { proof: 'always' }, '/origins': ['null'], '/links': {}, '/closed': { at: '2018-01-01T00:00:30Z', text: 'a' } })));

  it('changes nothing in any document, also a broken one', () => {
    // A page cannot carry these; the linter refuses them.
    const isPossible = (document: unknown) => JSON.stringify(document).isWellFormed() && !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(document));
    const documents = createDocuments(getFormSchema() as Schema).filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value) && isPossible(value));
    fc.assert(fc.property(documents, (document) => assertSame(document as JsonObject)), { numRuns: 100 });
  });

  it('changes nothing in values that a control cannot show as they are', () => {
    assertSame(
      full({
        '/title': 'One\nTwo', '/summary': '\n\nA\r\nB ', '/description': '', '/opens': '2018-01-01T00:00:30.500Z', '/closes': '2018-02-30', '/updates/0/date': 'soon', '/letter/maxLength': '12', '/letter/choose': 'any', '/letter/targets/0/email': ' a@b ',
        '/goal/steps': ['1', 2], '/partners': ['a', ' b', ''], '/origins': [], '/ask': null, '/fields': {}, '/people/0/held/0': 'x', '/fields/x': 1, '/share/channels': ['native', 'fax'], '/consent/0/purpose': 5, '/letter/body': ['a'], '/unknown': { a: 1 }, '/letter/unknown': 2,
      }),
    );
  });
});

describe('a form that was changed', () => {
  it('changes that value, and leaves the rest and the order of keys', () => {
    const document = full({ '/letter/note': 'ours' });
    const changed = submit(document, 'letter', { '/letter/subject': ' Let them go ' });
    assert.equal(toText(changed), toText(full({ '/letter/note': 'ours', '/letter/subject': ' Let them go ' })));
  });

  it('removes an optional value that is empty, and a required one, which the linter then misses', () => {
    assert.ok(!('salutation' in (get(submit(full(), 'letter', { '/letter/targets/1/salutation': ' ' }), '/letter/targets/1') as object)));
    assert.ok(!('closing' in (get(submit(full(), 'letter', { '/letter/closing': '' }), '/letter') as object)));
    assert.deepEqual(Object.keys(submit(full(), 'dates', { '/opens': '', '/closes': '' })).filter((key) => ['opens', 'closes'].includes(key)), []);
  });

  it('adds a key where the schema has it', () => {
    const keys = Object.keys(submit(full(), 'texts', { '/summary': 'Short', '/description': 'Long' }));
    assert.deepEqual(keys.slice(3, 7), ['title', 'summary', 'description', 'organiser']);
  });

  it('reads numbers, and keeps what is none for its author', () => {
    const changed = submit(full(), 'letter', { '/letter/maxLength': ' 500 ' });
    assert.equal(get(changed, '/letter/maxLength'), 500);
    const broken = submit(full(), 'letter', { '/letter/maxLength': 'many' });
    assert.equal(get(broken, '/letter/maxLength'), 'many');
    assert.match(openForm('letter', broken).html, /value="many"/);
    assert.equal(get(submit(full(), 'letter', { '/letter/maxLength': '1.5' }), '/letter/maxLength'), '1.5');
  });

  it('reads dates and times with their offset', () => {
    assert.equal(submit(full(), 'dates', { '/opens': '2018-07-01T08:30' })['opens'], '2018-07-01T08:30:00+07:00');
    assert.equal(submit(full(), 'dates', { '/opens@offset': 'Z' })['opens'], '2016-04-28T00:00:00Z');
    assert.equal(get(submit(full(), 'people', { '/people/0/held/0/to': '' }), '/people/0/held/0/to'), undefined);
  });

  it('reads lists of short values as lines', () => {
    assert.deepEqual(submit(full(), 'partners', { '/partners': 'one\r\n\r\n  three \r\ntwo' })['partners'], ['one', 'three', 'two']);
    assert.ok(!('partners' in submit(full(), 'partners', { '/partners': '\r\n' })));
    assert.deepEqual(get(submit(full(), 'goal', { '/goal/steps': '10\n20\nmore' }), '/goal/steps'), [10, 20, 'more']);
    assert.deepEqual(get(submit(full({ '/people': undefined }), 'postcard', { '/postcard/to': '' }), '/postcard/to'), []);
  });

  it('reads the people of a postcard by their names', () => {
    const document = full({ '/postcard/to': ['lim-mony'] });
    const { html, data, read } = openForm('postcard', document);
    assert.match(html, /value="ny-sokha"><span dir="auto">Ny Sokha<\/span>.*value="lim-mony" checked><span/s);
    data.append('/postcard/to@pick', 'ny-sokha');
    data.append('/postcard/to@pick', 'unknown');
    assert.deepEqual(get(read(), '/postcard/to'), ['lim-mony', 'ny-sokha']);
    data.set('/postcard/to@pick', '');
    assert.deepEqual(get(read(), '/postcard/to'), []);
    // Somebody who is unknown, or is there twice, stays for its author to see.
    for (const to of [['nobody', 'lim-mony'], ['lim-mony', 'lim-mony']]) assert.ok(openForm('postcard', full({ '/postcard/to': to })).data.get('/postcard/to')!.includes('\r\n'));
  });

  it('reads choices and checkboxes', () => {
    const changed = submit(full(), 'form', { '/ask/email': '', '/ask/name': 'no', '/fields/0/required': 'true' });
    assert.deepEqual(changed['ask'], { name: 'no', country: 'required' });
    assert.deepEqual(get(changed, '/fields/0/required'), true);
    assert.equal(get(submit(changed, 'form', { '/fields/0/required': '' }), '/fields/0/required'), false);
  });
});

describe('the buttons of a form', () => {
  function press(partId: string, text: string, document = full()) {
    const part = getPart(partId);
    const values = structuredClone(getPartValues(part, document));
    const edit = parseEdit(text, part);
    const focus = edit && applyEdit(values, edit);
    return { values, focus, document: replacePart(part, document, values) };
  }

  it('add an entry with an id of its own', () => {
    const { document, focus } = press('letter', 'add /letter/targets');
    assert.deepEqual(get(document, '/letter/targets/2'), { id: 'target-3' });
    assert.equal(focus, '/letter/targets/2');
    const taken = full({ '/letter/targets/0/id': 'target-3' });
    assert.deepEqual(get(press('letter', 'add /letter/targets', taken).document, '/letter/targets/2'), { id: 'target-4' });
    assert.deepEqual(get(press('people', 'add /people/0/held').document, '/people/0/held/1'), {});
    assert.deepEqual(get(press('goal', 'add /share/channels').document, '/share/channels/2'), 'email');
    assert.deepEqual(get(press('postcard', 'add /postcard/guidance').document, '/postcard/guidance/2'), '');
  });

  it('add a part with what it needs, but without texts', () => {
    const { letter: _, ...document } = full();
    assert.deepEqual(press('letter', 'add /letter', document).values, {
      letter: { targets: [{ id: 'target-1' }], choose: 'all', editable: 'all', maxLength: 3000, delivery: 'collect' },
    });
    assert.deepEqual(press('protection', 'add /abuse').values, { abuse: { proof: 'under-load' } });
  });

  it('remove, and move', () => {
    assert.deepEqual((press('people', 'remove /people/0').values['people'] as { id: string }[]).map(({ id }) => id), ['lim-mony']);
    assert.deepEqual((press('people', 'down /people/0').values['people'] as { id: string }[]).map(({ id }) => id), ['lim-mony', 'ny-sokha']);
    const { values, focus } = press('postcard', 'up /postcard/guidance/1');
    assert.deepEqual([get(values, '/postcard/guidance'), focus], [['Name nobody else.', 'Be kind.'], '/postcard/guidance/0']);
    assert.deepEqual(press('letter', 'remove /letter').values, {});
    assert.ok(!('updates' in press('updates', 'remove /updates/0', full({ '/updates/1': undefined, '/updates': [{ date: '2018-01-01', text: 'a' }] })).values));
    assert.deepEqual(get(press('postcard', 'remove /postcard/designs/0').values, '/postcard/designs'), []);
  });

  it('do nothing if there is no such place', () => {
    for (const text of ['add /title', 'add /letter', 'add /none', 'add /people/0', 'add /letter/targets/0/id', 'remove /organiser', 'remove /people/9', 'remove /people/x', 'up /people/0', 'down /people/1', 'remove /__proto__', 'add /constructor/prototype', 'remove /letter/subject'])
      assert.equal(press('letter', text, full()).focus ?? press('people', text).focus, undefined, text);
    for (const text of ['', 'save', 'add', 'drop /people', 'add people']) assert.equal(parseEdit(text, getPart('people')), undefined);
  });
});

describe('errors', () => {
  function lint(partId: string, document: JsonObject) {
    const part = getPart(partId);
    return toFormMessages(lintCampaign(JSON.stringify(document)).diagnostics, createFormNodes(part, getPartValues(part, document)), part.keys);
  }

  it('are at their fields, and in the words of the form', () => {
    const { fields, otherErrors } = lint('letter', full({ '/letter/subject': undefined, '/letter/maxLength': 'many', '/letter/targets/0/countries/1': 'Australia', '/letter/closing': '', '/title': '' }));
    assert.deepEqual(
      fields.map(({ pointer, text }) => [pointer, text]).sort(),
      [
        ['/letter/closing', 'Closing is empty.'],
        ['/letter/maxLength', 'Longest text must be a whole number.'],
        ['/letter/subject', 'Subject is missing.'],
        ['/letter/targets/0/countries', 'Only for supporters in these countries, line 2, is not a country code; write two capital letters, such as KH.'],
      ],
    );
    assert.equal(otherErrors, 1);
  });

  it('without a field of their own are at what contains it', () => {
    assert.deepEqual(lint('letter', full({ '/letter/note': 1 })).fields.map(({ pointer }) => pointer), ['/letter']);
    assert.deepEqual(lint('people', full({ '/people': {} })).fields.map(({ pointer }) => pointer), ['/people']);
  });
});

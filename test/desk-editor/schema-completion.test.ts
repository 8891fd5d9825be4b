/** What the JSON editor of the desk offers. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CompletionContext, type Completion, type CompletionResult } from '@codemirror/autocomplete';
import { EditorState, type TransactionSpec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { campaignJsonSchema } from '../../src/campaign/schema/json-schema.ts';
import { createSchemaCompletion } from '../../src/desk-editor/schema-completion.ts';

const source = createSchemaCompletion(campaignJsonSchema());

/** @param text with `|` where the cursor is */
async function complete(text: string, explicit = true): Promise<{ state: EditorState; result: CompletionResult | null }> {
  const pos = text.indexOf('|');
  const state = EditorState.create({ doc: text.replace('|', '') });
  return { state, result: await source(new CompletionContext(state, pos, explicit)) };
}

const getLabels = async (text: string, explicit?: boolean) => ((await complete(text, explicit)).result?.options ?? []).map(({ label }) => label);

/** @returns the text after an option was chosen, with `|` where the cursor is then */
async function choose(text: string, label: string): Promise<string> {
  const { state, result } = await complete(text);
  const option = result!.options.find((one) => one.label === label)!;
  const { from, to = from } = result!;
  const apply = (spec: TransactionSpec) => {
    const { state: changed } = state.update(spec);
    const { head } = changed.selection.main;
    const after = changed.doc.toString();
    return after.slice(0, head) + '|' + after.slice(head);
  };
  let changedText = '';
  const view = { state, dispatch: (spec: TransactionSpec) => (changedText = apply(spec)) } as unknown as EditorView;
  (option.apply as (view: EditorView, completion: Completion, from: number, to: number) => void)(view, option, from, to);
  return changedText;
}

describe('the completion of campaign documents', () => {
  it('offers the keys that an object lacks, at every depth, with their descriptions', async () => {
    const labels = await getLabels('{"id": "a", |}');
    assert.ok(labels.includes('letter') && labels.includes('title'));
    assert.ok(!labels.includes('id'));
    assert.deepEqual(await getLabels('{"letter": {"targets": [{"id": "a", "name": "b", |}]}}'), ['honours', 'office', 'countries', 'salutation', 'email']);
    assert.ok((await getLabels('{"translations": {"km": {"letter": {|}}}}')).includes('subject'));
    const { result } = await complete('{|}');
    const title = result!.options.find(({ label }) => label === 'title')!;
    assert.deepEqual([title.info, title.detail], ['The title of the action.', 'required']);
  });

  it('offers the allowed values', async () => {
    assert.deepEqual(await getLabels('{"letter": {"choose": |}}'), ['all', 'some', 'one']);
    assert.deepEqual(await getLabels('{"letter": {"choose": "s|"}}'), ['all', 'some', 'one']);
    assert.deepEqual(await getLabels('{"fields": [{"required": |}]}'), ['true', 'false']);
    assert.deepEqual(await getLabels('{"version": |}'), ['1']);
    assert.deepEqual(await getLabels('{"title": "|"}'), []);
  });

  it('writes a key with the beginning of its value, and puts the cursor there', async () => {
    assert.equal(await choose('{|}', 'title'), '{"title": "|"}');
    assert.equal(await choose('{"le|"}', 'letter'), '{"letter": {|}}');
    assert.equal(await choose('{| "id": "a"}', 'people'), '{"people": [|], "id": "a"}');
    assert.equal(await choose('{"tit|": "a"}', 'title'), '{"title"|: "a"}');
    assert.equal(await choose('{"letter": {"choose": "x|"}}', 'some'), '{"letter": {"choose": "some"|}}');
  });

  it('selects options by what is typed between the quotes', async () => {
    for (const text of ['{"summ|"\n  "version": 1}', '{"letter": {"choose": "al|"}}', '{"letter": {"choose": "al|']) {
      const { state, result } = await complete(text, false);
      assert.equal(state.sliceDoc(result!.from, text.indexOf('|')), /\w+(?=\|)/.exec(text)![0]);
      assert.ok(result!.options.some(({ label }) => label === 'summary' || label === 'all'));
    }
    assert.equal(await choose('{"summ|"\n  "version": 1}', 'summary'), '{"summary": "|",\n  "version": 1}');
    assert.equal(await choose('{"letter": {"choose": "al|', 'all'), '{"letter": {"choose": "all"|');
  });

  it('waits until it is asked where nothing has been typed', async () => {
    assert.deepEqual(await getLabels('{ | }', false), []);
    assert.ok((await getLabels('{"t|"}', false)).includes('title'));
  });

  it('offers nothing in places that the schema does not have', async () => {
    for (const text of ['|', '{"unknown": {|}}', '[|]', '{"title": {|}}', '{"__proto__": {|}}', '{"letter": |}']) assert.deepEqual(await getLabels(text), [], text);
  });
});

/** Exports of letters and cards as CSV, JSON Lines and OSDI, with both databases. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { registerPaperCards } from '../../src/server/cards/card-workflow.ts';
import type { ExportedSubmission } from '../../src/server/db/exports-repository.ts';
import { toCsvRow } from '../../src/utils/csv.ts';
import { exportCards, exportLetters, type ExportRequest } from '../../src/server/exports/export.ts';
import { RowWriter } from '../../src/server/exports/row-writer.ts';
import { readRows } from '../../src/server/exports/write-rows.ts';
import { withdrawSubmissions } from '../../src/server/submissions/withdraw-submissions.ts';
import { createLetter, createLetterCampaign, createPostcard, createPostcardCampaign } from './support/campaigns.ts';
import { describeWithBothStores } from './support/stores.ts';
import { createTestServer, today } from './support/test-server.ts';

const consent = (given: boolean, id = 'news') => [{ id, statement: 'Write to me.', given }];
const questions: Partial<Campaign> = {
  ask: { email: 'optional', country: 'optional' },
  fields: [{ id: 'phone', label: 'Phone', type: 'tel' }],
  consent: [{ id: 'news', statement: 'Write to me.', purpose: 'contact' }, { id: 'terms', statement: 'I agree.', purpose: 'other' }],
};

/** Collects what is written. The bytes are only valid until the promise resolves, so they are copied, and then overwritten. */
function createSink() {
  const chunks: Buffer[] = [];
  return {
    write: async (bytes: Uint8Array) => {
      chunks.push(Buffer.from(bytes));
      await new Promise(setImmediate);
      bytes.fill(0);
    },
    getText: () => Buffer.concat(chunks).toString('utf8'),
  };
}

describe('CSV', () => {
  it('quotes what RFC 4180 says, and nothing else', () => {
    assert.equal(toCsvRow(['a', '', 'b "c"', 'd,e', 'f\r\ng', ' h']), 'a,,"b ""c""","d,e","f\r\ng", h\r\n');
  });

  it('puts an apostrophe before what a spreadsheet takes for a formula', () => {
    for (const start of ['=', '+', '-', '@', '＝', '＋', '－', '＠']) assert.equal(toCsvRow([`${start}1+1`, `1${start}`]), `'${start}1+1,1${start}\r\n`);
    for (const start of ['\r', '\n']) assert.equal(toCsvRow([`${start}=1`]), `"'${start}=1"\r\n`);
    assert.equal(toCsvRow(['\t=1']), "'\t=1\r\n");
  });
});

describe('row writer', () => {
  it('writes batches from one buffer, and waits for each', async () => {
    const sink = createSink();
    const batches: number[] = [];
    const writer = new RowWriter((bytes) => {
      batches.push(bytes.length);
      return sink.write(bytes);
    });
    const rows = Array.from({ length: 3000 }, (_, i) => `${i} សូម 🕊️ ${'x'.repeat(i % 400)}\n`);
    const long = `${'ខ'.repeat(200_000)}\n`;
    for (const row of [...rows, long, 'end\n']) await writer.add(row);
    await writer.flush();
    assert.equal(sink.getText(), [...rows, long, 'end\n'].join(''));
    assert.ok(batches.length < 10, `${batches.length} batches`);
  });

  it('asks for no page while it waits', async () => {
    let pages = 0;
    let resume: (() => void) | undefined;
    const rows = Array.from({ length: 1000 }, () => ({ payload: '{}' }));
    const isWritten = new Promise<void>((resolve) => (resume = resolve));
    const done = readRows({ campaign: 'x', now: today, getPage: () => Promise.resolve(pages++ < 2 ? rows : []) }, () => (pages === 1 ? isWritten : undefined));
    await new Promise(setImmediate);
    assert.equal(pages, 1);
    resume!();
    await done;
    assert.equal(pages, 3);
  });
});

describeWithBothStores('exports', (getStore) => {
  const run = async (exportRows: typeof exportLetters, document: Campaign, more: Partial<ExportRequest> = {}) => {
    const sink = createSink();
    const count = await exportRows(getStore(), { campaign: document.id, document, format: 'csv', forContact: false, now: today, ...more }, sink.write);
    return { count, text: sink.getText() };
  };
  const runLines = async (exportRows: typeof exportLetters, document: Campaign, more: Partial<ExportRequest>) => {
    const { text } = await run(exportRows, document, more);
    return text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  async function submit(document: Campaign, ...submissions: object[]) {
    const server = createTestServer(getStore(), [document]);
    for (const submission of submissions) {
      const { status, text } = await server.submit(document, submission);
      assert.equal(status, 201, text);
    }
  }

  it('write letters as CSV, with a column for each question', async () => {
    const document = createLetterCampaign(questions);
    const letter = createLetter({
      ...{ person: { name: '=Anna', email: 'anna@group.example', country: 'AU' }, fields: { phone: '+61 2' }, consent: [...consent(true), ...consent(false, 'terms')] },
      ...{ letter: { targets: ['minister', 'ambassador'], subject: 'A "subject"', body: 'One,\n\ntwo.' }, tracking: { partner: 'group' } },
    });
    await submit(document, letter);
    const { count, text } = await run(exportLetters, document);
    assert.equal(count, 1);
    assert.equal(
      text,
      '\ufeffid,received_at,deleted_at,targets,subject,body,held,testing,sealed,language,name,email,country,postal_code,partner,origin,source,medium,campaign,content,field:phone,consent:news,consent:terms,other_answers\r\n' +
        `${letter.id},${new Date(today).toISOString()},,minister ambassador,"A ""subject""","One,\n\ntwo.",,no,no,en,'=Anna,anna@group.example,AU,,group,,,,,,'+61 2,yes,no,\r\n`,
    );
  });

  it('keep the answers to questions that today\'s document does not contain', async () => {
    const document = createLetterCampaign(questions);
    await submit(document, createLetter({ fields: { phone: '1' }, consent: consent(true) }));
    const { text } = await run(exportLetters, document, { document: undefined });
    assert.match(text, /,content,other_answers\r\n.*,"\{""field:phone"":""1"",""consent:news"":true\}"\r\n$/s);
  });

  it('write exact values as JSON Lines', async () => {
    const document = createLetterCampaign(questions);
    const letter = createLetter({ person: { name: '=Anna 🕊️ \u2028 "x"' }, consent: consent(true) });
    await submit(document, letter);
    const [record] = await runLines(exportLetters, document, { format: 'jsonl' });
    const { submission, ...rest } = record as { submission: Record<string, unknown> };
    assert.deepEqual(rest, { receivedAt: new Date(today).toISOString(), expiresAt: null, partner: null, testing: false, held: null, recipients: ['minister'] });
    assert.deepEqual({ ...submission, consent: undefined }, { ...letter, consent: undefined });
    assert.equal((submission.consent as { statement: string }[])[0]!.statement, 'Write to me.');
  });

  it('write only those who agreed to be contacted, if it is for contact', async () => {
    const document = createLetterCampaign(questions);
    const create = (name: string, given: object[], more = {}) => createLetter({ person: { name, email: `${name}@group.example` }, consent: given, ...more });
    await submit(document, create('yes', consent(true)), create('no', consent(false)), create('none', []), create('terms', consent(true, 'terms')), create('test', consent(true), { testing: true }), createLetter({ person: { name: 'no-address' }, consent: consent(true) }));
    const names = async (more: Partial<ExportRequest>) => (await runLines(exportLetters, document, more)).map((line) => JSON.stringify(line).match(/"(?:given_name|name)":"([^"]+)"/)![1]);
    assert.deepEqual((await names({ format: 'jsonl', forContact: true })).sort(), ['no-address', 'yes']);
    assert.match((await run(exportLetters, document, { forContact: true })).text, /^[^\n]+\n[^\n]+\n[^\n]+\n$/);
    for (const format of ['osdi', 'osdi-people'] as const) assert.deepEqual(await names({ format }), ['yes'], format);
    // A question that is not for contact any more.
    const changed = { ...document, consent: [{ ...document.consent![0]!, purpose: 'other' as const }] };
    assert.equal((await run(exportLetters, changed, { forContact: true, format: 'jsonl' })).count, 0);
  });

  it('leave out for contact what is held', async () => {
    const document = createLetterCampaign({ ...questions, ask: { email: 'optional' } });
    await submit(document, createLetter({ person: { name: 'A', email: 'a@group.example' }, consent: consent(true), tracking: { partner: 'flood' } }));
    await withdrawSubmissions(getStore(), { campaign: document.id, partner: 'flood', to: new Date(today + 1).toISOString() }, { now: today + 1 });
    const held = (await getStore().exports.getSubmissions('letter', { campaign: document.id, after: undefined, until: '9', limit: 9 })).map((row) => row.held);
    const { count } = await run(exportLetters, document, { format: 'osdi' });
    assert.deepEqual([held, count], [['withdrawn'], 0]);
  });

  it('write the bodies of OSDI helpers', async () => {
    const letters = createLetterCampaign(questions);
    const letter = createLetter({ person: { name: 'Anna Example', email: 'anna@group.example', country: 'AU' }, consent: consent(true) });
    await submit(letters, letter);
    const person = {
      ...{ origin_system: 'action-widgets', given_name: 'Anna Example', email_addresses: [{ address: 'anna@group.example', primary: true, status: 'subscribed' }] },
      ...{ postal_addresses: [{ primary: true, country: 'AU' }], languages_spoken: ['en'] },
    };
    const action = (id: string) => ({ identifiers: [`action-widgets:${id}`], origin_system: 'action-widgets', action_date: new Date(today).toISOString(), person });
    assert.deepEqual(await runLines(exportLetters, letters, { format: 'osdi' }), [
      { ...action(letter.id), type: 'postal mail', subject: 'A subject', message: 'Some words.', targets: [{ title: 'Minister of the Interior', given_name: 'A. Minister' }] },
    ]);
    assert.deepEqual(await runLines(exportLetters, letters, { format: 'osdi-people' }), [{ person }]);
    const cards = createPostcardCampaign(questions);
    const card = createPostcard({ person: letter.person, consent: consent(true) });
    await submit(cards, card);
    // To two people, but from one.
    assert.deepEqual(await runLines(exportCards, cards, { format: 'osdi' }), [action(card.id)]);
  });

  it('write cards, with paper cards, each with its stage', async () => {
    const document = createPostcardCampaign(questions);
    await submit(document, createPostcard({ postcard: { to: ['ny-sokha'], design: 'lotus', message: '-1', from: 'Anna', publish: true } }));
    await registerPaperCards(getStore(), { campaign: document.id, person: 'lim-mony', ids: [`paper-${document.id}`], day: '2018-07-20', at: today });
    const rows = (await runLines(exportCards, document, { format: 'jsonl' })) as { paper: boolean; person: string; stage: string; submission: object | null }[];
    assert.deepEqual(rows.map(({ paper: isPaper, person, stage, submission }) => [isPaper, person, stage, submission === null]).sort(), [[false, 'ny-sokha', 'received', false], [true, 'lim-mony', 'received', true]]);
    const { text } = await run(exportCards, document);
    assert.match(text, /^\ufeffid,submission,day,received_at,deleted_at,person,person_name,stage,delivered_on,delivered_at,decline_reason,decline_note,paper,design,message,from,publish,/);
    assert.match(text, /,ny-sokha,Ny Sokha,received,,,,,no,lotus,'-1,Anna,yes,/);
    assert.match(text, /,lim-mony,Lim Mony,received,,,,,yes,,,,,/);
  });

  it('have every row once over many pages, oldest first, and nothing that is received later', async () => {
    const document = createLetterCampaign();
    const server = createTestServer(getStore(), [document]);
    for (const time of [today, today + 1, today + 2]) {
      server.time = time;
      for (let i = 0; i < 3; i++) assert.equal((await server.submit(document, createLetter())).status, 201);
    }
    const until = new Date(today + 1).toISOString();
    for (const limit of [1, 2, 4]) {
      const rows: ExportedSubmission[] = [];
      for (let after: ExportedSubmission | undefined; ; ) {
        const page = await getStore().exports.getSubmissions('letter', { campaign: document.id, after, until, limit });
        rows.push(...page);
        after = page.at(-1);
        if (page.length < limit) break;
      }
      const keys = rows.map((row) => row.received_at + row.id_digest);
      assert.deepEqual([keys.length, keys], [6, [...new Set(keys)].sort()]);
    }
    assert.equal((await run(exportLetters, document)).count, 3);
    assert.equal((await run(exportLetters, document, { now: today + 2 })).count, 9);
  });

  it('leave out what has been erased', async () => {
    const document = createLetterCampaign();
    await submit(document, createLetter());
    await getStore().deleteReceivedBefore(document.id, new Date(today + 1).toISOString());
    assert.equal((await run(exportLetters, document)).count, 0);
  });

  it('record how much has left, even if it fails', async () => {
    const document = createLetterCampaign();
    await submit(document, createLetter());
    const recorded: unknown[] = [];
    const store = { exports: getStore().exports, audit: { ...getStore().audit, record: (entry: object) => Promise.resolve(void recorded.push(entry)) } };
    const request: ExportRequest = { campaign: document.id, document, format: 'jsonl', forContact: false, now: today };
    await assert.rejects(exportLetters(store, request, () => Promise.reject(new Error('disk full'))), /disk full/);
    await exportLetters(store, request, () => Promise.resolve());
    assert.deepEqual(recorded, Array(2).fill({ campaign: document.id, ids: [], affected: 1 }));
  });
});

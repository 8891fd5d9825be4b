/** Opening sealed submissions with the organiser's key, and the files that are made of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDecrypter, openSubmission, type OpenedSubmission, type SealedItem } from '../../src/desk-sealed/open-sealed.ts';
import { toCsv, toJsonLines } from '../../src/desk-sealed/opened-files.ts';
import { sealSubmission } from '../../src/sealing/seal-submission.ts';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';
import { createAgeKey } from '../support/age-keys.ts';
import { createLetter, createPostcard } from '../server/support/campaigns.ts';

const { identity, recipient } = await createAgeKey();
const receivedAt = '2018-07-20T12:00:00.000Z';

async function seal(submission: object): Promise<SealedItem> {
  const { sealed, ...readable } = await sealSubmission(submission as Submission, recipient);
  return { id: readable.id, sealed: sealed!, published: false, readable: { ...readable, receivedAt, held: false } };
}

describe('sealed submissions', () => {
  it('are opened with a key or a key file, as they were before', async () => {
    const letter = createLetter({ person: { name: 'សុខា', email: 'a@group.example', country: 'KH' }, letter: { targets: ['minister'], subject: 'S', body: 'B' }, fields: { why: 'x' } });
    const postcard = createPostcard({ postcard: { to: ['ny-sokha'], design: 'lotus', message: 'M', from: 'Anna', publish: true } });
    for (const text of [identity, ` ${identity.toLowerCase()}\n`, `# created: today\n# public key: ${recipient}\r\n${identity}\r\n`, `${(await createAgeKey()).identity}\n${identity}`])
      for (const submission of [letter, postcard]) {
        const opened = (await openSubmission(createDecrypter(text)!, await seal(submission))) as OpenedSubmission;
        assert.deepEqual(JSON.parse(JSON.stringify(opened.submission)), submission);
        assert.deepEqual([opened.receivedAt, opened.held, opened.cards], [receivedAt, false, []]);
      }
  });

  it('are not opened with another key, and not shown if somebody has exchanged them', async () => {
    const item = await seal(createLetter());
    assert.equal(await openSubmission(createDecrypter((await createAgeKey()).identity)!, item), 'key');
    const decrypter = createDecrypter(identity)!;
    assert.equal(await openSubmission(decrypter, { ...item, sealed: 'x' }), 'key');
    assert.equal(await openSubmission(decrypter, { ...item, sealed: (await seal(createLetter())).sealed }), 'id');
  });

  it('need a secret key', () => {
    for (const text of ['', recipient, 'AGE-SECRET-KEY-1', identity.slice(0, -1), `${identity}X`, 'AGE-SECRET-KEY-PQ-1QQ']) assert.equal(createDecrypter(text), undefined, text);
  });

  it('are saved as CSV that no spreadsheet runs, and as JSON Lines', async () => {
    const opened = (await openSubmission(createDecrypter(identity)!, await seal(createLetter({ person: { name: '=HYPERLINK("x")' }, fields: { a: { b: 1 } } })))) as OpenedSubmission;
    const [header, row] = toCsv([opened]).split('\r\n');
    assert.match(header!, /^\ufeffid,received_at,kind,to,subject,text,from,name,/);
    assert.match(row!, /,"'=HYPERLINK\(""x""\)",.*"\{""a"":\{""b"":1\}\}"/);
    assert.deepEqual(toJsonLines([opened, opened]).trim().split('\n').map((line) => (JSON.parse(line) as OpenedSubmission).submission.id), [opened.submission.id, opened.submission.id]);
  });
});

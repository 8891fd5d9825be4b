/** The command line in a process of its own: `check`, help and usage errors. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createFullCampaign } from '../campaign/support/full-campaign.ts';
import { startCli } from './commands.ts';

let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  const file = (name: string, text: string | Uint8Array) => writeFileSync(join(folder, name), text);
  file('five.json', JSON.stringify(createFullCampaign()));
  file('warned.json', JSON.stringify({ ...createFullCampaign(), id: 'warned', colour: 'red' }, null, 2));
  file('broken.json', '{\n  "version": 2,\n}');
  file('renamed.json', JSON.stringify(createFullCampaign()));
  file('lotus.jpg', '');
  file('photo.json', JSON.stringify({ ...createFullCampaign(), id: 'photo', people: createFullCampaign().people!.map((person) => ({ ...person, photo: { src: `${person.id}.jpg`, alt: 'A' } })) }));
  mkdirSync(join(folder, 'copies'));
  file('copies/five.json', JSON.stringify(createFullCampaign()));
  file('copies/lotus.jpg', '');
  file('latin.json', new Uint8Array([0x22, 0xe9, 0x22]));
});
after(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const { output, exitCode } = startCli(args, process.env, folder);
  return { code: await exitCode, ...output };
}

describe('check', () => {
  it('prints only a summary for a valid document, and exits with 0', async () => {
    assert.deepEqual(await run('check', 'five.json'), { code: 0, stdout: '0 errors, 0 warnings in 1 file\n', stderr: '' });
  });

  it('exits with 0 if there are only warnings', async () => {
    const { code, stdout } = await run('check', 'warned.json');
    assert.match(stdout, /^warned\.json:\d+:3: warning: unknown key “colour” \(at \/colour\)$/m);
    assert.match(stdout, /^0 errors, 1 warning in 1 file$/m);
    assert.equal(code, 0);
  });

  it('warns about each image that does not exist beside the document', async () => {
    const { code, stdout } = await run('check', 'photo.json');
    assert.match(stdout, /warning: “src” names the file “ny-sokha\.jpg”, which does not exist beside this document \(at \/people\/0\/photo\/src\)$/m);
    assert.match(stdout, /^0 errors, 2 warnings in 1 file$/m);
    assert.equal(code, 0);
  });

  it('prints each problem of several files with its position, and exits with 1', async () => {
    const { code, stdout } = await run('check', 'broken.json', 'five.json', 'renamed.json');
    assert.equal(
      stdout,
      'broken.json:3:1: error: delete the comma before this }\n' +
        'renamed.json:1:19: warning: “id” is “five”, but the file is named “renamed” (at /id)\n' +
        'renamed.json:1:19: error: another file already has the id “five”: five.json (at /id)\n' +
        '2 errors, 1 warning in 3 files\n',
    );
    assert.equal(code, 1);
  });

  it('reports no duplicate for the same file, for a copy in another folder, or where only the copy is checked', async () => {
    for (const args of [['five.json', 'five.json'], ['five.json', 'copies/five.json'], ['renamed.json']])
      assert.match((await run('check', ...args)).stdout, /^0 errors, \d warnings? in \d files?$/m, args.join(' '));
  });

  it('prints JSON with --json', async () => {
    const { code, stdout } = await run('check', '--json', 'broken.json', 'five.json');
    assert.deepEqual(JSON.parse(stdout), [
      {
        file: 'broken.json',
        diagnostics: [{ severity: 'error', line: 3, column: 1, pointer: '', message: 'delete the comma before this }' }],
      },
      { file: 'five.json', diagnostics: [] },
    ]);
    assert.equal(code, 1);
  });

  it('reports a file that it cannot read, checks the others, and exits with 2', async () => {
    const { code, stdout, stderr } = await run('check', 'none.json', '.', 'latin.json', 'broken.json');
    assert.equal(
      stderr,
      'cannot read none.json: no such file\n' +
        'cannot read .: it is a folder\n' +
        'cannot read latin.json: it is not UTF-8\n',
    );
    assert.match(stdout, /^1 error, 0 warnings in 1 file$/m);
    assert.equal(code, 2);
  });
});

describe('action-widgets-server', () => {
  for (const args of [[], ['check'], ['chek', 'five.json'], ['check', '--jsn', 'five.json'], ['serve', 'more']])
    it(`prints an error and the help for "${args.join(' ')}", and exits with 2`, async () => {
      const { code, stdout, stderr } = await run(...args);
      assert.match(stderr, /^action-widgets-server: .+\n\nUsage: action-widgets-server <command>/);
      assert.deepEqual([code, stdout], [2, '']);
    });

  it('names an unknown command, and a missing one', async () => {
    assert.match((await run('chek')).stderr, /^action-widgets-server: unknown command: chek\n/);
    assert.match((await run()).stderr, /^action-widgets-server: missing command\n/);
  });

  it('prints its version and its help', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    assert.equal((await run('--version')).stdout, `${version}\n`);
    assert.match((await run('--help')).stdout, /^Usage: action-widgets-server <command>\n\n {2}check .*\n {2}check-page .*\n {2}cards .*\n {2}letters .*\n {2}held .*\n {2}sealed .*\n {2}person .*\n {2}retention .*\n {2}mail .*\n {2}submissions .*\n {2}webhooks .*\n {2}audit .*\n {2}desk .*\n {2}serve /);
  });
});

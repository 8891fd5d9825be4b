import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { whole } from '../campaign/support/full-campaign.ts';
import { until } from '../support/until.ts';

const main = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));
let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  const file = (name: string, text: string | Uint8Array) => writeFileSync(join(folder, name), text);
  file('five.json', JSON.stringify(whole()));
  file('warned.json', JSON.stringify({ ...whole(), id: 'warned', colour: 'red' }, null, 2));
  file('broken.json', '{\n  "version": 2,\n}');
  file('renamed.json', JSON.stringify(whole()));
  file('latin.json', new Uint8Array([0x22, 0xe9, 0x22]));
});
after(() => rmSync(folder, { recursive: true }));

function start(args: string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env });
  const said = { out: '', error: '' };
  child.stdout.on('data', (data) => (said.out += data));
  child.stderr.on('data', (data) => (said.error += data));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, said, ended };
}

async function run(...args: string[]) {
  const { said, ended } = start(args);
  return { code: await ended, ...said };
}

describe('action-widgets check', () => {
  it('says nothing but the sum about a good document, and ends with 0', async () => {
    assert.deepEqual(await run('check', 'five.json'), { code: 0, out: '0 errors, 0 warnings in 1 file\n', error: '' });
  });

  it('ends with 0 where there are only warnings', async () => {
    const { code, out } = await run('check', 'warned.json');
    assert.match(out, /^warned\.json:\d+:3: warning: unknown key “colour” \(at \/colour\)$/m);
    assert.match(out, /^0 errors, 1 warning in 1 file$/m);
    assert.equal(code, 0);
  });

  it('names each fault with its place, of several files, and ends with 1', async () => {
    const { code, out } = await run('check', 'broken.json', 'five.json', 'renamed.json');
    assert.equal(
      out,
      'broken.json:3:1: error: delete the comma before this }\n' +
        'renamed.json:1:19: warning: “id” is “five”, but the file is named “renamed” (at /id)\n' +
        '1 error, 1 warning in 3 files\n',
    );
    assert.equal(code, 1);
  });

  it('prints JSON for other programs', async () => {
    const { code, out } = await run('check', '--json', 'broken.json', 'five.json');
    assert.deepEqual(JSON.parse(out), [
      {
        file: 'broken.json',
        diagnostics: [{ severity: 'error', line: 3, column: 1, pointer: '', message: 'delete the comma before this }' }],
      },
      { file: 'five.json', diagnostics: [] },
    ]);
    assert.equal(code, 1);
  });

  it('names a file that it can not read, checks the others, and ends with 2', async () => {
    const { code, out, error } = await run('check', 'none.json', '.', 'latin.json', 'broken.json');
    assert.equal(
      error,
      'none.json can not be read: there is no such file\n' +
        '. can not be read: it is a folder\n' +
        'latin.json can not be read: it is not written in UTF-8\n',
    );
    assert.match(out, /^1 error, 0 warnings in 1 file$/m);
    assert.equal(code, 2);
  });
});

describe('action-widgets', () => {
  for (const args of [[], ['check'], ['chek', 'five.json'], ['check', '--jsn', 'five.json'], ['serve', 'more']])
    it(`says how it is called to “${args.join(' ')}”, and ends with 2`, async () => {
      const { code, out, error } = await run(...args);
      assert.match(error, /^action-widgets: .+\n\naction-widgets check/);
      assert.deepEqual([code, out], [2, '']);
    });

  it('tells its version and its help', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    assert.equal((await run('--version')).out, `${version}\n`);
    assert.match((await run('--help')).out, /^action-widgets check .*\naction-widgets cards .*\naction-widgets serve /);
  });

  it('serves, and stops cleanly when it is told to', async () => {
    const env = { ...process.env, PORT: '0', DATA_DIR: join(folder, 'data'), CAMPAIGNS_DIR: folder, DATABASE_URL: '' };
    const { child, said, ended } = start(['serve'], env);
    try {
      const url = await until('it listens', () => /^listening on (http:\S+)$/m.exec(said.out)?.[1]);
      assert.equal((await fetch(`${url}/campaigns/five.json`)).status, 200);
    } finally {
      child.kill('SIGTERM');
    }
    assert.equal(await ended, 0);
  });

  it('answers what is in flight also where the signal comes twice, and ends with 0', async () => {
    const env = { ...process.env, PORT: '0', DATA_DIR: join(folder, 'd3'), CAMPAIGNS_DIR: folder, DATABASE_URL: '' };
    const { child, said, ended } = start(['serve'], env);
    const url = new URL(await until('it listens', () => /^listening on (http:\S+)$/m.exec(said.out)?.[1]));
    const socket = connect(Number(url.port), url.hostname);
    let answer = '';
    socket.setEncoding('utf8').on('data', (data: string) => (answer += data));
    socket.write('POST /campaigns/five/submissions HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n{');
    await until('it reads the body', () => answer.includes('100 Continue'));
    for (let times = 0; times < 2; times++) {
      child.kill('SIGTERM');
      await setTimeout(200);
    }
    socket.write('}');
    await until('it is answered', () => /HTTP\/1\.1 4\d\d/.test(answer));
    assert.equal(await ended, 0);
  });

  it('says in one line that its port is taken, and ends with 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const env = { ...process.env, PORT: String(port), DATA_DIR: join(folder, 'd4'), CAMPAIGNS_DIR: folder, DATABASE_URL: '' };
    const { said, ended } = start(['serve'], env);
    assert.equal(await ended, 1);
    taken.close();
    assert.match(said.error, /(^|\n)action-widgets: .*EADDRINUSE.*\n$/);
    assert.doesNotMatch(said.error, /^\s+at /m);
  });

  it('says why it can not serve, and ends with 1', async () => {
    const { said, ended } = start(['serve'], { ...process.env, DATA_DIR: join(folder, 'd2'), CAMPAIGNS_DIR: join(folder, 'none'), DATABASE_URL: '' });
    assert.equal(await ended, 1);
    assert.match(said.error, /^action-widgets: .*none/m);
  });
});

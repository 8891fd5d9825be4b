/** `serve` as a process: how it starts, stops, and fails to start; also under npm and npx. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { inheritedEnv } from '../server/process.ts';
import { startSmtpServer } from '../server/smtp.ts';
import { createLetter, createLetterCampaign } from '../server/support/campaigns.ts';
import { createTempFolder } from '../server/support/temp-folder.ts';
import { waitUntil } from '../support/wait-until.ts';
import { observe, program, startCli, waitForOutput, type CliProcess } from './commands.ts';

const campaign = createLetterCampaign({ id: 'free-sam' });
campaign.letter!.targets.splice(1);
const campaignsFolder = createTempFolder();
writeFileSync(join(campaignsFolder, `${campaign.id}.json`), JSON.stringify(campaign));

const createEnv = (env: Record<string, string> = {}) => ({ ...inheritedEnv, PORT: '0', DATA_DIR: createTempFolder(), CAMPAIGNS_DIR: campaignsFolder, ...env });

function startServe(t: TestContext, env?: Record<string, string>): CliProcess {
  const server = startCli(['serve'], createEnv(env));
  t.after(() => server.child.kill('SIGKILL'));
  return server;
}

async function waitForUrl(server: CliProcess): Promise<string> {
  const url = await waitForOutput(server, (stdout) => /^listening on (http:\S+)$/m.exec(stdout)?.[1]);
  return url ?? assert.fail(`it has ended:\n${server.output.stderr}`);
}

/** Sends all of a submission but its last byte. */
async function startSubmission(url: string): Promise<{ finish: () => void; response: () => string }> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  let response = '';
  socket.setEncoding('utf8').on('data', (data: string) => (response += data));
  const body = JSON.stringify(createLetter());
  const headers = `Host: x\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\nExpect: 100-continue`;
  socket.write(`POST /campaigns/${campaign.id}/submissions HTTP/1.1\r\n${headers}\r\n\r\n${body.slice(0, -1)}`);
  await waitUntil('it reads the body', () => response.includes('100 Continue'));
  return { finish: () => socket.write(body.slice(-1)), response: () => response };
}

const waitUntilItStopsListening = (url: string) => waitUntil('it no longer listens', () => fetch(`${url}/healthz`).then(() => false, () => true));

describe('serve', () => {
  it('serves, and exits with 0 on SIGTERM', async (t) => {
    const server = startServe(t);
    const url = await waitForUrl(server);
    assert.equal((await fetch(`${url}/campaigns/${campaign.id}.json`)).status, 200);
    server.child.kill('SIGTERM');
    assert.equal(await server.exitCode, 0);
  });

  it('sends by email the letters that arrive while it knows a mail server, and not those that it has collected before', async (t) => {
    const smtp = await startSmtpServer();
    t.after(() => smtp.stop());
    const emails = createLetterCampaign({ id: 'emails' });
    Object.assign(emails.letter!, { delivery: 'email', targets: [{ ...emails.letter!.targets[0]!, email: 'minister@ministry.example' }] });
    const env = { DATA_DIR: createTempFolder(), CAMPAIGNS_DIR: createTempFolder() };
    writeFileSync(join(env.CAMPAIGNS_DIR, 'emails.json'), JSON.stringify(emails));
    const mail = { SMTP_URL: smtp.url, MAIL_FROM: 'letters@group.example', PUBLIC_URL: 'https://actions.example' };
    for (const [subject, settings] of [['Collected', {}], ['Sent', mail]] as const) {
      const server = startServe(t, { ...env, ...settings });
      const body = JSON.stringify(createLetter({ letter: { targets: ['minister'], subject, body: 'Some words.' } }));
      const response = await fetch(`${await waitForUrl(server)}/campaigns/emails/submissions`, { method: 'POST', body });
      assert.equal(response.status, 201);
      server.child.kill('SIGTERM');
      await server.exitCode;
    }
    // Looks at its queue at once.
    const sending = startServe(t, { ...env, ...mail });
    await waitForUrl(sending);
    await waitUntil('the email', () => smtp.mails.length > 0);
    sending.child.kill('SIGTERM');
    assert.equal(await sending.exitCode, 0);
    assert.deepEqual(smtp.mails.map(({ headers }) => /^Subject: (.*)\r?$/m.exec(headers)?.[1]), ['Sent']);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    it(`answers a request in progress even if ${signal} is repeated, and exits with 0`, async (t) => {
      const server = startServe(t);
      const url = await waitForUrl(server);
      const submission = await startSubmission(url);
      server.child.kill(signal);
      await waitUntilItStopsListening(url);
      server.child.kill(signal);
      submission.finish();
      await waitUntil('it is accepted', () => submission.response().includes('HTTP/1.1 201 '));
      assert.equal(await server.exitCode, 0);
    });

  it('reports in one line that its port is taken, and exits with 1', async (t) => {
    const portOwner = createServer().listen(0, '127.0.0.1');
    await once(portOwner, 'listening');
    const { port } = portOwner.address() as AddressInfo;
    const { output, exitCode } = startServe(t, { PORT: String(port) });
    assert.equal(await exitCode, 1);
    portOwner.close();
    assert.match(output.stderr, /(^|\n)action-widgets-server: .*EADDRINUSE.*\n$/);
    assert.doesNotMatch(output.stderr, /^\s+at /m);
  });

  it('reports why it cannot serve, and exits with 1', async (t) => {
    const { output, exitCode } = startServe(t, { CAMPAIGNS_DIR: '/nowhere' });
    assert.equal(await exitCode, 1);
    assert.equal(output.stderr, 'action-widgets-server: CAMPAIGNS_DIR /nowhere is not a directory\n');
  });
});

describe('serve, started by npm', () => {
  // A package with the command installed, and with a script that runs it.
  const folder = createTempFolder();
  const bin = join(folder, 'node_modules/.bin');
  mkdirSync(bin, { recursive: true });
  const launcher = join(folder, 'launcher.mjs');
  writeFileSync(launcher, `#!${process.execPath}\nawait import(${JSON.stringify(program)});\n`, { mode: 0o755 });
  symlinkSync(launcher, join(bin, 'action-widgets-server'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "scripts": { "start": "action-widgets-server serve" } }');

  /** Starts a command as a terminal does, in a process group of its own. */
  function start(t: TestContext, [command, ...args]: readonly string[]): CliProcess & { group: number } {
    const child = spawn(command!, args, { cwd: folder, env: createEnv(), detached: true });
    const group = child.pid!;
    t.after(() => hasProcess(group) && process.kill(-group, 'SIGKILL'));
    return { ...observe(child), group };
  }

  for (const command of [['npm', 'start'], ['npx', 'action-widgets-server', 'serve']]) {
    it(`answers a request in progress and stops when only the process of "${command.join(' ')}" gets SIGTERM`, async (t) => {
      const { group, ...server } = start(t, command);
      const url = await waitForUrl(server);
      const submission = await startSubmission(url);
      server.child.kill('SIGTERM');
      await waitUntilItStopsListening(url);
      submission.finish();
      await waitUntil('it is accepted', () => submission.response().includes('HTTP/1.1 201 '));
      await waitUntil('no process is left', () => !hasProcess(group));
    });

    it(`stops when all processes of "${command.join(' ')}" get SIGINT, as from a terminal`, async (t) => {
      const { group, ...server } = start(t, command);
      const url = await waitForUrl(server);
      process.kill(-group, 'SIGINT');
      await waitUntilItStopsListening(url);
      await waitUntil('no process is left', () => !hasProcess(group));
      assert.doesNotMatch(server.output.stderr, /^\s+at /m);
    });
  }
});

function hasProcess(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

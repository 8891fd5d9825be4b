/** The throwaway machine: the commands of the guide, and requests to the server through a proxy. */
import { execFile } from 'node:child_process';
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLetter } from '../server/support/campaigns.ts';
import { waitUntil } from '../support/wait-until.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const guide = readFileSync(join(root, 'docs/deploy.md'), 'utf8');
/** Where the guide installs the configuration files. */
export const deployFolder = '/opt/action-widgets/node_modules/action-widgets-server/deploy';
export const origin = 'https://actions.example';
export const campaignId = 'sam-sokha';
/** What the installation has printed, for the files after the first. */
const outputFile = '/root/installation.log';

/** Runs a script that stops at its first error. @returns its standard output @throws an error with all that it has printed */
export function run(script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('bash', ['--norc', '-euo', 'pipefail', '-c', script], { cwd: '/root', maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${script}\n${stdout}${stderr}`, { cause: error }));
      else resolve(stdout);
    });
  });
}

/** @returns the blocks of commands below a heading of the guide, without those that are marked as not tried */
export function getCommands(heading: string): string[] {
  const [, section] = new RegExp(`^##+ ${heading}$([^]*?)(?=^##|(?![^]))`, 'm').exec(guide) ?? [];
  if (section === undefined) throw new Error(`the guide has no heading ${heading}`);
  return [...section.matchAll(/^(<!-- not tried: .* -->\n)?```sh\n([^]*?)^```$/gm)].flatMap(([, mark, commands]) => (mark ? [] : [commands!]));
}

/** Runs all commands below a heading. @returns their output */
export async function followSection(heading: string): Promise<string> {
  let output = '';
  for (const commands of getCommands(heading)) output += await run(commands);
  return output;
}

/** What the guide expects of a machine: Node, a network, a certificate. */
async function prepareMachine(): Promise<void> {
  const certificates = '/etc/letsencrypt/live/actions.example';
  if (existsSync(certificates)) return;
  copyFileSync('/mnt/node', '/usr/bin/node');
  appendFileSync('/etc/hosts', '\n127.0.0.1 actions.example\n');
  mkdirSync(certificates, { recursive: true });
  for (const file of ['fullchain.pem', 'privkey.pem']) copyFileSync(`/mnt/certificates/${file}`, join(certificates, file));
  await run(`cp ${certificates}/fullchain.pem /usr/local/share/ca-certificates/actions.crt && update-ca-certificates
    mkdir -p /var/log/nginx`);
}

/** Makes the registry available to npm, as long as this process runs. */
function forwardRegistry(): Promise<void> {
  const server = createServer((socket) => {
    const registry = connect('/mnt/registry');
    for (const stream of [socket, registry]) stream.on('error', () => [socket, registry].forEach((one) => one.destroy()));
    socket.pipe(registry).pipe(socket);
  });
  server.unref();
  return new Promise((resolve) => server.listen(4873, '127.0.0.1', resolve));
}

let forwarding: Promise<void> | undefined;

/** Installs and starts the server as the guide says, unless another file has done it. @returns the output of the commands */
export async function ensureService(): Promise<string> {
  await (forwarding ??= forwardRegistry());
  if (existsSync(outputFile)) return readFileSync(outputFile, 'utf8');
  await prepareMachine();
  let output = '';
  for (const heading of ['Installation', 'Configuration']) output += await followSection(heading);
  // Tests send more than people do.
  appendFileSync('/etc/action-widgets.env', 'CAMPAIGN_LIMIT=1000000\n');
  output += await followSection('The service');
  writeFileSync(outputFile, output);
  return output;
}

export async function ensureNginx(): Promise<void> {
  await ensureService();
  await run('systemctl start nginx');
  if (!existsSync('/etc/nginx/sites-enabled/action-widgets')) await followSection('nginx with TLS');
  // The file before may have restarted the server at its end.
  await waitForService();
}

export interface ProxyResponse {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Sends a request over a connection of its own. @param base the origin, by default that of the proxy */
export function send(path: string, { base = origin, body, ...options }: RequestOptions & { base?: string; body?: string | Buffer } = {}): Promise<ProxyResponse> {
  const request = base.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const client = request(base + path, { agent: false, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    client.on('error', reject);
    client.end(body);
  });
}

export const createSubmission = (): { id: string } => {
  const { letter, ...submission } = createLetter();
  return { ...submission, person: { name: 'Anna Example', email: 'anna@example.org', country: 'AU' }, letter: { ...(letter as object), targets: ['ambassador', 'interior', 'prime-minister'] } } as { id: string };
};

export const submit = (submission: object, base?: string): Promise<ProxyResponse> =>
  send(`/campaigns/${campaignId}/submissions`, { base, method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: JSON.stringify(submission) });

/** How many people have taken part. */
export async function countPeople(base?: string): Promise<number> {
  const { body } = await send(`/campaigns/${campaignId}/counts.json`, { base });
  return (JSON.parse(body.toString()) as { people: number }).people;
}

/** @param unit of systemd @returns the value of a property */
export const getProperty = async (unit: string, name: string): Promise<string> => (await run(`systemctl show --value --property=${name} ${unit}`)).trim();

export const waitForService = (base?: string): Promise<unknown> => waitUntil('the server answers', async () => (await send('/healthz', { base })).status === 200);

// npm run test:deploy              runs the commands of docs/deploy.md as they are written, and tests the files in deploy/ with the
//                                  real nginx, HAProxy, Caddy, PostgreSQL and systemd, and the recipes of docs/mail.md and docs/webhooks.md.
// npm run test:deploy -- FILE…     only these files. Arguments that begin with a dash go to the runner.
// Not part of `npm test`: it takes minutes, needs root on Linux with systemd, and installs Debian packages. The tests run in a throwaway
// machine: an overlay of this one, with namespaces of its own. They use the usual ports and folders, and nothing of them is left.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isBuildFresh } from '../../scripts/build-record.mjs';
import { aptInstall, isRoot } from '../support/browsers/apt.mjs';
import { registryUrl, startRegistry } from './registry.mjs';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

/** The programs that the guide uses, and their Debian packages. */
const packages = {
  '/lib/systemd/systemd': 'systemd',
  '/usr/bin/systemd-run': 'systemd',
  '/usr/bin/dbus-daemon': 'dbus',
  '/usr/sbin/nginx': 'nginx-light',
  '/usr/sbin/haproxy': 'haproxy',
  '/usr/bin/caddy': 'caddy',
  '/usr/bin/psql': 'postgresql',
  '/usr/bin/sqlite3': 'sqlite3',
  '/usr/bin/curl': 'curl',
  '/usr/bin/openssl': 'openssl',
  '/usr/sbin/ip': 'iproute2',
  '/usr/sbin/update-ca-certificates': 'ca-certificates',
  '/usr/sbin/postfix': 'postfix',
  '/usr/bin/fetchmail': 'fetchmail',
  '/usr/bin/sudo': 'sudo',
  '/usr/bin/php': 'php-cli',
  '/usr/bin/python3': 'python3',
};
const findMissing = () => [...new Set(Object.keys(packages).flatMap((path) => (existsSync(path) ? [] : packages[path])))];

function fail(message) {
  console.error(message);
  process.exit(1);
}

if (!isRoot) fail('test:deploy needs Linux and root, for namespaces and systemd');
if (findMissing().length && !aptInstall(...findMissing())) fail(`test:deploy needs the Debian packages ${findMissing().join(', ')}`);
if (findMissing().length) fail(`test:deploy needs ${findMissing().join(', ')}`);
if (!isBuildFresh()) execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });

const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const shared = join(folder, 'shared');
const layers = join(folder, 'layers');
for (const path of [shared, layers]) mkdirSync(path);
copyFileSync(process.execPath, join(shared, 'node'));
// Read by Node at its start.
mkdirSync(join(shared, 'certificates'));
const certificateOptions = ['-subj', '/CN=actions.example', '-addext', 'subjectAltName=DNS:actions.example', '-addext', 'basicConstraints=critical,CA:TRUE'];
const certificateFiles = ['-keyout', join(shared, 'certificates/privkey.pem'), '-out', join(shared, 'certificates/fullchain.pem')];
execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-noenc', '-days', '2', ...certificateOptions, ...certificateFiles], { stdio: 'ignore' });
const registry = await startRegistry({ folder: shared, packageFolder: 'dist/server' });

const unshare = spawn('unshare', ['--mount', '--net', '--pid', '--uts', '--ipc', '--cgroup', '--fork', '--kill-child', 'sh', 'test/deploy/machine.sh', layers, shared, process.cwd()], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
process.once('exit', () => unshare.kill('SIGKILL'));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
const findMachine = () => spawnSync('pgrep', ['--parent', String(unshare.pid)], { encoding: 'utf8' }).stdout.trim();
const enter = (...command) => ['--target', findMachine(), '--all', 'env', '--ignore-environment', `--chdir=${process.cwd()}`, ...command];

/** systemd is ready once it has reached its default target, whatever has failed of it. */
async function waitForSystemd() {
  for (const end = Date.now() + 60_000; Date.now() < end && unshare.exitCode === null; await delay(200)) {
    if (!findMachine()) continue;
    const { stdout } = spawnSync('nsenter', enter('PATH=/usr/bin:/bin', 'systemctl', 'is-system-running'), { encoding: 'utf8' });
    if (/^(running|degraded)/.test(stdout)) return;
  }
  fail('systemd did not start in the throwaway machine');
}
await waitForSystemd();

const args = process.argv.slice(2);
const options = args.filter((argument) => argument.startsWith('-'));
const namedFiles = args.filter((argument) => !argument.startsWith('-'));
const files = namedFiles.length ? namedFiles : globSync('test/deploy/*.test.ts').sort();
const env = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LANG: 'C.UTF-8',
  DEBIAN_FRONTEND: 'noninteractive',
  NODE_EXTRA_CA_CERTS: '/mnt/certificates/fullchain.pem',
  npm_config_registry: registryUrl,
  npm_config_replace_registry_host: 'always',
  npm_config_userconfig: '/dev/null',
};
const variables = Object.entries(env).map((entry) => entry.join('='));
const runner = ['/mnt/node', '--test', '--test-concurrency=1', '--test-reporter=spec', ...options, ...files];
const tests = spawn('nsenter', enter(...variables, ...runner), { stdio: 'inherit' });
const [status] = await new Promise((resolve) => tests.once('exit', (...result) => resolve(result)));
registry.close();
process.exit(status ?? 1);

/** The real programs that these tests start, each with files and a port of its own. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { aptInstall, isRoot } from '../support/browsers/apt.mjs';
import { findFreePort } from '../support/port.ts';
import { getServerUser, query, requireBinaries } from '../support/postgres.ts';
import { waitUntil } from '../support/wait-until.ts';

/** Removes things when a test ends, the newest first. */
export function createCleanup(t: TestContext): (remove: () => unknown) => void {
  const removals: (() => unknown)[] = [];
  t.after(async () => {
    for (const remove of removals.reverse()) await remove();
  });
  return (remove) => void removals.push(remove);
}

// Each program that is started removes itself when the process ends.
process.setMaxListeners(0);

type Cleanup = ReturnType<typeof createCleanup>;

/** Creates a folder that belongs to the user that the programs run as: both refuse to run as root. */
function createFolder(cleanup: Cleanup): { folder: string; user: ReturnType<typeof getServerUser> } {
  // Not os.tmpdir(): the other user may have no access to our TMPDIR.
  const folder = mkdtempSync('/tmp/databases-test-');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  cleanup(remove);
  const user = getServerUser();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  return { folder, user };
}

export interface PostgresServer {
  port: number;
  /** Of a user without a password. */
  url: string;
  /** The folder for the files that its settings name. */
  folder: string;
  run: (sql: string) => Promise<void>;
  stop: (mode: 'fast' | 'immediate') => void;
  start: () => void;
}

/** Starts an empty PostgreSQL server. @param prepare is called before it starts @returns lines of its configuration, and of the rules who may connect how */
export async function startPostgresServer(
  cleanup: Cleanup,
  prepare: (folder: string) => { settings?: string[]; rules?: string[] } = () => ({}),
): Promise<PostgresServer> {
  const bin = requireBinaries();
  const { folder, user } = createFolder(cleanup);
  const data = join(folder, 'data');
  const runProgram = (name: string, args: readonly string[]) =>
    void execFileSync(join(bin, name), args, { ...user, cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' }, stdio: 'ignore' });
  runProgram('initdb', ['-D', data, '-U', 'test', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync']);
  const port = await findFreePort();
  const { settings = [], rules } = prepare(folder);
  const lines = [`port = ${port}`, `listen_addresses = '127.0.0.1'`, `unix_socket_directories = '${folder}'`, ...settings];
  appendFileSync(join(data, 'postgresql.conf'), lines.map((line) => `${line}\n`).join(''));
  if (rules) writeFileSync(join(data, 'pg_hba.conf'), ['local all all trust', ...rules, ''].join('\n'));

  const control = (...args: string[]) => runProgram('pg_ctl', ['-D', data, '-w', ...args]);
  const start = () => control('start', '-l', join(folder, 'log'));
  const stopNow = () => existsSync(join(data, 'postmaster.pid')) && control('stop', '-m', 'immediate');
  process.once('exit', stopNow);
  cleanup(stopNow);
  start();
  const socketUrl = `postgres://test@${encodeURIComponent(folder)}:${port}/postgres`;
  return {
    port,
    url: `postgres://test@127.0.0.1:${port}/postgres`,
    folder,
    run: (sql) => query(socketUrl, sql),
    stop: (mode) => control('stop', '-m', mode),
    start,
  };
}

export interface PgBouncer {
  url: string;
  restart: () => Promise<void>;
}

function findPgBouncer(): string {
  const find = () => ['/usr/sbin/pgbouncer', '/usr/local/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'].find((path) => existsSync(path));
  const path = find() ?? (isRoot && aptInstall('pgbouncer') ? find() : undefined);
  if (path) return path;
  throw new Error('PgBouncer is not installed. Install it (Debian, Ubuntu: apt-get install pgbouncer; macOS: brew install pgbouncer).');
}

/** Starts PgBouncer in front of a server, with default settings but for those that it needs to start. @param mode how long a client keeps a connection to the server */
export async function startPgBouncer(cleanup: Cleanup, server: PostgresServer, mode: string): Promise<PgBouncer> {
  const program = findPgBouncer();
  const { folder, user } = createFolder(cleanup);
  const port = await findFreePort();
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(
    file,
    `[databases]
postgres = host=127.0.0.1 port=${server.port} user=test
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
`,
  );
  const url = `postgres://test@127.0.0.1:${port}/postgres`;
  async function start() {
    const child = spawn(program, [file], { ...user, cwd: folder, stdio: 'ignore' });
    const killNow = () => child.kill('SIGKILL');
    process.once('exit', killNow);
    const exit = once(child, 'exit');
    await Promise.race([
      waitUntil('PgBouncer answers', () => query(url, 'select 1').then(() => true)),
      exit.then(() => Promise.reject(new Error('PgBouncer did not start'))),
    ]);
    return async () => {
      process.off('exit', killNow);
      killNow();
      await exit;
    };
  }
  let stop = await start();
  cleanup(() => stop());
  return {
    url,
    async restart() {
      await stop();
      stop = await start();
    },
  };
}

/** Creates a certificate authority, and a server certificate that it has signed for `localhost`. */
export function createCertificates(folder: string): void {
  const openssl = (...args: string[]) => {
    const { status, stderr, error } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl failed, which these tests need: ${error?.message ?? stderr}`);
  };
  const key = ['-newkey', 'rsa:2048', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=A private authority', '-days', '2');
  openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost');
  writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:localhost');
  openssl('x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names', '-out', 'server.pem');
  const { uid, gid } = getServerUser();
  if (uid !== undefined && gid !== undefined) for (const file of ['server.key', 'server.pem']) chownSync(join(folder, file), uid, gid);
}

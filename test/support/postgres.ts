import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Client } from 'pg';
import { aptInstall, isRoot } from './browsers/apt.mjs';
import { findFreePort } from './port.ts';
import { waitUntil } from './wait-until.ts';

export interface Postgres {
  /** The address of a new, empty database. */
  url: string;
  /** Removes the database. */
  stop(): Promise<void>;
}

/** The address of the server that this process has started. */
let localServer: Promise<string> | undefined;

/**
 * Creates a PostgreSQL database for one test file, on the server at DATABASE_URL, or else on one that this process starts from local
 * binaries, which root installs with apt if they are missing. Both are removed with the process, however that ends.
 *
 * @throws if there is no PostgreSQL; the message names what to install
 */
export async function startPostgres(): Promise<Postgres> {
  return createDatabase(process.env.DATABASE_URL || (await (localServer ??= startLocalServer(requireBinaries()))));
}

async function createDatabase(server: string): Promise<Postgres> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await query(server, `create database ${name}`);
  const drop = `drop database if exists ${name} with (force)`;

  // An exit handler cannot await, so another process drops the database that a failing test left behind.
  const script = `import { Client } from 'pg';
    const client = new Client(process.argv[1]); await client.connect(); await client.query(process.argv[2]); await client.end();`;
  const dropNow = (): void =>
    void spawnSync(process.execPath, ['--input-type=module', '-e', script, server, drop], {
      cwd: import.meta.dirname,
      timeout: 10_000,
    });
  process.once('exit', dropNow);

  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async stop() {
      process.off('exit', dropNow);
      await query(server, drop);
    },
  };
}

/** Runs one statement over a new connection. */
export async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Returns the folder of initdb and postgres: Debian's newest version, or else the one on the path. */
export function requireBinaries(): string {
  const folder = findBinaries() ?? (isRoot && aptInstall('postgresql') ? findBinaries() : undefined);
  if (folder) return folder;
  throw new Error(
    'PostgreSQL is not installed. Install it (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql), ' +
      'or set DATABASE_URL to a server where databases may be created.',
  );
}

function findBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = exists(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter).filter(Boolean),
  ];
  return folders.find((folder) => exists(join(folder, 'initdb')) && exists(join(folder, 'postgres')));
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Returns the user to run PostgreSQL as, because it refuses to run as root. */
export function getServerUser(): { uid?: number; gid?: number } {
  if (!isRoot) return {};
  const getId = (flag: string, user: string): number => {
    const { status, stdout } = spawnSync('id', [flag, user], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : NaN;
  };
  const user = ['postgres', 'nobody'].find((name) => !Number.isNaN(getId('-u', name)));
  if (!user) throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody here');
  return { uid: getId('-u', user), gid: getId('-g', user) };
}

// Runs the server until standard input ends, which happens when this process stops it or dies; then shuts the server down
// and removes its folder.
const SUPERVISOR = `
  folder=$1; shift
  exec 3<&0
  "$@" 2>&1 3<&- & server=$!
  { cat <&3; kill -INT $server 2>/dev/null; } >/dev/null 2>&1 &
  wait $server
  rm -rf "$folder"`;

async function startLocalServer(bin: string): Promise<string> {
  const port = await findFreePort();
  const user = getServerUser();
  // Not os.tmpdir(): the path of a socket has to be short, and the other user may have no access to our TMPDIR.
  const folder = mkdtempSync('/tmp/pg-test-');
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = { ...user, cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8' } };

  try {
    execFileSync(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'test', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
      { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
    );
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }

  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=on', 'max_connections=100'];
  const command = [join(bin, 'postgres'), '-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const supervisor = spawn('sh', ['-c', SUPERVISOR, 'sh', folder, ...command], {
    ...options,
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true, // Ctrl-C stops the tests, and the supervisor follows
  });
  let log = '';
  supervisor.stdout.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-4000)));
  const exit = once(supervisor, 'exit');
  // Do not keep a test running that forgets to stop it.
  supervisor.unref();
  for (const stream of [supervisor.stdin, supervisor.stdout]) (stream as unknown as { unref(): void }).unref();

  const url = `postgres://test@127.0.0.1:${port}/postgres`;
  try {
    await Promise.race([
      waitUntil('PostgreSQL answers', () => query(url, 'select 1').then(() => true)),
      exit.then(() => Promise.reject(new Error('PostgreSQL did not start'))),
    ]);
  } catch (error) {
    supervisor.stdin.end();
    throw new Error(`PostgreSQL in ${bin} did not start:\n${log}`, { cause: error });
  }
  return url;
}

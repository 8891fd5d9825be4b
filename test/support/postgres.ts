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
  /** Where to connect: a database of the caller's own, empty. */
  url: string;
  /** Removes the database and, where it was started for this, the server. */
  stop(): Promise<void>;
}

/**
 * A PostgreSQL database for one test file: a new one on the server that DATABASE_URL names, else on a server started
 * from local binaries, which root gets by apt where there are none. It goes away with the process, however that ends.
 *
 * @throws where there is no PostgreSQL to be had, saying what to install
 */
export async function startPostgres(): Promise<Postgres> {
  const { DATABASE_URL } = process.env;
  return DATABASE_URL ? freshDatabase(DATABASE_URL) : ownServer(binaries());
}

async function freshDatabase(server: string): Promise<Postgres> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await query(server, `create database ${name}`);
  const drop = `drop database if exists ${name} with (force)`;

  // An exit handler can not wait: another process drops what a failing test left behind.
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

/** Runs one statement over a connection of its own. */
export async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The folder of initdb and postgres: the newest that Debian has, else the one on the path. */
function binaries(): string {
  const found = look();
  if (found) return found;
  if (isRoot && aptInstall('postgresql')) {
    const installed = look();
    if (installed) return installed;
  }
  throw new Error(
    'PostgreSQL is not here. Install it (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql), ' +
      'or set DATABASE_URL to a server where databases may be created.',
  );
}

function look(): string | undefined {
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

/** PostgreSQL refuses to run as root: who it runs as instead. */
function owner(): { uid?: number; gid?: number } {
  if (!isRoot) return {};
  const id = (flag: string, user: string): number => {
    const { status, stdout } = spawnSync('id', [flag, user], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : NaN;
  };
  const user = ['postgres', 'nobody'].find((name) => !Number.isNaN(id('-u', name)));
  if (!user) throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody here');
  return { uid: id('-u', user), gid: id('-g', user) };
}

// Runs the server until standard input ends, which it does when the process that holds its other end stops it or is
// gone, however it went; then shuts the server down and removes its folder.
const KEEPER = `
  folder=$1; shift
  exec 3<&0
  "$@" 2>&1 3<&- & server=$!
  { cat <&3; kill -INT $server 2>/dev/null; } >/dev/null 2>&1 &
  wait $server
  rm -rf "$folder"`;

async function ownServer(bin: string): Promise<Postgres> {
  const port = await findFreePort();
  const user = owner();
  // Not os.tmpdir(): a socket's path has to be short, and the other user may have no way into a TMPDIR of ours.
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
  const command = [join(bin, 'postgres'), '-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])];
  const keeper = spawn('sh', ['-c', KEEPER, 'sh', folder, ...command], {
    ...options,
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true, // Ctrl-C is for the tests; the keeper follows
  });
  let log = '';
  keeper.stdout.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-4000)));
  const ended = once(keeper, 'exit');
  // A test that forgets to stop it is not held back by it.
  keeper.unref();
  for (const stream of [keeper.stdin, keeper.stdout]) (stream as unknown as { unref(): void }).unref();

  const stop = async (): Promise<void> => {
    keeper.ref();
    keeper.stdin.end();
    await ended;
  };
  const url = `postgres://test@127.0.0.1:${port}/postgres`;
  try {
    await Promise.race([
      waitUntil('PostgreSQL answers', () => query(url, 'select 1').then(() => true), 30_000),
      ended.then(() => Promise.reject(new Error('PostgreSQL did not start'))),
    ]);
  } catch (error) {
    await stop();
    throw new Error(`PostgreSQL in ${bin} did not start:\n${log}`, { cause: error });
  }
  return { url, stop };
}

/** Debian's WordPress with the plugin, a database of its own and a user of each role. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../support/port.ts';
import { waitUntil } from '../support/wait-until.ts';

export const roles = ['administrator', 'editor', 'author', 'contributor'] as const;
export type Role = (typeof roles)[number];

export interface RestResponse {
  status: number;
  body: { id: number; code?: string; status?: string; content: { raw: string; rendered: string } };
}

export interface WordPress {
  url: string;
  /** Calls the REST API as a user of this role. */
  rest(role: Role, method: string, path: string, body?: object): Promise<RestResponse>;
  /** Returns the cookies of a user of this role. */
  signIn(role: Role): Promise<string>;
  /** Returns the first column of the rows. */
  query(sql: string): string[];
  stop(): Promise<void>;
}

const createConfig = (url: string, socket: string) => `<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:${socket}' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'WP_HOME', '${url}' );
define( 'WP_SITEURL', '${url}' );
define( 'WP_ENVIRONMENT_TYPE', 'local' ); // application passwords without TLS
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'DISABLE_WP_CRON', true );
define( 'FS_METHOD', 'direct' );
define( 'WP_DEBUG', true ); // PHP's warnings appear in the page
$table_prefix = 'wp_';
require_once __DIR__ . '/wp-settings.php';
`;

/** WordPress sends mail to its administrator. */
const phpOptions = ['-d', 'sendmail_path=/bin/true'];

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  process.kill(-child.pid!, 'SIGKILL');
  await exited;
}

/** Starts a program, with its children in a process group of its own. */
function start(command: string, args: readonly string[], cwd: string): ChildProcess {
  const child = spawn(command, args, { cwd, detached: true, stdio: 'ignore', env: { ...process.env, PHP_CLI_SERVER_WORKERS: '4' } });
  child.unref(); // if the tests fail before they stop it
  process.once('exit', () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
  });
  return child;
}

export async function startWordPress(): Promise<WordPress> {
  const folder = mkdtempSync(join(tmpdir(), 'wordpress-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const [site, data, socket] = ['site', 'data', 'socket'].map((name) => join(folder, name)) as [string, string, string];
  execFileSync('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--user=root', '--auth-root-authentication-method=normal', '--skip-test-db'], { stdio: 'ignore' });
  const database = start('mariadbd', ['--no-defaults', `--datadir=${data}`, `--socket=${socket}`, '--skip-networking', '--user=root'], folder);
  const query = (sql: string) =>
    execFileSync('mariadb', ['--no-defaults', `--socket=${socket}`, '--skip-column-names', '-e', sql], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).split('\n').filter(Boolean);
  await waitUntil('MariaDB answers', () => query('select 1').length);
  query('create database wordpress');

  cpSync('/usr/share/wordpress', site, { recursive: true, dereference: true });
  cpSync('integrations/wordpress', join(site, 'wp-content/plugins/action-widgets'), { recursive: true });
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  writeFileSync(join(site, 'wp-config.php'), createConfig(url, socket));
  const output = execFileSync('php', [...phpOptions, join(import.meta.dirname, 'install.php')], { cwd: site, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const passwords = JSON.parse(output) as Record<Role, string>;
  const web = start('php', [...phpOptions, '-S', `127.0.0.1:${port}`, '-t', site], site);
  await waitUntil('WordPress answers', async () => (await fetch(url)).ok);

  return {
    url,
    query,
    async rest(role, method, path, body) {
      const authorization = `Basic ${Buffer.from(`${role}:${passwords[role]}`).toString('base64')}`;
      const headers = { authorization, 'content-type': 'application/json' };
      const response = await fetch(`${url}/?rest_route=${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      return { status: response.status, body: (await response.json()) as RestResponse['body'] };
    },
    async signIn(role) {
      const body = new URLSearchParams({ log: role, pwd: role, testcookie: '1' });
      const headers = { cookie: 'wordpress_test_cookie=WP Cookie check' };
      const response = await fetch(`${url}/wp-login.php`, { method: 'POST', body, headers, redirect: 'manual' });
      return response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!).join('; ');
    },
    async stop() {
      await end(web);
      await end(database);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const settingsPath = '/wp-admin/options-general.php?page=action-widgets';

/** Opens the settings page of the plugin as a user of this role. */
export async function openSettings(wordPress: WordPress, role: Role): Promise<{ status: number; cookie: string; html: string }> {
  const cookie = await wordPress.signIn(role);
  const response = await fetch(wordPress.url + settingsPath, { headers: { cookie } });
  return { status: response.status, cookie, html: await response.text() };
}

/** Sends the form of the settings page, as a user of this role. @returns the page that follows */
export async function saveSettings(wordPress: WordPress, role: Role, { servers, partner }: { servers: string; partner: string }): Promise<{ status: number; html: string }> {
  const { cookie, html } = await openSettings(wordPress, role);
  const body = new URLSearchParams({
    option_page: 'action_widgets',
    action: 'update',
    _wpnonce: /name="_wpnonce" value="(\w+)"/.exec(html)?.[1] ?? '',
    _wp_http_referer: settingsPath,
    'action_widgets[servers]': servers,
    'action_widgets[partner]': partner,
  });
  const response = await fetch(`${wordPress.url}/wp-admin/options.php`, { method: 'POST', headers: { cookie }, body });
  return { status: response.status, html: await response.text() };
}

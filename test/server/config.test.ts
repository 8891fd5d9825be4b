/** The configuration: each error names its variable and what to do, before anything is opened. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readConfig, type Environment } from '../../src/server/config.ts';
import { serve } from '../../src/server/server.ts';
import { createTempFolder } from './support/temp-folder.ts';

const file = join(createTempFolder(), 'file');
writeFileSync(file, '');

const port = 'PORT must be a number from 0 to 65535';
const databaseUrl = 'DATABASE_URL must be a URL that begins with postgres:// or postgresql://';
const unescaped =
  'DATABASE_URL cannot be read as a URL: in its user name and password, write % as %25, # as %23, @ as %40, / as %2F, ? as %3F and : as %3A';
const publicUrl = 'PUBLIC_URL must be a URL that begins with http:// or https://';
const publicOrigin = 'PUBLIC_URL must be an origin, without a path, query or credentials';
const proxies = 'TRUSTED_PROXIES must be a comma-separated list of IP addresses or subnets, or loopback';
const limit = 'must be a whole number of at least 1';

const invalid: [variable: string, value: string, message: string][] = [
  ...['http', '-1', '65536', '8080 ', '0x50', '80.5'].map((value) => ['PORT', value, port] as [string, string, string]),
  ...['database', 'mysql://localhost/actions', 'http://localhost'].map((value) => ['DATABASE_URL', value, databaseUrl] as [string, string, string]),
  ...['p#ss', '12#ss', 'p/ss', '12/ss', 'p?ss', '12?ss', 'p@ss/', 'p@12/ss', 'p@12?ss', '%E9', '100%', '%zz'].map(
    (password) => ['DATABASE_URL', `postgres://me:${password}@127.0.0.1:1/actions`, unescaped] as [string, string, string],
  ),
  ['DATABASE_URL', 'postgres://me:secret@a:1,b:1/actions', unescaped],
  ...['actions.example', 'localhost:8080', '//actions.example', 'https://', 'https://a b.example', 'https://actions.example:99999', 'blob:https://actions.example', 'null', 'ftp://actions.example', 'javascript:alert(1)'].map((value) => ['PUBLIC_URL', value, publicUrl] as [string, string, string]),
  ...['https://actions.example/path', 'https://actions.example/?x', 'https://actions.example/#x', 'https://actions.example?', 'https://me@actions.example', 'https://me:secret@actions.example'].map(
    (value) => ['PUBLIC_URL', value, publicOrigin] as [string, string, string],
  ),
  ...['proxy', '10.0.0.1/33', '10.0.0.1,', '10.0.0.0/8/8', '::1/129', '10.0.0.0/x', 'loopback,unix'].map((value) => ['TRUSTED_PROXIES', value, proxies] as [string, string, string]),
  ...['0', '-1', '1.5', 'many', '1e3'].flatMap((value) => ['CAMPAIGN_LIMIT', 'SENDER_LIMIT'].map((name) => [name, value, `${name} ${limit}`] as [string, string, string])),
  ...['mail.example', 'http://mail.example', 'smtp'].map((value) => ['SMTP_URL', value, 'SMTP_URL must be a URL that begins with smtp:// or smtps://'] as [string, string, string]),
  ...['campaign', 'Campaign <campaign>', 'a@mail.example, b@mail.example'].map((value) => ['MAIL_FROM', value, 'MAIL_FROM must be an email address, or Name <address>'] as [string, string, string]),
  ['METRICS_TOKEN', 'too-short', 'METRICS_TOKEN must have at least 16 characters'],
  ['METRICS_TOKEN', 'a token with blanks', 'METRICS_TOKEN must consist of letters, digits and - . _ ~ + /'],
  ['CAMPAIGNS_DIR', '/nowhere', 'CAMPAIGNS_DIR /nowhere is not a directory'],
  ['CAMPAIGNS_DIR', file, `CAMPAIGNS_DIR ${file} is not a directory`],
  ['RELEASES_DIR', '/nowhere', 'RELEASES_DIR /nowhere is not a directory'],
  ['DATA_DIR', file, `DATA_DIR ${file} is not a directory`],
];

const start = (env: Environment) => serve(env, { print: () => {}, report: () => {} });

const refuseLine = (line: string) => assert.fail(line);

/** Tries to start a server. @returns its error, after a check that it has created nothing */
async function fail(env: Environment): Promise<string> {
  const parent = createTempFolder();
  const error = await serve({ DATA_DIR: join(parent, 'data'), ...env }, { print: refuseLine, report: refuseLine }).then(
    () => assert.fail('it has started'),
    (error: Error) => error,
  );
  assert.deepEqual(readdirSync(parent), []);
  return error.message;
}

describe('the configuration', () => {
  for (const [variable, value, message] of invalid)
    it(`refuses ${variable}=${value === file ? 'a file' : value}, and opens nothing`, async () => {
      assert.equal(await fail({ [variable]: value }), message);
    });

  it('needs a sender and a public address to send email', async () => {
    const mail = { SMTP_URL: 'smtps://me:secret@mail.example', MAIL_FROM: 'Campaign <campaign@mail.example>' };
    for (const name of ['SMTP_URL', 'MAIL_FROM'] as const) assert.equal(await fail({ [name]: mail[name], PUBLIC_URL: 'https://actions.example' }), 'SMTP_URL and MAIL_FROM need each other');
    assert.equal(await fail(mail), 'SMTP_URL needs PUBLIC_URL');
    const { mail: config } = readConfig({ ...mail, PUBLIC_URL: 'https://actions.example' }, { demo: false });
    assert.deepEqual(config, { url: mail.SMTP_URL, from: mail.MAIL_FROM, limit: 60 });
  });

  it('names every invalid variable at once', async () => {
    assert.equal(await fail({ PORT: 'x', PUBLIC_URL: 'x', RELEASES_DIR: '/nowhere' }), `${port}\n${publicUrl}\nRELEASES_DIR /nowhere is not a directory`);
  });

  it('refuses a DATA_DIR inside CAMPAIGNS_DIR, where its database would be served, and the other way round', async () => {
    const outer = createTempFolder();
    const inner = join(outer, 'inner');
    mkdirSync(inner);
    for (const [dataDir, campaignsDir] of [[inner, outer], [outer, inner], [outer, outer]])
      assert.equal(await fail({ DATA_DIR: dataDir, CAMPAIGNS_DIR: campaignsDir }), `DATA_DIR and CAMPAIGNS_DIR must not contain each other: ${dataDir}, ${campaignsDir}`);
    assert.deepEqual(readdirSync(outer), ['inner']);
  });

  it('names DATA_DIR if its database cannot be created, and DATABASE_URL if its server cannot be reached', async () => {
    await assert.rejects(start({ DATA_DIR: join(file, 'data') }), /^Error: cannot open the database: .+; check DATA_DIR$/);
    const url = 'postgres://me:secret@127.0.0.1:1/actions';
    await assert.rejects(start({ DATABASE_URL: url }), /^Error: cannot open the database: [^:]*ECONNREFUSED(?!.*secret).*; check DATABASE_URL$/);
  });

  it('names HOST and PORT if the server cannot listen there', async () => {
    await assert.rejects(start({ DATA_DIR: createTempFolder(), HOST: '192.0.2.1' }), /^Error: listen EADDRNOTAVAIL.*; check HOST and PORT$/);
  });

  it('takes an empty variable for a missing one', () => {
    const names = ['PORT', 'HOST', 'DATA_DIR', 'DATABASE_URL', 'CAMPAIGNS_DIR', 'PUBLIC_URL', 'TRUSTED_PROXIES', 'CAMPAIGN_LIMIT', 'SENDER_LIMIT', 'RELEASES_DIR'];
    const { port, host, dataDir, trustedProxies, limits, ...rest } = readConfig(Object.fromEntries(names.map((name) => [name, ''])), { demo: false });
    assert.deepEqual([port, host, dataDir], [8080, '127.0.0.1', '.data']);
    assert.deepEqual([trustedProxies, limits], [[], { campaign: 300, sender: 30 }]);
    assert.deepEqual(Object.values(rest).filter(Boolean), []);
  });

  it('adds the demo’s cards only to a database that the operator has not named', () => {
    const environments: Environment[] = [{ DATA_DIR: createTempFolder() }, { DATABASE_URL: 'postgres://localhost/actions' }, { CAMPAIGNS_DIR: createTempFolder() }];
    for (const env of environments) assert.equal(readConfig(env, { demo: true }).seedDemo, false, Object.keys(env).join());
    assert.deepEqual([readConfig({}, { demo: true }).seedDemo, readConfig({}, { demo: false }).seedDemo], [true, false]);
  });

  it('accepts every escaped character of a DATABASE_URL, an “@” that needs no escape, sockets and options', () => {
    const password = encodeURIComponent('p%#@/?:&= é\\');
    for (const databaseUrl of [
      `postgres://me:${password}@database.example/actions`,
      'postgresql://me:p@ss@database.example/actions',
      'postgres://database.example',
      'postgres://me@[::1]:5432/actions?sslmode=verify-full&sslrootcert=/etc/ssl/ca.pem',
      'postgres://me@%2Frun%2Fpostgresql/actions',
      'postgres:///actions?host=/run/postgresql&user=me',
      'postgres://me@database.example/actions?application_name=a@b',
    ])
      assert.equal(readConfig({ DATABASE_URL: databaseUrl }, { demo: false }).databaseUrl, databaseUrl);
  });

  it('accepts proxies of both families, subnets, and loopback for this machine', () => {
    const read = (value: string) => readConfig({ TRUSTED_PROXIES: value }, { demo: false }).trustedProxies;
    assert.deepEqual(read('10.0.0.1, 2001:db8::/32,loopback'), ['10.0.0.1', '2001:db8::/32', '127.0.0.0/8', '::1']);
  });

  it('accepts the default port of a URL and a slash after its host', () => {
    const read = (url: string) => readConfig({ PUBLIC_URL: url }, { demo: false }).publicOrigin;
    assert.equal(read('https://actions.example:443/'), 'https://actions.example');
    assert.equal(read('http://localhost:8080'), 'http://localhost:8080');
  });
});

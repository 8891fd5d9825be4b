/** The files in deploy/ and the README of the server agree with the server. `npm run test:deploy` runs them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { maxSubmissionBytes } from '../../src/campaign/schema/submission.schema.ts';
import { environmentSchema, readConfig } from '../../src/server/config.ts';
import { createHttpServer } from '../../src/server/http-server.ts';
import { memoryOptions } from '../support/memory-options.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readDeployFile = (name: string) => readFileSync(join(root, 'deploy', name), 'utf8');
const variables = Object.keys(environmentSchema.shape);

/** @returns the number that a pattern finds in a file */
function findNumber(name: string, pattern: RegExp): number {
  const [, digits] = pattern.exec(readDeployFile(name)) ?? [];
  assert.ok(digits, `${pattern.source} in ${name}`);
  return Number(digits);
}

describe('the files that the server’s package brings', () => {
  it('name the repository that package.json names', () => {
    const { homepage, repository, bugs } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { homepage: string; repository: { url: string }; bugs: { url: string } };
    const address = homepage.replace(/#.*$/, '');
    assert.deepEqual([repository.url, bugs.url], [`git+${address}.git`, `${address}/issues`]);
    const [, documentation] = /^Documentation=(.*)$/m.exec(readDeployFile('action-widgets.service')) ?? [];
    const [, link] = /\[documentation of the project\]\(([^#)]*)#/.exec(readFileSync(join(root, 'src/server/README.md'), 'utf8')) ?? [];
    assert.deepEqual([documentation, link], [address, address]);
  });
});

describe('the files in deploy/', () => {
  it('are all explained by the guide', () => {
    const guide = readFileSync(join(root, 'docs/deploy.md'), 'utf8');
    for (const name of readdirSync(join(root, 'deploy'))) assert.ok(guide.includes(name), name);
  });

  it('set only variables that the server reads', () => {
    const assignments = ['action-widgets.env', 'Dockerfile', 'compose.yaml'].flatMap((name) => [...readDeployFile(name).matchAll(/\b((?:[A-Z]+_)*(?:DIR|URL|PROXIES|PORT|HOST))[=:] ?\S/g)]);
    const names = [...new Set(assignments.map(([, name]) => name!))];
    assert.ok(names.length >= 6, names.join());
    assert.deepEqual(names.filter((name) => !variables.includes(name)), []);
  });

  it('let the proxy close an idle connection before the server does', () => {
    const { keepAliveTimeout } = createHttpServer(new Hono());
    for (const seconds of [findNumber('nginx.conf', /keepalive_timeout (\d+)s;/), findNumber('Caddyfile', /keepalive (\d+)s/)])
      assert.ok(seconds * 1000 + 5000 <= keepAliveTimeout, `${seconds} s`);
  });

  it('let the longest submission pass, as JSON and as a form', () => {
    assert.ok(findNumber('nginx.conf', /client_max_body_size (\d+)k;/) * 1024 >= 3 * maxSubmissionBytes);
  });

  it('lead to the port at which the server listens by default', () => {
    const { port } = readConfig({}, { demo: false });
    for (const [name, pattern] of [['nginx.conf', /server 127\.0\.0\.1:(\d+);/], ['haproxy.cfg', /server1 127\.0\.0\.1:(\d+)/], ['Caddyfile', /UPSTREAM:127\.0\.0\.1:(\d+)/], ['Dockerfile', /PORT=(\d+)/], ['compose.yaml', /UPSTREAM: server:(\d+)/]] as const)
      assert.equal(findNumber(name, pattern), port, name);
  });

  it('start the server itself, without npm', () => {
    for (const name of ['action-widgets.service', 'Dockerfile']) {
      const [command] = /^(?:ExecStart=|CMD )(?!.*healthz).*$/m.exec(readDeployFile(name)) ?? assert.fail(name);
      assert.match(command, /node\W.*bin\.js\W.*serve/, name);
      assert.doesNotMatch(command, /npm|npx/, name);
    }
  });

  it('start Node with the options for memory with which it is measured, and which the guide names', () => {
    for (const name of ['action-widgets.service', 'Dockerfile']) assert.deepEqual(readDeployFile(name).match(/--[\w-]+=\d+(?=.*bin\.js)/g), memoryOptions, name);
    const guide = readFileSync(join(root, 'docs/deploy.md'), 'utf8');
    for (const option of memoryOptions) assert.ok(guide.includes(`\`${option}\``), option);
  });
});

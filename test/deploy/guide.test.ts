/** The commands of docs/deploy.md, in the order in which it has them, and what they are for. */
import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { describe, it } from 'node:test';
import { countPeople, createSubmission, deployFolder, ensureNginx, ensureService, getCommands, getProperty, origin, run, send, submit, waitForService } from './support.ts';

describe('the deployment guide', () => {
  it('installs the server, checks a campaign, and starts the service', async () => {
    const output = await ensureService();
    assert.match(output, /^0 errors, 0 warnings in 1 file$/m);
    assert.match(output, /\{"status":"ok"\}/);
    assert.match(output, /no cards\n$/, 'action-widgets cards counts');
  });

  it('runs the service as its own user, whose data nobody else can read', async () => {
    assert.equal((await run('ps --no-headers -o user:20 -p "$(systemctl show --value --property=MainPID action-widgets)"')).trim(), 'action-widgets');
    const folder = '/var/lib/action-widgets';
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    for (const name of readdirSync(folder)) assert.equal(statSync(`${folder}/${name}`).mode & 0o077, 0, name);
    assert.equal(statSync('/etc/action-widgets.env').mode & 0o077, 0);
  });

  it('restricts the service: systemd-analyze security rates its exposure below 2', async () => {
    const [, exposure] = /Overall exposure level for action-widgets.service: ([\d.]+)/.exec(await run('systemd-analyze security --no-pager action-widgets'))!;
    assert.ok(Number(exposure) < 2, exposure);
  });

  it('accepts all units', async () => {
    assert.equal(await run(`cd ${deployFolder} && systemd-analyze verify ./action-widgets.service ./action-widgets-backup.service ./action-widgets-backup.timer 2>&1`), '');
  });

  it('stops the service cleanly, and starts it again after a crash', async () => {
    await run('systemctl restart action-widgets');
    await waitForService('http://127.0.0.1:8080');
    await run('systemctl kill --signal=KILL action-widgets');
    await waitForService('http://127.0.0.1:8080');
    await run('systemctl stop action-widgets');
    assert.equal(await getProperty('action-widgets', 'Result'), 'success');
    assert.equal(await getProperty('action-widgets', 'ExecMainStatus'), '0');
    await run('systemctl start action-widgets');
    await waitForService('http://127.0.0.1:8080');
  });

  it('draws a share image and a QR code within the limits of the service', async () => {
    for (const path of ['/campaigns/sam-sokha/counter.png', '/a/sam-sokha/qr.png']) {
      const { status, body } = await send(path, { base: 'http://127.0.0.1:8080' });
      assert.equal(status, 200, path);
      assert.equal(body.toString('latin1', 1, 4), 'PNG', path);
    }
  });

  it('passes standard input to commands for cards, and their exit codes on', async () => {
    await assert.rejects(run('action-widgets cards list --stage nonsense'), /nonsense/);
    await assert.rejects(run('echo 7k2mx9qa4d | action-widgets cards printed --from -'), /7k2mx9qa4d/);
  });

  it('adds nginx with TLS', async () => {
    await ensureNginx();
    assert.deepEqual(JSON.parse((await send('/healthz')).body.toString()), { status: 'ok' });
  });

  it('makes a backup of the running server, and restores it', async () => {
    const [backUp, restore] = getCommands('Backup and restore');
    const first = createSubmission();
    assert.equal((await submit(first)).status, 201);
    const count = await countPeople();
    const listing = await run(backUp!);
    assert.match(listing, /^-rw-------.* action-widgets .*\.sqlite$/m);

    const second = createSubmission();
    assert.equal((await submit(second)).status, 201);
    assert.equal(await countPeople(), count + 1);
    assert.match(await run(restore!), /^ok$/m);
    await waitForService();
    assert.equal(await countPeople(), count);
    assert.equal((await submit(first)).status, 200, 'it is in the backup');
    assert.equal((await submit(second)).status, 201, 'a page that is still open sends it again');
  });

  it('upgrades the server after a backup, deletes old backups, and keeps the files of the version before', async () => {
    await run('curl --fail --silent http://127.0.0.1:4873/-/publish');
    const backups = '/var/backups/action-widgets';
    await run(`runuser -u action-widgets -- touch --date='15 days ago' ${backups}/old.sqlite`);
    const { length } = readdirSync(backups);
    const { version: before } = JSON.parse(await run(`cat ${deployFolder}/../package.json`)) as { version: string };
    const count = await countPeople();
    const pinned = await send(`/${before}/action-letter.js`);
    const [upgrade] = getCommands('Upgrade and downgrade');
    assert.match(await run(upgrade!), /\{"status":"ok"\}\s*$/);
    const names = readdirSync(backups);
    assert.deepEqual([names.length, names.includes('old.sqlite')], [length, false]);
    assert.equal((await send('/99.0.0/action-letter.js')).status, 200);
    const { status, body } = await send(`/${before}/action-letter.js`);
    assert.equal(status, 200);
    assert.deepEqual(body, pinned.body);
    assert.equal(await countPeople(), count);
  });

  it('moves to PostgreSQL, makes a backup of it, and restores it', async () => {
    await run('version=$(ls /usr/lib/postgresql | sort --numeric-sort | tail --lines 1) && mkdir -p /var/log/postgresql && chown postgres: /var/log/postgresql /var/lib/postgresql && pg_createcluster "$version" main --start');
    const [start, backUpAndRestore] = getCommands('PostgreSQL');
    assert.match(await run(start!), /\{"status":"ok"\}\s*$/);
    const submission = createSubmission();
    assert.equal((await submit(submission)).status, 201);
    await run(backUpAndRestore!);
    await waitForService();
    assert.equal((await submit(submission)).status, 200);
    assert.equal(await countPeople(), 1);
  });

  it('logs problems only', async () => {
    const log = await run(`journalctl --unit action-widgets --output cat --grep '.' --no-pager`);
    const lines = log.trim().split('\n').filter((line) => !/^(The desk: |listening on |Start|Stopp|action-widgets\.service: )/.test(line));
    assert.deepEqual(lines, []);
    assert.equal((await send('/a/sam-sokha')).headers['strict-transport-security'], 'max-age=31536000');
    assert.match((await send('/a/sam-sokha/qr.svg')).body.toString(), new RegExp(`${origin}/a/sam-sokha`));
  });
});

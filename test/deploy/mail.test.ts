/** The recipes of docs/mail.md for letters that come back, as they are written, with the real Postfix and fetchmail. */
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { createLetter, createLetterCampaign } from '../server/support/campaigns.ts';
import { waitUntil } from '../support/wait-until.ts';
import { startPop3Server } from './pop3.ts';
import { ensureService, run, send, waitForService } from './support.ts';

const local = 'http://127.0.0.1:8080';
const guide = readFileSync(new URL('../../docs/mail.md', import.meta.url), 'utf8');
const [, section] = /^## Letters that come back$([^]*?)(?=^## |(?![^]))/m.exec(guide)!;
const [sudoers, aliases] = [...section!.matchAll(/^```\n([^]*?)^```$/gm)].map(([, block]) => block!);
const [, maildirLoop] = /^```sh\n([^]*?)^```$/m.exec(section!)!;
const [, mda] = /`mda "([^"]+)"`/.exec(section!.replaceAll('\n', ' '))!;

const campaign = createLetterCampaign({ id: 'mailed' });
campaign.letter!.targets = [{ ...campaign.letter!.targets[0]!, email: 'nobody-here@group.example' }];
campaign.letter!.delivery = 'email';

interface ListedEmail {
  id: string;
  state: string;
  problem: string | null;
}
const listEmails = async () => JSON.parse(await run('action-widgets mail list --json')) as ListedEmail[];
const find = async (id: string) => (await listEmails()).find((email) => email.id === id)!;

/** Sends a letter to an address that does not exist. @returns the id of its email, once that has left */
async function sendLetter(): Promise<string> {
  const earlierIds = new Set((await listEmails()).map(({ id }) => id));
  const { status, body } = await send(`/campaigns/${campaign.id}/submissions`, { base: local, method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: JSON.stringify(createLetter()) });
  assert.equal(status, 201, body.toString());
  const email = await waitUntil('the letter has left', async () => (await listEmails()).find(({ id, state }) => !earlierIds.has(id) && state !== 'waiting'));
  return email.id;
}

const readInbox = () => run('cat /var/mail/inbox 2>/dev/null || true');

/** @returns the report about a letter, as it is in the inbox */
async function waitForReport(id: string): Promise<string> {
  const messages = () => readInbox().then((text) => text.split(/^(?=From MAILER-DAEMON )/m));
  return waitUntil('the letter comes back', async () => (await messages()).find((message) => message.includes(id)));
}

describe('letters that come back', () => {
  before(async () => {
    await ensureService();
    writeFileSync('/srv/action-widgets/campaigns/mailed.json', JSON.stringify(campaign));
    appendFileSync('/etc/action-widgets.env', 'SMTP_URL=smtp://127.0.0.1:25\nMAIL_FROM=letters@group.example\n');
    // Accepts every address of its domain, and finds out afterwards who exists.
    await run(`useradd --system inbox
      postconf -e myhostname=mx.group.example 'mydestination=group.example, localhost' local_recipient_maps= inet_interfaces=loopback-only inet_protocols=ipv4 smtpd_peername_lookup=no biff=no mailbox_command= alias_maps=hash:/etc/aliases alias_database=hash:/etc/aliases
      echo 'letters: inbox@group.example' > /etc/aliases
      newaliases
      mkdir -p /var/mail && chown root:mail /var/mail && chmod 2775 /var/mail
      postfix start
      systemctl restart action-widgets`);
    await waitForService(local);
  });

  it('are noted when fetchmail fetches the mailbox, which is then empty', async () => {
    const id = await sendLetter();
    const messages = [await waitForReport(id), 'Subject: Something else\r\n\r\nHello'];
    const port = await startPop3Server(messages);
    writeFileSync('/root/.fetchmailrc', `poll 127.0.0.1 protocol pop3 service ${port} username "letters" password "secret" sslproto "" mda "${mda}"\n`, { mode: 0o600 });
    await run('fetchmail --nosyslog');
    assert.deepEqual(messages, []);
    assert.deepEqual(await find(id).then(({ state, problem }) => [state, problem]), ['bounced', '5.1.1']);
  });

  it('are noted from a Maildir', async () => {
    const id = await sendLetter();
    await run('mkdir -p /root/Maildir/new');
    writeFileSync('/root/Maildir/new/1532088000.M1P1.mx:2,', await waitForReport(id), { mode: 0o600 });
    assert.match(await run(maildirLoop!), new RegExp(`${id}: marked as bounced \\(5\\.1\\.1\\)`));
    assert.equal((await find(id)).state, 'bounced');
  });

  it('are noted by Postfix on the same machine, which still delivers what arrives', async () => {
    writeFileSync('/etc/sudoers.d/read-bounces', sudoers!, { mode: 0o440 });
    writeFileSync('/etc/aliases', aliases!);
    await run('visudo --check && newaliases');
    const id = await sendLetter();
    await waitForReport(id);
    await waitUntil('it is noted', async () => (await find(id)).state === 'bounced');
    assert.equal((await find(id)).problem, '5.1.1');
    await waitUntil('nothing is left in the queue', async () => (await run('mailq')).includes('Mail queue is empty'));
  });

  it('give the user of Postfix no other command', async () => {
    await assert.rejects(run(`su nobody -s /bin/sh -c 'sudo --non-interactive /usr/local/bin/action-widgets cards list'`), /password is required/);
  });
});

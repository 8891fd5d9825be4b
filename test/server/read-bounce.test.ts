/** Messages that mail servers send back. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readBounce } from '../../src/server/mail/read-bounce.ts';
import { createOldEximBounce, createUtf8Report, reports } from './bounces.ts';

const messageId = '4k7x2m9q1c@group.example';

describe('reports about deliveries', () => {
  for (const [server, create] of Object.entries(reports)) {
    it(`of ${server} say that a letter has come back, and which`, async () => {
      const status = '5.7.1';
      assert.deepEqual(await readBounce(create({ messageId, status })), { action: 'failed', status, messageId });
      // Some servers and disks use other line ends.
      assert.deepEqual(await readBounce(Buffer.from(create({ messageId, status }).toString().replaceAll('\r\n', '\n'))), { action: 'failed', status, messageId });
    });

    it(`of ${server} do not count while the letter is only late, or once it has arrived`, async () => {
      for (const [action, status] of [['delayed', '4.4.1'], ['delivered', '2.0.0'], ['relayed', '2.1.9'], ['expanded', '2.0.0']] as const)
        assert.deepEqual(await readBounce(create({ messageId, action, status })), { action: 'other', status, messageId });
    });
  }

  it('say that a letter has come back after days of trying', async () => {
    assert.deepEqual(await readBounce(reports['Postfix']!({ messageId, status: '4.4.7' })), { action: 'failed', status: '4.4.7', messageId });
  });

  it('can be about an address in another script', async () => {
    assert.deepEqual(await readBounce(createUtf8Report({ messageId })), { action: 'failed', status: '5.1.1', messageId });
  });

  it('can be those of old versions of Exim', async () => {
    assert.deepEqual(await readBounce(createOldEximBounce({ messageId })), { action: 'failed', status: undefined, messageId });
  });

  it('may have fields that continue on another line, and comments', async () => {
    const text = reports['Postfix']!({ messageId }).toString();
    const folded = text.replace('Action: failed\r\nStatus: 5.1.1', 'Action:\r\n\tfailed (permanent)\r\nStatus:\r\n  5.1.1 (bad destination)');
    assert.notEqual(folded, text);
    assert.deepEqual(await readBounce(Buffer.from(folded)), { action: 'failed', status: '5.1.1', messageId });
  });

  it('may lack an action, a status or the original', async () => {
    const text = reports['Postfix']!({ messageId }).toString();
    assert.deepEqual(await readBounce(Buffer.from(text.replace(/^Action: failed\r\n/m, ''))), { action: 'failed', status: '5.1.1', messageId });
    assert.deepEqual(await readBounce(Buffer.from(text.replace(/^Action: failed\r\nStatus: 5.1.1/m, 'Status: 4.1.1'))), { action: 'other', status: '4.1.1', messageId });
    assert.deepEqual(await readBounce(Buffer.from(text.replace(/^Status: .*\r\n/m, 'Status: dara@group.example\r\n'))), { action: 'failed', status: undefined, messageId });
    assert.deepEqual(await readBounce(Buffer.from(text.replace('message/rfc822', 'text/plain'))), { action: 'failed', status: '5.1.1', messageId: undefined });
  });

  it('are not other messages, whatever they contain', async () => {
    const reply = `From: minister@ministry.example\r\nTo: letters@group.example\r\nIn-Reply-To: <${messageId}>\r\nAuto-Submitted: auto-replied\r\nSubject: Out of office\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\nMessage-ID: <${messageId}>\r\n`;
    const deep = `Content-Type: multipart/mixed; boundary=a0\r\n\r\n${Array.from({ length: 2000 }, (_, i) => `--a${i}\r\nContent-Type: multipart/mixed; boundary=a${i + 1}\r\n\r\n`).join('')}`;
    for (const source of [reply, '', 'x', '\0'.repeat(1000), deep, `Content-Type: ${'a'.repeat(3_000_000)}\r\n\r\n`]) assert.equal(await readBounce(Buffer.from(source)), undefined, source.slice(0, 40));
  });
});

/** A mail server for tests. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string[];
  headers: string;
  text: string;
}

/** Undoes quoted-printable, base64 and encoded words, as far as nodemailer uses them. */
function parseMail(source: string): { headers: string; text: string } {
  const [head = '', body = ''] = source.split(/\r\n\r\n([^]*)/);
  const decodeQuoted = (text: string) => Buffer.from(text.replace(/=\r\n/g, '').replace(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString();
  const isBase64 = /Content-Transfer-Encoding: base64/i.test(head);
  return { headers: head, text: isBase64 ? Buffer.from(body, 'base64').toString() : decodeQuoted(body) };
}

export interface TestSmtpServer {
  url: string;
  /** What it has accepted. */
  mails: ReceivedMail[];
  /** Its answer to each recipient; undefined to accept them. */
  refusal: { code: number; message: string } | undefined;
  /** Called for each email that it has accepted, before it says so. */
  onMail: (() => void) | undefined;
  stop: () => Promise<void>;
}

export async function startSmtpServer(): Promise<TestSmtpServer> {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_, __, callback) {
      const { refusal } = server;
      callback(refusal && Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
    },
    onData(stream, { envelope }, callback) {
      let source = '';
      stream.on('data', (data: Buffer) => (source += data.toString()));
      stream.on('end', () => {
        server.mails.push({ to: envelope.rcptTo.map(({ address }) => address), ...parseMail(source) });
        server.onMail?.();
        callback();
      });
    },
  });
  const listening = once(smtp.server, 'listening');
  smtp.listen(0, '127.0.0.1');
  await listening;
  const { port } = smtp.server.address() as AddressInfo;
  const server: TestSmtpServer = {
    url: `smtp://127.0.0.1:${port}`,
    mails: [],
    refusal: undefined,
    onMail: undefined,
    stop: () => new Promise((resolve) => smtp.close(resolve)),
  };
  return server;
}

/** A mailbox elsewhere: a POP3 server with the messages that a test gives it. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** @param messages are removed when a client deletes them @returns its port */
export async function startPop3Server(messages: string[]): Promise<number> {
  const server = createServer((socket) => serve(socket, messages));
  server.unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function serve(socket: Socket, messages: string[]): void {
  const deleted = new Set<number>();
  const send = (...lines: string[]) => socket.write(`${lines.join('\r\n')}\r\n`);
  /** A line that begins with a dot gets another one: RFC 1939, section 3. */
  const sendText = (text: string) => send('+OK', ...text.split(/\r?\n/).map((line) => line.replace(/^\./, '..')), '.');
  socket.on('error', () => undefined);
  send('+OK');
  createInterface(socket).on('line', (line) => {
    const [command = '', argument = ''] = line.split(' ');
    const index = Number(argument) - 1;
    switch (command.toUpperCase()) {
      case 'STAT':
        return send(`+OK ${messages.length} ${messages.join('').length}`);
      case 'LIST':
        return argument ? send(`+OK ${argument} ${messages[index]!.length}`) : send('+OK', ...messages.map((message, i) => `${i + 1} ${message.length}`), '.');
      case 'UIDL':
        return send('+OK', ...messages.map((_, i) => `${i + 1} uid${i}`), '.');
      // fetchmail asks for more lines than there are.
      case 'TOP':
      case 'RETR':
        return sendText(messages[index]!);
      case 'DELE':
        deleted.add(index);
        return send('+OK');
      case 'USER':
      case 'PASS':
      case 'NOOP':
        return send('+OK');
      case 'QUIT':
        messages.splice(0, Infinity, ...messages.filter((_, i) => !deleted.has(i)));
        send('+OK');
        return void socket.end();
      default:
        return send('-ERR');
    }
  });
}

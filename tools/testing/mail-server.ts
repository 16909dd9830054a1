import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A letter as it came over the wire. */
export interface ReceivedLetter {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body, lines joined by \n. */
  readonly raw: string;
}

export interface MailServerManners {
  /** Answers to EHLO, such as STARTTLS. */
  readonly offers?: readonly string[];
  /** Recipients that it does not know: 550, with the address in the reply as real servers do. */
  readonly refuses?: (recipient: string) => boolean;
  /** Takes connections and never says a word. */
  readonly mute?: boolean;
}

/** A mail server of a test's own on a free loopback port, without TLS. */
export interface MailServer {
  readonly url: string;
  readonly letters: readonly ReceivedLetter[];
  /** Every line outside letters, in order; what comes after STARTTLS is told by its first byte. */
  readonly heard: readonly string[];
  /** Connections that are open now. */
  connections(): number;
  close(): Promise<void>;
}

export async function openMailServer(manners: MailServerManners = {}): Promise<MailServer> {
  const letters: ReceivedLetter[] = [];
  const heard: string[] = [];
  const clients = new Set<Socket>();
  const server = createServer((socket) => {
    clients.add(socket);
    socket.on('error', () => undefined).on('close', () => clients.delete(socket));
    if (!manners.mute) converse(socket, manners, { letters, heard });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    letters,
    heard,
    connections: () => clients.size,
    async close() {
      for (const client of clients) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

type Kept = { readonly letters: ReceivedLetter[]; readonly heard: string[] };

/** SMTP as far as one letter a connection needs it (RFC 5321). */
function converse(socket: Socket, { offers = [], refuses }: MailServerManners, { letters, heard }: Kept): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  const lines = createInterface(socket);
  let letter: { from: string; to: string[] } = { from: '', to: [] };
  let body: string[] | undefined;
  const inBody = (line: string, sofar: string[]) => {
    if (line !== '.') return sofar.push(line);
    letters.push({ ...letter, raw: sofar.join('\n') });
    body = undefined;
    return say('250 2.0.0 taken');
  };
  const command = (line: string) => {
    heard.push(line);
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    const verb = line.split(/[ :]/)[0]?.toUpperCase();
    if (verb === 'EHLO') return [...offers.map((offer) => `250-${offer}`), '250 8BITMIME'].map(say);
    if (verb === 'MAIL') letter = { from: address, to: [] };
    if (verb === 'RCPT' && refuses?.(address)) return say(`550 5.1.1 <${address}> is not known here`);
    if (verb === 'RCPT') letter.to.push(address);
    if (verb === 'DATA') body = [];
    if (verb === 'QUIT') return socket.end('221 2.0.0 bye\r\n');
    if (verb === 'STARTTLS' && !offers.includes('STARTTLS')) return say('502 5.5.1 not here');
    if (verb === 'STARTTLS') hearTls(socket, () => lines.close(), heard);
    return say({ DATA: '354 go on', STARTTLS: '220 2.0.0 ready' }[verb ?? ''] ?? '250 2.0.0 ok');
  };
  lines.on('line', (line) => void (body === undefined ? command(line) : inBody(line, body)));
  say('220 test.invalid ESMTP');
}

/** A TLS handshake begins with byte 22; it has no certificate to answer with and hangs up. */
function hearTls(socket: Socket, leaveLines: () => void, heard: string[]): void {
  leaveLines();
  socket.removeAllListeners('data').once('data', (bytes) => {
    heard.push(`byte ${bytes[0]}`);
    socket.destroy();
  });
  socket.resume();
}

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a server and tears connections. */
export interface TcpProxy {
  /** The address of the server with the proxy's port instead. */
  readonly url: string;
  /** Resets (RST) every connection towards the client now; answers how many. */
  resetAll(): number;
  /** From now on, each time a client sends something that contains `text`, it reaches the server, and then the client is reset. */
  resetAfter(text: string | null): void;
  close(): Promise<void>;
}

/** Opens a proxy on a free loopback port in front of the server of `url`. */
export async function openTcpProxy(url: string): Promise<TcpProxy> {
  const target = new URL(url);
  const clients = new Set<Socket>();
  let trap: string | null = null;
  const server = createServer((client) => {
    const upstream = connect({ host: target.hostname, port: Number(target.port || 5432), noDelay: true });
    clients.add(client.setNoDelay(true));
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on('error', () => undefined);
      socket.on('close', () => other.destroy());
    }
    client.on('close', () => clients.delete(client));
    upstream.on('data', (chunk) => client.write(chunk));
    client.on('data', (chunk) => {
      const trapped = trap !== null && chunk.includes(trap);
      // Reset only once the server has it all: what it does then, the client will never hear.
      upstream.write(chunk, () => trapped && client.resetAndDestroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = new URL(url);
  own.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: own.href,
    resetAll() {
      const torn = clients.size;
      for (const client of clients) client.resetAndDestroy();
      return torn;
    },
    resetAfter(text) {
      trap = text;
    },
    async close() {
      for (const client of clients) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

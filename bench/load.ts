import { Agent, request } from 'node:http';

/** What a closed loop of clients saw: each asks again as soon as it was answered. */
export interface Seen {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/**
 * Two sides in turns of `sliceMs`, so that a busy moment of the machine falls on both. `sides` answer one request of one client; what they throw ends the
 * run. The first turn of each is not counted.
 */
export async function inTurns(
  clients: number,
  turns: number,
  sliceMs: number,
  sides: readonly ((client: number) => Promise<void>)[],
): Promise<readonly Seen[]> {
  const took: number[][] = sides.map(() => []);
  const spent = sides.map(() => 0);
  for (let turn = 0; turn <= turns; turn += 1)
    for (const [index, ask] of sides.entries()) {
      const began = performance.now();
      const times = await slice(clients, sliceMs, ask);
      if (turn === 0) continue;
      took[index]?.push(...times);
      spent[index] = (spent[index] ?? 0) + performance.now() - began;
    }
  return sides.map((_, index) => {
    const times = (took[index] ?? []).sort((a, b) => a - b);
    return {
      perSecond: times.length / ((spent[index] ?? 1) / 1_000),
      p50: quantile(times, 0.5),
      p99: quantile(times, 0.99),
    };
  });
}

async function slice(
  clients: number,
  sliceMs: number,
  ask: (client: number) => Promise<void>,
): Promise<readonly number[]> {
  const until = performance.now() + sliceMs;
  const times: number[] = [];
  const loop = async (client: number) => {
    while (performance.now() < until) {
      const began = performance.now();
      await ask(client);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => loop(client)));
  return times;
}

export type Post = (
  client: number,
  path: string,
  body: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<unknown>;

/** One kept connection a client, each from an address of its own, as clients have them. Rejects with the answer when it is not 200. */
export function poster(url: string, clients: number): { readonly post: Post; close(): void } {
  const { hostname, port } = new URL(url);
  const agents = Array.from({ length: clients }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  // Other systems have one loopback address only.
  const from = (client: number) => (process.platform === 'linux' ? { localAddress: `127.0.0.${2 + client}` } : {});
  const post: Post = (client, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const agent = agents[client];
      if (agent === undefined) return reject(new RangeError(`no client ${client}`));
      const sent = request(
        {
          hostname,
          port,
          path,
          method: 'POST',
          agent,
          ...from(client),
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers },
        },
        (response) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('end', () => {
            const answer = Buffer.concat(pieces).toString('utf8');
            if (response.statusCode === 200) resolve(JSON.parse(answer));
            else reject(new Error(`${path}: ${response.statusCode} ${answer.slice(0, 300)}`));
          });
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  return {
    post,
    close: () => {
      for (const agent of agents) agent.destroy();
    },
  };
}

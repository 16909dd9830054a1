/**
 * The other side of P3 and P4, a program of its own like `server.ts`: a Fastify without any plugin, a pool of the same size, one transaction a request that
 * writes what it is sent. `node bare-server.ts PORT DATABASE_URL`.
 */
import fastify from 'fastify';
import postgres from 'postgres';

interface Batch {
  /** Rows by table of the schema `bare`. */
  readonly inserts: Readonly<Record<string, readonly Record<string, unknown>[]>>;
  /** The stream to update, with its columns. */
  readonly update?: { readonly id: string; readonly columns: Readonly<Record<string, unknown>> };
}

/** JSON knows no bytes: they travel as `\\x` and hex. */
function withBytes(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const bytes = (value: unknown) =>
    typeof value === 'string' && value.startsWith('\\x') ? Buffer.from(value.slice(2), 'hex') : value;
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, bytes(value)]));
}

const [port, url] = process.argv.slice(2);
const sql = postgres(url ?? '', { max: 12, onnotice: () => undefined });
const app = fastify({ bodyLimit: 1 << 20 });
const listeners = new Set<(text: string) => void>();

app.post('/batch', async (request) => {
  const { inserts, update } = request.body as Batch;
  await sql.begin((tx) => [
    ...Object.entries(inserts).map(
      ([table, rows]) => tx`insert into ${tx(`bare.${table}`)} ${tx(rows.map(withBytes))}`,
    ),
    ...(update === undefined
      ? []
      : [tx`update bare.streams set ${tx(withBytes(update.columns))} where id = ${update.id}`]),
  ]);
  for (const tell of listeners) tell('data: {}\n\n');
  return { recorded: true };
});

app.get('/stream', (_request, reply) => {
  const { raw } = reply.hijack();
  raw.writeHead(200, { 'content-type': 'text/event-stream' });
  raw.write(': \n\n');
  const tell = (text: string) => void raw.write(text);
  listeners.add(tell);
  raw.once('close', () => listeners.delete(tell));
});

await app.listen({ port: Number(port), host: '127.0.0.1' });
process.once('SIGTERM', () => process.exit());

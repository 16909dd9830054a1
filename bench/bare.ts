import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { type Child, startChild } from '#tools/servers/child';
import { freePort } from '#tools/servers/port';

type Row = Readonly<Record<string, unknown>>;

/** What one real request wrote: the same rows are written again by the bare side, under fresh keys. */
export interface Written {
  readonly inserts: Readonly<Record<string, readonly Row[]>>;
  readonly streams: readonly Row[];
}

const TABLES = ['events', 'duties', 'notices', 'acts', 'audit', 'vault', 'answers', 'warnings'] as const;

/** The tables of the domain once more in a schema of their own: same columns and indexes, no walls, no triggers, no foreign keys. */
export async function makeBareTables(sql: Sql): Promise<void> {
  await sql.unsafe('drop schema if exists bare cascade; create schema bare');
  for (const table of [...TABLES, 'streams'])
    await sql.unsafe(`create table bare.${table} (like public.${table} including all)`);
  // Every generated number is the server's own matter.
  await sql.unsafe('alter table bare.vault alter column seq drop identity; alter table bare.vault drop column seq');
  await sql.unsafe('insert into bare.streams select * from streams');
}

/** The rows that the act with this key wrote. */
export async function writtenBy(sql: Sql, key: string): Promise<Written> {
  const json = async (table: string, where: string) => {
    const rows = await sql.unsafe<{ row: Row }[]>(
      `select to_jsonb(t) - 'seq' - case when '${table}' = 'audit' then 'id' else '' end as row from ${table} t where ${where}`,
    );
    return rows.map(({ row }) => row);
  };
  const events = await json('events', `act = '${key}'`);
  const ids = [...new Set(events.map((row) => `'${String(row.stream_id)}'`))].join(',');
  const at = `'${String(events[0]?.at)}'`;
  const inserts = {
    events,
    duties: await json('duties', `stream_id in (${ids}) and (opened_at = ${at} or done_at = ${at})`),
    notices: await json('notices', `stream_id in (${ids}) and created_at = ${at}`),
    acts: await json('acts', `act_key = '${key}'`),
    audit: await json('audit', `stream_id in (${ids}) and at = ${at}`),
    vault: await json('vault', `owner_id in (${ids}) and created_at = ${at}`),
    answers: await json('answers', `at = ${at}`),
    warnings: await json('warnings', `at = ${at}`),
  };
  return {
    inserts: Object.fromEntries(Object.entries(inserts).filter(([, rows]) => rows.length > 0)),
    streams: await json('streams', `id in (${ids})`),
  };
}

/** Rows of a request, counted as people count them. */
export function rowsOf({ inserts, streams }: Written): number {
  return Object.values(inserts).reduce((sum, rows) => sum + rows.length, 0) + streams.length;
}

/** The same rows under fresh keys. `born`: the stream, if any, is inserted, not updated; the child is another one. */
export function freshBatch({ inserts, streams }: Written, born: boolean, streamIds: readonly string[]) {
  const fresh = new Map<string, string>();
  const renew = (id: unknown) => {
    const known = fresh.get(String(id)) ?? randomUUID();
    fresh.set(String(id), known);
    return known;
  };
  const rows = Object.entries(inserts).map(([table, list]) => [
    table,
    list.map((row) => ({
      ...row,
      ...('id' in row ? { id: randomUUID() } : {}),
      ...('stream_id' in row ? { stream_id: renew(row.stream_id) } : {}),
      ...('act_key' in row ? { act_key: randomUUID() } : {}),
      ...('student_id' in row && born ? { student_id: renew(row.student_id) } : {}),
      ...('observed_at' in row ? { observed_at: new Date(Date.now() - Math.random() * 1e9) } : {}),
    })),
  ]);
  const all = Object.fromEntries(rows) as Record<string, readonly Row[]>;
  const [stream] = streams;
  if (stream === undefined) return { inserts: all };
  const { id, ...columns } = stream;
  if (born)
    return { inserts: { streams: [{ ...stream, id: renew(id), student_id: renew(stream.student_id) }], ...all } };
  return {
    inserts: all,
    update: { id: streamIds[Math.floor(Math.random() * streamIds.length)], columns: changing(columns) },
  };
}

/** What an act changes of a stream. */
function changing(columns: Row): Row {
  const names = [
    'level',
    'stage',
    'owner',
    'version',
    'head_hash',
    'state',
    'person_version',
    'last_at',
    'next_due_at',
  ];
  return Object.fromEntries(Object.entries(columns).filter(([name]) => names.includes(name)));
}

/** The bare server as a process of its own. */
export async function startBare(
  home: string,
  databaseUrl: string,
): Promise<{ readonly url: string } & Pick<Child, 'stop'>> {
  const port = await freePort();
  const child = await startChild({
    program: process.execPath,
    args: ['--import', 'tsx', join(import.meta.dirname, 'bare-server.ts'), String(port), databaseUrl],
    log: join(home, 'bare.log'),
  });
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    const up = await fetch(`${url}/nothing`).then(
      () => true,
      () => false,
    );
    if (up) return { url, stop: child.stop };
    if (!child.running()) throw new Error(`the bare server did not start; see ${home}`);
  }
}

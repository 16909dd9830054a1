import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql, TransactionSql } from 'postgres';
import { afterAll, describe, expect, it } from 'vitest';
import { link } from '#db/chain';
import type { Finding } from '#db/proof';
import { freshDatabase } from './testing/database.ts';
import { livedCase, stageOf } from './testing/lived-case.ts';
import { oneSchool, StandingClock } from './testing/one-school.ts';
import { type Asked, verify } from './verify.ts';

const database = await freshDatabase();
const { admin } = database;
const stage = stageOf(database.open('api', { size: 4 }), database.open('clock'), new StandingClock());
const { caseId, referral, followUp } = await livedCase(await oneSchool(admin), stage);
const folder = mkdtempSync(join(tmpdir(), 'verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ask(asked: Partial<Asked>): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const code = await verify({ language: 'en', json: false, url: database.adminUrl, ...asked }, (text) =>
    said.push(text),
  );
  return { code, said: said.join('\n') };
}

async function findings(): Promise<readonly Finding[]> {
  const { said } = await ask({ caseId, json: true });
  return JSON.parse(said).findings;
}

const GUARDED = ['events', 'acts', 'streams', 'duties'];

/** Does what only an administrator can, past every trigger, looks, and puts everything back. */
async function tampered(change: (sql: TransactionSql) => Promise<unknown>): Promise<readonly Finding[]> {
  const keep = async (sql: Sql | TransactionSql, to: 'enable always' | 'disable') => {
    for (const [table, trigger] of [
      ['events', 'insert_only_rows'],
      ['acts', 'insert_only_rows'],
      ['streams', 'streams_next_due_is_earliest'],
      ['duties', 'duties_next_due_is_earliest'],
    ] as const)
      await sql.unsafe(`alter table ${table} ${to} trigger ${trigger}`);
  };
  for (const table of GUARDED) await admin.unsafe(`create table kept_${table} as table ${table}`);
  await admin.begin(async (sql) => {
    await keep(sql, 'disable');
    await sql`set local session_replication_role = replica`;
    await change(sql);
    await keep(sql, 'enable always');
  });
  const found = await findings();
  await admin.begin(async (sql) => {
    await keep(sql, 'disable');
    await sql`set local session_replication_role = replica`;
    for (const table of GUARDED.toReversed()) await sql.unsafe(`delete from ${table}`);
    for (const table of GUARDED) await sql.unsafe(`insert into ${table} table kept_${table}`);
    await keep(sql, 'enable always');
  });
  for (const table of GUARDED) await admin.unsafe(`drop table kept_${table}`);
  expect(await findings(), 'all is put back').toEqual([]);
  return found;
}

const about = (stream: string, fault: string, version: number | null = null) =>
  expect.objectContaining({ stream, fault, version });

describe('a case in the database', () => {
  it('is found as it was written: three chains, their receipts, exit code 0', async () => {
    const { code, said } = await ask({ caseId });
    expect(code).toBe(0);
    expect(said).toContain('in 3 chains');
    expect(said).toContain('Everything is as it was written.');
    expect((await ask({ caseId, language: 'zh-CN' })).said).toContain('全部与写入时一致');
  });

  it('with one byte changed names the row, and the exit code is 1', async () => {
    const change = (sql: TransactionSql) =>
      sql`update events set bytes = set_byte(bytes, 200, get_byte(bytes, 200) # 1) where stream_id = ${caseId} and version = 7`;
    expect(await tampered(change)).toEqual([about(caseId, 'changed', 7)]);
  });

  it('with a column beside the bytes changed names the row', async () => {
    const change = (sql: TransactionSql) =>
      sql`update events set at = at - interval '1 hour' where stream_id = ${referral} and version = 4`;
    expect(await tampered(change)).toEqual([about(referral, 'changed', 4)]);
  });

  it('with a row removed from the middle or the end names the row', async () => {
    const remove = (version: number) => (sql: TransactionSql) =>
      sql`delete from events where stream_id = ${followUp} and version = ${version}`;
    const [head] = await admin<{ version: number }[]>`select version from streams where id = ${followUp}`;
    expect(await tampered(remove(2))).toEqual([about(followUp, 'missing', 2)]);
    expect(await tampered(remove(head?.version ?? 0))).toEqual([about(followUp, 'missing', head?.version ?? 0)]);
  });

  it('with a row added names it, also one forged to fit the chain', async () => {
    const [last] = await admin<{ version: number; hash: Buffer }[]>`
      select version, hash from events where stream_id = ${caseId} order by version desc limit 1`;
    const version = (last?.version ?? 0) + 1;
    const prev = last?.hash ?? Buffer.alloc(0);
    const own = { version, type: 'told', at: stage.clock.at, actor: 'clock' };
    const fact = { type: 'told', whom: 'county' };
    const { bytes, hash } = link(prev, { stream: caseId, kind: 'case', policy: 1, fact, ...own });
    const insert = (text: Buffer, digest: Buffer) => (sql: TransactionSql) =>
      sql`insert into events values (${caseId}, ${version}, null, 'clock', 'told', ${new Date(own.at)}, ${text}, ${prev}, ${digest})`;
    expect(await tampered(insert(bytes, hash))).toEqual([about(caseId, 'added', version)]);
    expect(await tampered(insert(Buffer.from('{}'), hash))).toEqual([about(caseId, 'changed', version)]);
  });

  it("with two rows in each other's place names the first", async () => {
    const change = (sql: TransactionSql) => sql`
      update events e set act = o.act, actor = o.actor, type = o.type, at = o.at, bytes = o.bytes, prev = o.prev, hash = o.hash
      from events o where e.stream_id = ${caseId} and o.stream_id = ${caseId} and e.version in (8, 9) and o.version = 17 - e.version`;
    expect(await tampered(change)).toEqual([about(caseId, 'reordered', 8)]);
  });
});

describe('what stands beside the rows of a case', () => {
  it('rewritten as a whole, head and all, still differs from the receipts', async () => {
    const shorter = (sql: TransactionSql) => sql`
      with cut as (delete from events where stream_id = ${referral} and version > 4)
      update streams set version = 4, head_hash = (select hash from events where stream_id = ${referral} and version = 4) where id = ${referral}`;
    const found = await tampered(shorter);
    expect(found).toContainEqual(expect.objectContaining({ stream: referral, fault: 'receiptDiffers' }));
  });

  it('with another state, another limit or another holder than its facts make says so', async () => {
    const level = (sql: TransactionSql) => sql`update streams set level = 'L1' where id = ${caseId}`;
    const state = (sql: TransactionSql) =>
      sql`update streams set state = jsonb_set(state, '{misses}', '0') where id = ${followUp}`;
    const holder = (sql: TransactionSql) =>
      sql`update duties set holder = (select id from people limit 1) where stream_id = ${caseId} and done_at is null`;
    expect(await tampered(level)).toEqual([about(caseId, 'stateDiffers')]);
    expect(await tampered(state)).toEqual([about(followUp, 'stateDiffers')]);
    expect(await tampered(holder)).toEqual([about(caseId, 'dutiesDiffer')]);
  });

  it('with a whole stream gone is missed by the case that started it', async () => {
    const gone = async (sql: TransactionSql) => {
      for (const table of ['events', 'acts', 'duties'])
        await sql.unsafe(`delete from ${table} where stream_id = '${referral}'`);
      await sql`delete from streams where id = ${referral}`;
    };
    expect(await tampered(gone)).toEqual([about(referral, 'streamMissing')]);
  });
});

describe('an exported case', () => {
  const file = join(folder, 'case.jsonl');
  const linesOf = async () => {
    await ask({ caseId, exportTo: file });
    return readFileSync(file, 'utf8').trimEnd().split('\n');
  };
  const offline = async (lines: readonly string[]) => {
    writeFileSync(file, `${lines.join('\n')}\n`);
    const { code, said } = await ask({ file, url: undefined, json: true });
    return { code, found: code === 2 ? [] : (JSON.parse(said).findings as Finding[]) };
  };
  const isRow = (line: string) => line.includes(`"line":"row","stream":"${caseId}"`);

  it('is proved without a database', async () => {
    expect(await offline(await linesOf())).toEqual({ code: 0, found: [] });
  });

  it('with a line removed, doubled, moved or altered names the row', async () => {
    const lines = await linesOf();
    const first = lines.findIndex(isRow);
    const [two, three] = [lines[first + 1] ?? '', lines[first + 2] ?? ''];
    expect((await offline(lines.toSpliced(first + 1, 1))).found).toEqual([about(caseId, 'missing', 2)]);
    expect((await offline(lines.toSpliced(first + 1, 0, two))).found).toEqual([about(caseId, 'added', 2)]);
    expect((await offline(lines.toSpliced(first + 1, 2, three, two))).found).toEqual([about(caseId, 'reordered', 2)]);
    const altered = lines.map((line) =>
      isRow(line) ? line.replace('\\"floor\\":\\"L3\\"', '\\"floor\\":\\"L1\\"') : line,
    );
    expect((await offline(altered)).found).toEqual([about(caseId, 'changed', 3)]);
  });

  it('that is no case file is refused with the line, exit code 2', async () => {
    const lines = await linesOf();
    writeFileSync(file, `${lines[0]}\nnonsense\n`);
    const { code, said } = await ask({ file, url: undefined });
    expect([code, said]).toEqual([2, 'The file is no exported case; the fault is at (line 2)']);
  });
});

it('answers 2 for an unknown case, no database, no file, no argument', async () => {
  const codes = [
    await ask({ caseId: '00000000-0000-4000-8000-000000000000' }),
    await ask({ caseId, url: undefined }),
    await ask({ caseId, url: 'postgres://nobody@127.0.0.1:1/none' }),
    await ask({ file: join(folder, 'none.jsonl') }),
    await ask({}),
  ].map(({ code }) => code);
  expect(codes).toEqual([2, 2, 2, 2, 2]);
});

import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { type Finding, prove, type Receipt } from '#db/proof';
import { caseRecord } from '#db/queries/case-record';
import type { Database } from '#db/transaction';
import { SECOND } from '#domain/instant';
import { type Entry, nameOf } from './ledger.ts';

/** What is wrong with the record, in words; nothing = it is what the clients were told. */
export interface Verdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly broken: readonly string[];
  readonly late: readonly string[];
  /** Seconds from the moment everything was up until no clock was late and every workflow had heard; null: never. */
  readonly quietAfterS: number | null;
  readonly streams: number;
  readonly open: number;
  readonly facts: number;
  readonly rings: number;
}

/** A clock may be late by so much once everything is up. */
const LATE_MS = 30 * SECOND;
/** Nothing is quiet before every workflow has heard and no step waits longer than this. */
const QUIET_MS = 5 * SECOND;
const PATIENCE_MS = 90 * SECOND;

/**
 * Waits until no clock is late and every workflow has heard. `late` names the clocks that are late by more than 30 s after as long from now, and whoever
 * has not heard when patience ends.
 */
export async function awaitQuiet(sql: Sql): Promise<Pick<Verdict, 'quietAfterS' | 'late'>> {
  const up = Date.now();
  const late = new Set<string>();
  for (;;) {
    const waiting = await waitingStreams(sql);
    const gone = Date.now() - up;
    if (waiting.length === 0) return { quietAfterS: Math.round(gone / SECOND), late: [...late] };
    if (gone > LATE_MS) for (const { id, kind, lateMs } of waiting) if (lateMs > LATE_MS) late.add(`${kind} ${id}`);
    if (gone > PATIENCE_MS) {
      const unheard = waiting.filter((stream) => stream.unheard).map(({ id, kind }) => `${kind} ${id}, unheard`);
      return { quietAfterS: null, late: [...late, ...unheard] };
    }
    await pause(250);
  }
}

async function waitingStreams(sql: Sql) {
  const now = Date.now();
  const rows = await sql<{ id: string; kind: string; unheard: boolean; due: string | null }[]>`
    select id, kind, woken < version as unheard, (extract(epoch from next_due_at) * 1000)::bigint::text as due from streams
      where woken < version or next_due_at < ${new Date(now - QUIET_MS).toISOString()}`;
  return rows.map(({ due, ...row }) => ({ ...row, lateMs: due === null ? 0 : now - Number(due) }));
}

/** Compares the record with what the clients were answered. Nothing may write meanwhile. */
export async function judge(sql: Sql, auditor: Database, entries: readonly Entry[]) {
  const acts = await actsOf(sql);
  const facts = await factsOf(sql);
  const own = (key: string, actor: string) => acts.get(key)?.find((act) => act.actor === actor);
  const lost = entries.flatMap(({ answer, wish }) => {
    const act = own(wish.key, wish.person);
    const faults =
      act === undefined
        ? ['answered, not on record']
        : [...differences(answer, act.outcome), ...factsMissing(act.outcome, facts.get(wish.key) ?? [])];
    return faults.map((fault) => `${nameOf(wish)}: ${fault}`);
  });
  const asked = new Set(entries.map(({ wish }) => wish.key));
  const unasked = [...acts].filter(([key, [act]]) => !asked.has(key) && act !== undefined && !NOBODY.has(act.actor));
  return {
    lost: [...lost, ...backwards(entries)],
    doubled: [
      ...[...facts].flatMap(([key, runs]) => twice(key, runs, acts.get(key) ?? [])),
      ...unasked.map(([key]) => `${key}: on record, asked by nobody`),
    ],
    broken: await findings(sql, auditor, entries),
    ...(await countsOf(sql)),
  };
}

/** Actors that ask for themselves. */
const NOBODY: ReadonlySet<string> = new Set(['clock', 'system']);

interface StoredAct {
  readonly actor: string;
  readonly outcome: StoredOutcome;
}

interface StoredOutcome {
  readonly status: string;
  readonly code?: string;
  readonly stream: string | null;
  readonly version?: number;
  readonly head?: string;
  readonly at?: number;
  readonly touched?: readonly { readonly id: string; readonly version: number }[];
}

/** What one key did to one stream: the facts' first and last version, how many, in how many transactions. */
interface Run {
  readonly stream: string;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly transactions: number;
}

async function actsOf(sql: Sql): Promise<ReadonlyMap<string, readonly StoredAct[]>> {
  const rows = await sql<(StoredAct & { key: string })[]>`select actor, act_key as key, outcome from acts`;
  const acts = new Map<string, StoredAct[]>();
  for (const { key, ...act } of rows) acts.set(key, [...(acts.get(key) ?? []), act]);
  return acts;
}

async function factsOf(sql: Sql): Promise<ReadonlyMap<string, readonly Run[]>> {
  const rows = await sql<(Run & { act: string })[]>`
    select act, stream_id as stream, min(version) as first, max(version) as last, count(*)::int as count,
        count(distinct xmin::text)::int as transactions
      from events where act is not null group by act, stream_id`;
  const runs = new Map<string, Run[]>();
  for (const { act, ...run } of rows) runs.set(act, [...(runs.get(act) ?? []), run]);
  return runs;
}

function differences(answer: Entry['answer'], act: StoredOutcome): readonly string[] {
  const said = answer.recorded ? [answer.stream, answer.version ?? act.version, answer.head, answer.at] : [answer.code];
  const kept = answer.recorded ? [act.stream, act.version, act.head, act.at] : [act.code];
  const same = answer.recorded === (act.status === 'recorded') && isDeepStrictEqual(said, kept);
  return same ? [] : [`answered ${JSON.stringify(said)}, on record ${act.status} ${JSON.stringify(kept)}`];
}

/** Every stream that the act says it touched has the act's facts, up to the version it says. */
function factsMissing(act: StoredOutcome, runs: readonly Run[]): readonly string[] {
  return (act.touched ?? []).flatMap(({ id, version }) =>
    runs.some((run) => run.stream === id && run.last === version) ? [] : [`no facts up to version ${version} of ${id}`],
  );
}

/** A key stands for one transaction: its facts lie together, and on each stream they end where the act said. */
function twice(key: string, runs: readonly Run[], acts: readonly StoredAct[]): readonly string[] {
  const said = acts.flatMap(({ outcome }) => outcome.touched ?? []);
  return runs.flatMap(({ stream, first, last, count, transactions }) => {
    const ended = said.some((touched) => touched.id === stream && touched.version === last);
    const whole = transactions === 1 && last - first + 1 === count;
    return acts.length === 1 && ended && whole
      ? []
      : [`${key}: ${count} facts in ${transactions} transactions on ${stream}, versions ${first} to ${last}`];
  });
}

/** One journey asks one thing after another: on each stream its receipts only go up. */
function backwards(entries: readonly Entry[]): readonly string[] {
  const last = new Map<string, number>();
  return entries.flatMap(({ answer, wish }) => {
    if (!answer.recorded || answer.version === null) return [];
    const before = last.get(answer.stream) ?? 0;
    last.set(answer.stream, answer.version);
    return answer.version >= before ? [] : [`${wish.key}: version ${answer.version} after ${before}`];
  });
}

/** Chains, folded states, duties and receipts of every case, those that the clients hold among them. */
async function findings(sql: Sql, auditor: Database, entries: readonly Entry[]): Promise<readonly string[]> {
  const held = entries.flatMap(({ answer }): readonly Receipt[] =>
    answer.recorded && answer.version !== null ? [{ ...answer, version: answer.version }] : [],
  );
  const cases = await sql<{ id: string }[]>`select id from streams where kind = 'case' order by id`;
  const found: Finding[] = [];
  for (const { id } of cases) {
    const record = await auditor.transaction({ role: 'auditor', purpose: 'verify' }, (tx) => caseRecord(tx, id));
    if (record !== null) found.push(...prove({ ...record, receipts: [...record.receipts, ...held] }).findings);
  }
  return found.map(({ stream, kind, fault, version }) => `${kind} ${stream}: ${fault} at version ${version}`);
}

async function countsOf(sql: Sql): Promise<Pick<Verdict, 'streams' | 'open' | 'facts' | 'rings'>> {
  const [row] = await sql<Pick<Verdict, 'streams' | 'open' | 'facts' | 'rings'>[]>`
    select (select count(*)::int from streams) as streams, (select count(*)::int from streams where closed_at is null) as open,
      (select count(*)::int from events) as facts, (select count(*)::int from events where type = 'dutyRang') as rings`;
  if (row === undefined) throw new Error('a count without a row');
  return row;
}

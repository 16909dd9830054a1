import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { NotFound } from '#db/commit';
import { recordDuties } from '#db/queries/record-duties';
import {
  lifeOf,
  listRecords,
  type RecordFilter,
  recordOf,
  unapproved,
  versionsOf,
  writerOf,
} from '#db/queries/records';
import { type Place, placeById, placesByCode } from '#db/records/place';
import type { Transaction } from '#db/transaction';
import { grantOf, mayKeep, PROGRAMME_ACTS, type ProgrammeAct, type Tier } from '#domain/programme-access';
import type { Kind } from '#programme/kind';
import { KINDS } from '#programme/kinds/index';
import { LIVES, type LifeCode } from '#programme/lives';
import type { RecordState } from '#programme/record-state';
import { type Asker, askerOf } from './asker.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import { kindAsked, mayAt } from './records.ts';
import { pageSize } from './schemas/common.ts';
import type { recordDutyQuery, recordExportQuery, recordQuery, versionsQuery } from './schemas/records.ts';

/** Every kind with its fields, and what the asker may do with it at the own place. */
export function listKinds(parts: Parts, request: FastifyRequest) {
  const asker = askerOf(request);
  return parts.db.transaction(asker.context, async (tx) => {
    const tier = await tierOf(tx, asker);
    const may = (item: (typeof KINDS)[number]['item']) =>
      Object.fromEntries(PROGRAMME_ACTS.map((act) => [act, mayKeep(asker.role, act, { item, tier, place: true })])) as {
        record: boolean;
        approve: boolean;
        read: boolean;
      };
    return {
      items: KINDS.map(({ code, item, name, natural, shared, life, fields }) => ({
        kind: code,
        item,
        name,
        natural: [...natural],
        shared,
        life,
        fields: { ...fields },
        may: may(item),
      })),
    };
  });
}

async function tierOf(tx: Transaction, { org }: Asker): Promise<Tier> {
  return (await placeById(tx, org))?.tier ?? 'school';
}

export function listPage(parts: Parts, request: FastifyRequest, code: string, query: z.infer<typeof recordQuery>) {
  const kind = kindAsked(code);
  const { context } = askerOf(request);
  const limit = pageSize(query.limit);
  return parts.db.transaction(context, async (tx) => {
    const filter = await filterOf(tx, kind, query);
    const { order = 'oldest' } = query;
    const rows = await listRecords(tx, filter, { after: readCursor(query.after), limit, order });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return { items: rows, next: last === undefined ? null : writeCursor({ at: last.changedAt, id: last.id }) };
  });
}

/** What waits for the approval of the asker at the own place: records of each kind that others wrote. Above schools, whose heads approve for them. */
export function listApprovals(parts: Parts, request: FastifyRequest) {
  const asker = askerOf(request);
  return parts.db.transaction(asker.context, async (tx) => {
    const tier = await tierOf(tx, asker);
    const at = tier === 'school' ? { under: asker.path } : { org: asker.org };
    const found = new Map((await unapproved(tx, at, asker.person)).map((row) => [row.kind, row.count]));
    const approves = ({ item }: Kind) => mayKeep(asker.role, 'approve', { item, tier, place: true });
    const items = KINDS.filter(approves).map(({ code, name }) => ({ kind: code, name, count: found.get(code) ?? 0 }));
    return { items: items.filter(({ count }) => count > 0) };
  });
}

/** What is owed because of records: each line names its duty and opens its record. */
export function listDuties(parts: Parts, request: FastifyRequest, query: z.infer<typeof recordDutyQuery>) {
  const { context, person } = askerOf(request);
  const limit = pageSize(query.limit);
  return parts.db.transaction(context, async (tx) => {
    const at = await parts.clock.now();
    const rows = await recordDuties(tx, { list: query.list, person, at }, { after: readCursor(query.after), limit });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map(({ opened, ...row }) => ({ ...row, id: String(opened) })),
      next: last === undefined ? null : writeCursor({ at: last.dueAt, id: `${last.stream}/${last.opened}` }),
    };
  });
}

/** Whether the role may do this with records of a kind at the asker's own place. */
export async function mayAtOwnPlace(
  tx: Transaction,
  asker: Asker,
  act: ProgrammeAct,
  { item }: Kind,
): Promise<boolean> {
  return mayKeep(asker.role, act, { item, tier: await tierOf(tx, asker), place: true });
}

/** What a list or an export asks for. Throws NotFound for an organisation that is not there. */
export async function filterOf(
  tx: Transaction,
  kind: Kind,
  query: z.infer<typeof recordExportQuery>,
): Promise<RecordFilter> {
  return { kind: kind.code, ...(await under(tx, query.org)), ...chosen(query) };
}

async function under(tx: Transaction, org: string | undefined): Promise<{ under?: string }> {
  if (org === undefined) return {};
  const place = (await placesByCode(tx, [org])).get(org);
  if (place === undefined) throw new NotFound();
  return { under: place.path };
}

function chosen({ from, to, topic, state, subject, like }: z.infer<typeof recordExportQuery>): Partial<RecordFilter> {
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(topic === undefined ? {} : { topic }),
    ...(state === undefined ? {} : { state }),
    ...(subject === undefined ? {} : { subject }),
    ...(like === undefined ? {} : { like }),
  };
}

/** One record as it stands, with what is owed because of it and how each duty can end. */
export function readRecord(parts: Parts, request: FastifyRequest, code: string, id: string) {
  return seen(parts, request, code, id, async (tx, row, { kind, asker, place }) => {
    const { orgId: _orgId, path: _path, shared: _shared, stream, ...shown } = row;
    const life = stream === null ? null : await lifeOf(tx, stream);
    const stands = row.state !== 'withdrawn';
    const own = (await writerOf(tx, id)) === asker.person;
    const may = {
      record: stands && mayAt(asker, 'record', kind, place),
      approve: row.state === 'recorded' && !own && mayAt(asker, 'approve', kind, place),
    };
    const approvers = [...grantOf(kind.item, place.tier).approve];
    return { ...shown, may, approvers, life: life === null ? null : lifeShown(life) };
  });
}

function lifeShown(row: NonNullable<Awaited<ReturnType<typeof lifeOf>>>) {
  // Written by commit() with the rules of records.
  const { duties, life } = row.state as RecordState;
  return {
    stream: row.id,
    open: row.closedAt === null,
    nextDueAt: row.nextDueAt,
    duties: duties.map(({ id, kind, holder, subject, limitAt, dueAt }) => ({
      id,
      kind,
      holder,
      subject,
      limitAt,
      dueAt,
      outcomes: outcomesOf(life, kind),
    })),
  };
}

function outcomesOf(life: LifeCode, duty: keyof (typeof LIVES)[LifeCode]['steps']) {
  const outcomes = LIVES[life].steps[duty]?.outcomes ?? {};
  return Object.entries(outcomes).map(([outcome, { words, asksDay }]) => ({
    outcome,
    words,
    asksDay: asksDay === true,
  }));
}

/** How the record came to be what it is; with `at` as it was known then. */
export function readVersions(
  parts: Parts,
  request: FastifyRequest,
  code: string,
  id: string,
  { at }: z.infer<typeof versionsQuery>,
) {
  return seen(parts, request, code, id, async (tx) => {
    const versions = await versionsOf(tx, id);
    return { items: at === undefined ? versions : versions.filter((version) => version.at <= Number(at)) };
  });
}

interface Seen {
  readonly kind: Kind;
  readonly asker: Asker;
  readonly place: Place;
}

/** A record in the asker's sight. Throws NotFound, alike for what is not there and what is out of reach. */
function seen<T>(
  parts: Parts,
  request: FastifyRequest,
  code: string,
  id: string,
  show: (tx: Transaction, row: NonNullable<Awaited<ReturnType<typeof recordOf>>>, seenBy: Seen) => Promise<T>,
): Promise<T> {
  const kind = kindAsked(code);
  const asker = askerOf(request);
  return parts.db.transaction(asker.context, async (tx) => {
    const row = await recordOf(tx, kind.code, id);
    const place = row === null ? null : await placeById(tx, row.orgId);
    if (row === null || place === null) throw new NotFound();
    // What is told to everybody below, or is one's own duty, the wall has let through.
    const below = !place.path.startsWith(asker.path);
    if (!below && !mayAt(asker, 'read', kind, place)) throw new Problem('notPermitted');
    return show(tx, row, { kind, asker, place });
  });
}

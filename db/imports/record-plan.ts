import { dayOf, type Instant } from '#domain/instant';
import { mayKeep } from '#domain/programme-access';
import type { RecordLine, RecordLines } from '#domain/record-lines';
import type { Role } from '#domain/role';
import type { RowFaultCode, RowIgnored } from '#programme/fault-words';
import type { Values } from '#programme/field';
import type { Kind } from '#programme/kind';
import { readValues } from '#programme/read-values';
import { rawOf } from '#programme/sheets/cells';
import { titleAt } from '#programme/sheets/columns';
import { inBreaths } from '#db/breath';
import { canonical } from '#db/canonical';
import { lookUp, teach } from '#db/records/look-up';
import { type Place, placesByCode } from '#db/records/place';
import { type Prepared, prepareValues } from '#db/records/prepare';
import type { Transaction } from '#db/transaction';
import { type KnownRecord, knownBy, keysOf } from './known-records.ts';
import type { RecordReport, RefusedRecordRow } from './record-report.ts';

/** Whoever brings a file: the role and the place decide which rows it may hold. */
export interface Keeper {
  readonly person: string;
  readonly role: Role;
  readonly path: string;
}

/** A row to be written: a record that is new, or one that is written anew. */
export interface PlannedRecord {
  readonly row: number;
  readonly place: Place;
  readonly prepared: Prepared;
  readonly known: KnownRecord | null;
}

/** What a file of records would do. */
export interface RecordPlan {
  readonly writes: readonly PlannedRecord[];
  readonly report: RecordReport;
}

interface Row {
  readonly row: number;
  readonly place: Place;
  readonly raw: Readonly<Record<string, unknown>>;
}

interface ReadRow extends Row {
  readonly values: Values;
  readonly before: { readonly record: KnownRecord | null } | undefined;
}

/**
 * Compares a file with what stands, in few statements however many rows it has. A row is found again by what tells its kind's records apart; a column
 * that the file does not have leaves what stands, an empty cell takes it away. Nothing is written.
 */
export async function planRecords(
  tx: Transaction,
  kind: Kind,
  lines: RecordLines,
  keeper: Keeper,
  at: Instant,
): Promise<RecordPlan> {
  const refused = new Map<number, RefusedRecordRow['faults']>();
  const rows = await placed(tx, kind, lines.lines, keeper, refused);
  const keys = await keysOf(kind, rows);
  const known = await knownBy(tx, kind, [...keys.values()]);
  const read: ReadRow[] = [];
  await inBreaths(rows, (row) => {
    const key = keys.get(row.row);
    const before = key === undefined ? undefined : known.get(key.toString('hex'));
    const kept = before?.record === null || before === undefined ? {} : untold(before.record.content, lines.columns);
    const said = readValues(kind, { ...kept, ...row.raw }, { today: dayOf(at) });
    if ('values' in said) read.push({ ...row, values: said.values, before });
    else refused.set(row.row, faultsOf(kind, said.faults));
  });
  const judged = await judge(tx, kind, read, at, refused);
  return { writes: judged.writes, report: reportOf(kind, lines, judged, refused) };
}

/** Rows whose organisation the keeper may keep such records of. */
async function placed(
  tx: Transaction,
  kind: Kind,
  lines: readonly RecordLine[],
  { role, path }: Keeper,
  refused: Map<number, RefusedRecordRow['faults']>,
): Promise<readonly Row[]> {
  const codes = new Set(lines.flatMap(({ cells }) => cells.org ?? []));
  const places = await placesByCode(tx, [...codes]);
  const found: Row[] = [];
  await inBreaths(lines, ({ row, cells, formulas }) => {
    const place = places.get(cells.org ?? '');
    const fault = orgFault(kind, role, path, cells.org, place);
    const faults = [
      ...formulas.map((name) => ({ column: titleAt(kind, `/${name}`), code: 'formula' as const })),
      ...(fault === null || formulas.includes('org') ? [] : [{ column: titleAt(kind, ''), code: fault }]),
    ];
    if (faults.length === 0 && place !== undefined) found.push({ row, place, raw: rawOf(kind, cells) });
    else refused.set(row, faults);
  });
  return found;
}

function orgFault(
  { item }: Kind,
  role: Role,
  path: string,
  code: string | undefined,
  place: Place | undefined,
): RowFaultCode | null {
  if (code === undefined) return 'missing';
  // Alike for what is not there and what is out of reach.
  if (place?.path.startsWith(path) !== true) return 'unknownPlace';
  return mayKeep(role, 'record', { item, tier: place.tier, place: true }) ? null : 'notPermitted';
}

/** What stands in fields that the file has no column for, such as photos. */
function untold(content: Values, columns: readonly string[]): Values {
  return Object.fromEntries(Object.entries(content).filter(([name]) => !columns.includes(name)));
}

function faultsOf(
  kind: Kind,
  faults: readonly { readonly pointer: string; readonly code: RowFaultCode }[],
): RefusedRecordRow['faults'] {
  return faults.map(({ pointer, code }) => ({ column: titleAt(kind, pointer), code }));
}

interface Judged {
  readonly writes: PlannedRecord[];
  readonly same: { readonly row: number; readonly code: RowIgnored }[];
  unchanged: number;
}

/** Rows in their order: each is checked with those before it in mind. */
async function judge(
  tx: Transaction,
  kind: Kind,
  rows: readonly ReadRow[],
  at: Instant,
  refused: Map<number, RefusedRecordRow['faults']>,
): Promise<Judged> {
  const selves = rows.flatMap(({ before }) => before?.record?.id ?? []);
  const found = await lookUp(
    tx,
    kind,
    rows.map(({ values }) => values),
    at,
    selves,
  );
  const seen = new Map<string, string>();
  const judged: Judged = { writes: [], same: [], unchanged: 0 };
  await inBreaths(rows, ({ row, place, values, before }) => {
    const prepared = prepareValues(kind, place, values, found, dayOf(at));
    if ('faults' in prepared) {
      refused.set(row, faultsOf(kind, prepared.faults));
      return;
    }
    const key = prepared.natural.toString('hex');
    const said = canonical([place.id, values]);
    const whole = (code: RowFaultCode) => refused.set(row, [{ column: titleAt(kind, ''), code }]);
    const known = before?.record ?? null;
    if (seen.get(key) === said) judged.same.push({ row, code: 'sameRowTwice' });
    else if (seen.has(key)) whole(seen.get(key)?.includes(place.id) === true ? 'rowTwice' : 'alreadyRecorded');
    else if (before !== undefined && known?.org !== place.id) whole('alreadyRecorded');
    else {
      seen.set(key, said);
      teach(kind, values, found);
      if (known !== null && canonical(known.content) === canonical(values)) judged.unchanged += 1;
      else judged.writes.push({ row, place, prepared, known });
    }
  });
  return judged;
}

function reportOf(
  kind: Kind,
  { form, rows, blank }: RecordLines,
  { writes, same, unchanged }: Judged,
  refused: ReadonlyMap<number, RefusedRecordRow['faults']>,
): RecordReport {
  const ignored = [...same, ...blank.map((row) => ({ row, code: 'blankRow' as const }))];
  return {
    kind: kind.code,
    form,
    rows,
    accepted: writes.length + unchanged,
    added: writes.filter(({ known }) => known === null).length,
    changed: writes.filter(({ known }) => known !== null).map(({ row }) => row),
    unchanged,
    refused: [...refused].map(([row, faults]) => ({ row, faults })).sort((one, other) => one.row - other.row),
    ignored: ignored.sort((one, other) => one.row - other.row),
  };
}

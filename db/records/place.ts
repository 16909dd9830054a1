import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Tier } from '#domain/programme-access';
import type { PlaceKind } from '#programme/field';
import { classLabels, organisations } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** An organisation as records know it. */
export interface Place {
  readonly id: string;
  readonly code: string;
  readonly kind: PlaceKind;
  readonly path: string;
  readonly tier: Tier;
}

const ROW = { id: organisations.id, code: organisations.code, kind: organisations.kind, path: organisations.path };

/** Organisations by their public codes, those that still are; a code that only classes of earlier years had means the last of them. */
export async function placesByCode(tx: Transaction, codes: readonly string[]): Promise<ReadonlyMap<string, Place>> {
  if (codes.length === 0) return new Map();
  const rows = await tx
    .select(ROW)
    .from(organisations)
    .where(and(inArray(organisations.code, [...codes]), isNull(organisations.validTo)));
  const found = new Map(rows.map((row) => [row.code, placeOf(row)]));
  const gone = codes.filter((code) => !found.has(code));
  if (gone.length === 0) return found;
  const earlier = await tx
    .selectDistinctOn([classLabels.code], { ...ROW, code: classLabels.code })
    .from(classLabels)
    .innerJoin(organisations, eq(organisations.id, classLabels.org))
    .where(inArray(classLabels.code, gone))
    .orderBy(asc(classLabels.code), desc(classLabels.since));
  for (const row of earlier) found.set(row.code, placeOf(row));
  return found;
}

export async function placeById(tx: Transaction, id: string): Promise<Place | null> {
  const [row] = await tx.select(ROW).from(organisations).where(eq(organisations.id, id));
  return row === undefined ? null : placeOf(row);
}

function placeOf(row: { id: string; code: string; kind: string; path: string }): Place {
  // What migrations let stand there.
  const kind = row.kind as PlaceKind;
  return { ...row, kind, tier: tierOf(kind, row.path) };
}

/** Whose records an organisation's are. Committees belong to the office above them; hospitals and the centre to the city. */
export function tierOf(kind: PlaceKind, path: string): Tier {
  if (kind === 'school' || kind === 'class') return 'school';
  if (kind === 'county') return 'county';
  const depth = path.split('/').filter((step) => step !== '').length;
  return kind === 'committee' && depth > 2 ? 'county' : 'city';
}

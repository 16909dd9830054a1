import { and, eq, isNull } from 'drizzle-orm';
import { classOfCode } from '#programme/class-names';
import { organisations } from '#db/schema/index';
import type { Transaction } from '#db/transaction';

/** The school that a file is for, with its classes. */
export interface ImportSchool {
  readonly id: string;
  readonly code: string;
  readonly path: string;
  /** By grade and number, `7/1`. */
  readonly classes: ReadonlyMap<string, { readonly id: string; readonly path: string }>;
}

/** The school of this code; null when there is none. A class is known by its code: school, grade and number. */
export async function importSchool(tx: Transaction, code: string): Promise<ImportSchool | null> {
  const [school] = await tx
    .select({ id: organisations.id, path: organisations.path })
    .from(organisations)
    .where(and(eq(organisations.code, code), eq(organisations.kind, 'school'), isNull(organisations.validTo)));
  if (school === undefined) return null;
  const rows = await tx
    .select({ id: organisations.id, code: organisations.code, path: organisations.path })
    .from(organisations)
    .where(and(eq(organisations.parentId, school.id), eq(organisations.kind, 'class'), isNull(organisations.validTo)));
  const classes = rows.flatMap(({ id, code: name, path }) => {
    const said = classOfCode(name);
    return said === null ? [] : [[classKey(said.grade, said.number), { id, path }] as const];
  });
  return { ...school, code, classes: new Map(classes) };
}

export function classKey(grade: number, number: number): string {
  return `${grade}/${number}`;
}

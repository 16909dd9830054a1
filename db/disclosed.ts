import { randomUUID } from 'node:crypto';
import { disclosedBy } from '#domain/disclosure';
import type { disclosures } from './schema/index.ts';
import type { Held } from './working-set.ts';

interface Writing {
  readonly at: number;
  readonly actorId: string;
  readonly hospitalId: (code: string) => Promise<string | null>;
}

/** The rows of the ledger that the new facts of these streams make: no act, and no passing of time, sends anything without them. */
export async function disclosedRows(
  held: readonly Held[],
  { at, actorId, hospitalId }: Writing,
): Promise<readonly (typeof disclosures.$inferInsert)[]> {
  const rows = held.flatMap((one) => {
    const { studentId } = one.home;
    return one.facts.flatMap((fact, index) => {
      const left = studentId === null ? null : disclosedBy(one.kind, one.state, fact);
      if (studentId === null || left === null) return [];
      const { what, fields, to, ground } = left;
      const version = one.before.version + index + 1;
      const row = { id: randomUUID(), studentId, streamId: one.id, version, what, fields, ground, actor: actorId, at };
      return [{ row: { ...row, toKind: to.kind }, code: to.kind === 'hospital' ? to.code : null }];
    });
  });
  return Promise.all(
    rows.map(async ({ row, code }) => ({ ...row, recipient: code === null ? null : await hospitalId(code) })),
  );
}

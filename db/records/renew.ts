import type { Day } from '#domain/instant';
import type { Kind } from '#programme/kind';
import { NotFound } from '#db/commit';
import type { Transaction } from '#db/transaction';
import { placeById } from './place.ts';
import { prepareRecord } from './prepare.ts';
import { type By, lockRecord, reviseRecord } from './write.ts';

/**
 * Writes the new end of a record that was renewed by its duty's act: the next version, to be approved again. Behind the lock of its life. Throws NotFound and
 * ValuesRefused, and with it undoes the act.
 */
export async function renewRecord(
  tx: Transaction,
  kind: Kind,
  id: string,
  end: { readonly field: string; readonly day: Day },
  by: By,
): Promise<void> {
  const row = await lockRecord(tx, kind.code, id);
  const place = row === null ? null : await placeById(tx, row.org);
  if (row === null || place === null) throw new NotFound();
  const raw = { ...row.content, [end.field]: end.day };
  const prepared = await prepareRecord(tx, { kind, place, raw, at: by.at, self: id });
  await reviseRecord(tx, row, kind, prepared, row.streamId, 'renewed', by);
}

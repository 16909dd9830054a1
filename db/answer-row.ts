import type { Instant } from '#domain/instant';
import { canonical } from './canonical.ts';
import type { JudgedSheet } from './judged-sheet.ts';
import type { Rows } from './rows.ts';
import type { DataKey } from './vault/keyring.ts';
import { seal } from './vault/seal.ts';

export type AnswerRow = NonNullable<Rows['sheets']>[number];

/** Whose sheet it is, and where: `homePath` is the school's. */
interface Owner {
  readonly id: string;
  readonly student: string;
  readonly homePath: string;
  readonly key: DataKey;
}

/** The row of a judged sheet, from a phone or a file: what may be counted in the clear, its raw answers sealed under the student's key. */
export function answerRow({ id, student, homePath, key }: Owner, judged: JudgedSheet, at: Instant): AnswerRow {
  const { scale, result, floor, answers, observedAt } = judged;
  const place = { table: 'answers', column: 'raw', row: id, keyVersion: key.keyVersion };
  return {
    id,
    studentId: student,
    homePath,
    instrument: scale.id,
    version: scale.version,
    status: result.status,
    total: result.total ?? null,
    min: result.min,
    max: result.max,
    band: result.band ?? null,
    floor: floor.floor,
    criticals: result.criticals.map(({ item, state }) => ({ item, state })),
    raw: seal(key.key, place, Buffer.from(canonical(answers), 'utf8')),
    keyVersion: key.keyVersion,
    observedAt,
    at,
  };
}

import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NotFound } from '#db/commit';
import { heldKey } from '#db/data-key';
import { knownStudent } from '#db/queries/known-student';
import { sheetsOf } from '#db/queries/sheets';
import type { DataKey } from '#db/vault/keyring';
import { unseal } from '#db/vault/seal';
import type { Answers } from '#domain/answers';
import { can } from '#domain/permission';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import { read } from './reading.ts';

const criticals = z.array(z.object({ item: z.int(), state: z.string() }));

/** What a child answered, sheet by sheet: for counselors of the child and those whom a duty asks to judge it. The opening is a line in the audit, with its reason. */
export function listSheets(parts: Parts, request: FastifyRequest, student: string) {
  return read(parts, request, async (tx, asker) => {
    const known = await knownStudent(tx, student, asker);
    if (known === null) throw new NotFound();
    if (!can(asker.role, 'readAnswers', known.relation)) throw new Problem('notPermitted');
    const key = await heldKey(tx, parts.keyring, student);
    const rows = await sheetsOf(tx, student);
    const items = rows.map(({ sealed, keyVersion, ...row }) => ({
      ...row,
      criticals: criticals.parse(row.criticals),
      answers: key === undefined || sealed === null ? null : opened(key, row.id, keyVersion, sealed),
    }));
    return { value: { items }, readings: [{ action: 'read:sheets', student }] };
  });
}

function opened({ key }: DataKey, id: string, keyVersion: number, sealed: Buffer): Answers {
  const place = { table: 'answers', column: 'raw', row: id, keyVersion };
  // Written by us as canonical JSON of answers that a scale has let through.
  return JSON.parse(unseal(key, place, sealed).toString('utf8')) as Answers;
}

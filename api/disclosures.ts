import type { FastifyRequest } from 'fastify';
import { NotFound } from '#db/commit';
import { disclosuresOf } from '#db/queries/disclosures';
import { knownStudent } from '#db/queries/known-student';
import { disclosureWords } from '#domain/disclosure';
import { can } from '#domain/permission';
import type { Parts } from './parts.ts';
import { languageOf, Problem } from './problem.ts';
import { read } from './reading.ts';

/** What left the house about a student: what, when, to whom, on which ground. */
export function listDisclosures(parts: Parts, request: FastifyRequest, student: string) {
  const language = languageOf(request.headers['accept-language']);
  return read(parts, request, async (tx, asker) => {
    const known = await knownStudent(tx, student, asker);
    if (known === null) throw new NotFound();
    if (!can(asker.role, 'readDisclosures', known.relation)) throw new Problem('notPermitted');
    const rows = await disclosuresOf(tx, student);
    const items = rows.map(({ toKind, hospital, name, fields, ...row }) => ({
      ...row,
      fields: [...fields],
      title: disclosureWords[row.what][language],
      to: { kind: toKind, hospital, name },
    }));
    return { value: { items }, readings: [{ action: 'read:disclosures', student }] };
  });
}

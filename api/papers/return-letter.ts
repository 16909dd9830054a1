import type { FastifyRequest } from 'fastify';
import type { Parts } from '#api/parts';
import { languageOf, Problem } from '#api/problem';
import { read } from '#api/reading';
import { sighted } from '#api/stream-resource';
import { heldKey } from '#db/data-key';
import { namesOf } from '#db/queries/people';
import { policyInForce, policyOf } from '#db/queries/policy';
import { schoolLine } from '#db/queries/school-line';
import * as students from '#db/queries/students';
import { returnLetter } from '#domain/papers/return-letter';
import { can } from '#domain/permission';
import type { ReturnState } from '#domain/return-to-school-state';
import { childOf, type Made, makingOf } from './making.ts';

/** The letter about coming back to class, for the guardian, by those of the school who may open who the child is. */
export function makeReturnLetter(parts: Parts, request: FastifyRequest, id: string): Promise<Made> {
  const language = languageOf(request.headers['accept-language']);
  return read(parts, request, async (tx, asker, at) => {
    const { reached, sight } = await sighted(tx, 'return', id, asker);
    const { row, relation } = reached;
    const student = row.studentId;
    if (sight !== 'full' || student === null || !can(asker.role, 'openIdentity', relation))
      throw new Problem('notPermitted');
    // Written by commit() with the rules of returns.
    const state = row.state as ReturnState;
    const key = await heldKey(tx, parts.keyring, student);
    const fields = key === undefined ? [] : await students.sealedFields(tx, [student], ['name']);
    const found = fields.find(({ owner }) => owner === student);
    const name = key === undefined || found === undefined ? null : students.openField(key, found);
    const { helpLines } = await policyOf(tx, await policyInForce(tx, at));
    const source = {
      child: await childOf(tx, student, { name, full: true }),
      state,
      contact: {
        name: (await namesOf(tx, [state.owner])).get(state.owner) ?? null,
        phone: await schoolLine(tx, row.homeOrg, at),
      },
      helpLines,
    };
    const paper = returnLetter(source, await makingOf(tx, asker, at, language));
    if (paper === null) throw new Problem('paperTooEarly');
    return {
      value: { paper, at },
      readings: [
        { action: 'export:returnLetter', student, stream: id },
        { action: 'openIdentity', student },
      ],
    };
  });
}

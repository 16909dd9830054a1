import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Parts } from '#api/parts';
import { languageOf, Problem } from '#api/problem';
import { read } from '#api/reading';
import type { summaryQuery } from '#api/schemas/papers';
import { sighted } from '#api/stream-resource';
import { pseudonymOf } from '#api/views';
import { NotFound } from '#db/commit';
import { heldKey } from '#db/data-key';
import * as students from '#db/queries/students';
import { knownStudent } from '#db/queries/known-student';
import { wordsOf } from '#db/queries/texts';
import { timelineSource } from '#db/queries/timeline';
import type { Transaction } from '#db/transaction';
import type { DataKey } from '#db/vault/keyring';
import type { CaseState } from '#domain/case-state';
import { masked } from '#domain/masked';
import { caseSummary } from '#domain/papers/case-summary';
import { factsOf } from '#domain/papers/level-lines';
import { can } from '#domain/permission';
import type { TimelineSource } from '#domain/timeline';
import { childOf, type Made, makingOf } from './making.ts';

type Wanted = z.infer<typeof summaryQuery>['name'];

/**
 * The summary of a case for whoever may read its story: supervisors under the child's other name, without words and without names of staff. Made under a
 * reason; a name in full is logged as the opening of an identity.
 */
export function makeCaseSummary(parts: Parts, request: FastifyRequest, id: string, wanted: Wanted): Promise<Made> {
  const language = languageOf(request.headers['accept-language']);
  return read(parts, request, async (tx, asker, at) => {
    const { reached, sight } = await sighted(tx, 'case', id, asker);
    const { row, relation } = reached;
    const student = row.studentId;
    if (sight === 'duties' || student === null) throw new Problem('notPermitted');
    const full = wanted === 'full';
    const named = sight === 'full';
    if (full && !(named && can(asker.role, 'openIdentity', relation))) throw new Problem('notPermitted');
    const story = await timelineSource(tx, { caseId: id, names: named });
    if (story === null || (named && (await knownStudent(tx, student, asker)) === null)) throw new NotFound();
    const key = named ? await heldKey(tx, parts.keyring, student) : undefined;
    const name = key === undefined ? null : await nameOf(tx, key, student);
    const shown = named ? (full ? name : masked(name) || null) : pseudonymOf(parts.keyring, student);
    const source = {
      child: await childOf(tx, student, { name: shown, full }),
      // Written by commit() with the rules of cases.
      state: row.state as CaseState,
      story,
      texts: key === undefined ? new Map<string, string>() : await textsOf(tx, key, story),
    };
    const paper = caseSummary(source, await makingOf(tx, asker, at, language));
    const reading = { student, stream: id };
    const opened = full ? 'openIdentity' : 'listName';
    return {
      value: { paper, at },
      readings: [
        { action: 'export:caseSummary', ...reading },
        ...(named ? [{ action: opened, student }] : []),
        ...(source.texts.size > 0 ? [{ action: 'readTexts:case', ...reading }] : []),
      ],
    };
  });
}

async function nameOf(tx: Transaction, key: DataKey, student: string): Promise<string | null> {
  const fields = await students.sealedFields(tx, [student], ['name']);
  const found = fields.find(({ owner }) => owner === student);
  return found === undefined ? null : students.openField(key, found);
}

/** The words that the summary prints, and no others: reasons of decisions, and the plan. */
async function textsOf(tx: Transaction, key: DataKey, story: TimelineSource): Promise<ReadonlyMap<string, string>> {
  const reasons = factsOf(story, 'proposed').flatMap(({ fact: { reason } }) => reason ?? []);
  const plans = factsOf(story, 'planRevised').map(({ fact: { plan } }) => plan);
  return wordsOf(tx, key, [...reasons, ...plans.slice(-1)]);
}

import type { FastifyRequest } from 'fastify';
import { writeCaseFile } from '#db/case-file';
import { NotFound } from '#db/commit';
import { type CaseRecord, type Proof, prove } from '#db/proof';
import { FAULTS } from '#db/proof-words';
import { caseRecord } from '#db/queries/case-record';
import { can } from '#domain/permission';
import type { Language } from '#domain/scale';
import type { Parts } from './parts.ts';
import { languageOf, Problem } from './problem.ts';
import { read } from './reading.ts';
import { sighted } from './stream-resource.ts';

/** Recomputes the chains of a case and of all that serves it from the stored bytes: facts in codes only, no word and no name is opened. */
export async function proveCase(parts: Parts, request: FastifyRequest, id: string) {
  const record = await recordOf(parts, request, id, 'proveCase');
  return shownProof(prove(record), languageOf(request.headers['accept-language']));
}

/** The same rows as lines of a file, which anybody can check without us. */
export async function exportCase(parts: Parts, request: FastifyRequest, id: string): Promise<string> {
  return writeCaseFile(await recordOf(parts, request, id, 'export:case'));
}

function recordOf(parts: Parts, request: FastifyRequest, id: string, action: string): Promise<CaseRecord> {
  return read(parts, request, async (tx, asker) => {
    const { reached } = await sighted(tx, 'case', id, asker);
    if (!can(asker.role, 'proveCase', reached.relation)) throw new Problem('notPermitted');
    const value = await caseRecord(tx, id);
    if (value === null) throw new NotFound();
    return { value, readings: [{ action, student: reached.row.studentId, stream: id }] };
  });
}

export function shownProof({ caseId, streams, receipts, findings }: Proof, language: Language) {
  return {
    case: caseId,
    streams: [...streams],
    receipts,
    findings: findings.map((finding) => ({ ...finding, title: FAULTS[finding.fault][language] })),
  };
}

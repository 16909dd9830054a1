import type { FastifyRequest } from 'fastify';
import { keyOf } from '#api/acts';
import { type Asker, askerOf } from '#api/asker';
import type { Parts } from '#api/parts';
import { Problem, refusalProblem } from '#api/problem';
import { NotFound } from '#db/commit';
import { Refused } from '#db/decide-all';
import type { Kept, Outcome, Recorded } from '#db/outcome';
import type { Desk, Keeping } from '#db/records/keep';
import type { Place } from '#db/records/place';
import { DocumentRefused } from '#db/reports/document-refused';
import { placeOf } from '#db/reports/sign';
import { type ReportRow, reportRow } from '#db/reports/versions';
import type { Transaction } from '#db/transaction';
import { requestDigest } from '#db/vault/keyring';
import type { Refusal } from '#domain/problem';
import { mayKeep, type ProgrammeAct } from '#domain/programme-access';

/** Whether an asker may do this with reports of a place. */
export function mayReport({ role, path }: Asker, act: ProgrammeAct, place: Pick<Place, 'tier' | 'path'>): boolean {
  return mayKeep(role, act, { item: 'A12', tier: place.tier, place: place.path.startsWith(path) });
}

/** The doors of an act on a report, and the key that holds it to its body. */
export function deskOf(
  parts: Parts,
  request: FastifyRequest,
  body: object,
): { readonly desk: Desk; readonly keeping: Keeping } {
  const { actor, person, context } = askerOf(request);
  return {
    desk: { db: parts.db, clock: parts.clock, context },
    keeping: {
      actor: { ...actor, person },
      actKey: keyOf(request),
      digest: requestDigest(parts.keyring, { report: request.url, body }),
      request: request.id,
    },
  };
}

/** The report, when the asker may do this with it. Throws NotFound, and `notPermitted` to who may read it alone. */
export async function allowedReport(
  tx: Transaction,
  asker: Asker,
  id: string,
  act: ProgrammeAct,
): Promise<{ readonly row: ReportRow; readonly place: Place }> {
  const row = await reportRow(tx, id);
  if (row === null) throw new NotFound();
  const place = await placeOf(tx, row);
  // Whom it is addressed to, the wall has let through.
  const addressed = act === 'read' && !place.path.startsWith(asker.path);
  if (!addressed && !mayReport(asker, act, place)) throw new Problem('notPermitted');
  return { row, place };
}

/** Runs an act; a refusal, and what the document does not take, as the API answers them. */
export async function answeredAct<A extends Outcome | Kept | Refusal>(act: () => Promise<A>): Promise<Recorded | Kept> {
  const answer = await refusing(act);
  if ('refused' in answer)
    throw refusalProblem({ status: 'refused', stream: null, code: answer.refused, detail: answer.detail ?? {} });
  if (answer.status === 'refused') throw refusalProblem(answer);
  return answer;
}

async function refusing<A extends Outcome | Kept | Refusal>(act: () => Promise<A>): Promise<A> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof DocumentRefused) throw documentProblem(error);
    if (error instanceof Refused)
      throw refusalProblem({
        status: 'refused',
        stream: null,
        code: error.refusal.refused,
        detail: error.refusal.detail ?? {},
      });
    throw error;
  }
}

function documentProblem({ faults }: DocumentRefused): Problem {
  return new Problem('documentInvalid', {
    pointers: faults.map(({ pointer, code }) => ({ pointer, code })),
    facts: { figures: faults.flatMap(({ figure }) => figure ?? []) },
  });
}

import type { FastifyRequest } from 'fastify';
import { askerOf } from '#api/asker';
import { wakeAll } from '#api/acts';
import type { Parts } from '#api/parts';
import { mintId } from '#db/decide-all';
import { priorOutcome } from '#db/outcome';
import { issueReport } from '#db/reports/freeze';
import { beginFreezing } from '#db/reports/freeze-job';
import { signFirst } from '#db/reports/sign';
import { allowedReport, answeredAct, deskOf } from './desk.ts';
import type { Freezings } from './freezings.ts';
import { readReport } from './reading.ts';

/**
 * Signs a report. The first signature stands when it is answered; the second begins to freeze it, and stands when the bytes are kept: `freezing` of the
 * report tells. Everything that would refuse it then is looked at now.
 */
export async function signReport(
  parts: Parts,
  running: Freezings,
  request: FastifyRequest,
  id: string,
  body: { readonly against: number },
) {
  const asker = askerOf(request);
  const { desk, keeping } = deskOf(parts, request, body);
  const { row } = await parts.db.transaction(asker.context, (tx) => allowedReport(tx, asker, id, 'approve'));
  const { against } = body;
  const signer = { role: asker.role, name: asker.displayName };
  const { person, context } = asker;
  const prior = await parts.db.transaction(context, (tx) => priorOutcome(tx, person, keeping.actKey, keeping.digest));
  if (prior !== undefined) await answeredAct(() => Promise.resolve(prior));
  else if (row.state !== 'signed') {
    const done = await answeredAct(() => signFirst(desk, id, against, signer, keeping));
    if (done.status === 'recorded') wakeAll(parts, done);
  } else {
    const job = mintId(id, `${person}/${keeping.actKey}`, 0);
    if (!running.runs(job)) {
      const at = await parts.clock.now();
      const issue = await answeredIssue(() =>
        parts.db.transaction(context, async (tx) => {
          const made = await issueReport(tx, row, against, { person, name: asker.displayName, at });
          await beginFreezing(tx, job, row, person, at);
          return made;
        }),
      );
      running.begin({ id, against, job, issue, signer, desk, keeping }, request.log);
    }
  }
  return readReport(parts, request, id);
}

/** What an issue is refused for, as any act is. */
async function answeredIssue<T>(issue: () => Promise<T>): Promise<T> {
  let made: { readonly value: T } | undefined;
  await answeredAct(async () => {
    made = { value: await issue() };
    return { status: 'kept', stream: null, id: '', at: 0 } as const;
  });
  if (made === undefined) throw new Error('an issue that was neither made nor refused');
  return made.value;
}

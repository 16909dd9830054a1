import type { FastifyBaseLogger } from 'fastify';
import { madeApart } from '#adapters/documents/made-apart';
import { wakeAll } from '#api/acts';
import type { Parts } from '#api/parts';
import { Refused } from '#db/decide-all';
import { DatabaseError } from '#db/errors';
import type { Desk, Keeping } from '#db/records/keep';
import { freezeReport, type Issued } from '#db/reports/freeze';
import { beatFreezing, endFreezing, noteFreezing } from '#db/reports/freeze-job';
import { SECOND } from '#domain/instant';
import type { Signer } from '#db/reports/sign';

/** A report about to be frozen: the document as it goes out, and who signs it under which key. */
export interface Freezing {
  readonly id: string;
  readonly against: number;
  readonly job: string;
  readonly issue: Issued;
  readonly signer: Signer;
  readonly desk: Desk;
  readonly keeping: Keeping;
}

/** How often a job says that its process is still there; the worker ends one that is silent for ninety seconds. */
const BEAT_MS = 20 * SECOND;

/** Reports that this process is freezing. */
export interface Freezings {
  /** Starts one and returns; its job tells how it goes. */
  begin(freezing: Freezing, log: FastifyBaseLogger): void;
  runs(job: string): boolean;
  /** Resolves when none is under way. */
  settled(): Promise<void>;
}

/** The making of the files takes seconds, so a second signature answers before it stands; what fails leaves the report as it was. */
export function freezings(parts: Parts): Freezings {
  const running = new Map<string, Promise<void>>();

  const freeze = async ({ id, against, job, issue, signer, desk, keeping }: Freezing): Promise<string | null> => {
    const note = (count: number) =>
      void desk.db.transaction(desk.context, (tx) => noteFreezing(tx, job, 1 + count)).catch(() => undefined);
    const [word, workbook] = await madeApart(issue.document, ['word', 'workbook'], note);
    if (word === undefined || workbook === undefined) return 'internal';
    const outcome = await freezeReport(
      desk,
      parts.keyring,
      { id, against },
      { word, workbook, issue },
      signer,
      keeping,
    );
    if (outcome.status === 'refused') return outcome.code;
    wakeAll(parts, outcome);
    return null;
  };

  const run = async (freezing: Freezing, log: FastifyBaseLogger): Promise<void> => {
    const { job, id, desk } = freezing;
    const beat = async () => {
      const at = await desk.clock.now();
      await desk.db.transaction(desk.context, (tx) => beatFreezing(tx, job, at)).catch(() => undefined);
    };
    const beating = setInterval(() => void beat(), BEAT_MS);
    try {
      const fault = await freeze(freezing).catch((error: unknown) => {
        log.warn({ job, fault: nameOf(error) }, 'a report could not be frozen');
        return error instanceof DatabaseError ? error.code : 'internal';
      });
      const at = await desk.clock.now();
      await desk.db.transaction(desk.context, (tx) => endFreezing(tx, job, id, fault, at)).catch(() => undefined);
    } finally {
      clearInterval(beating);
      running.delete(job);
    }
  };

  return {
    begin: (freezing, log) => void running.set(freezing.job, run(freezing, log)),
    runs: (job) => running.has(job),
    settled: async () => void (await Promise.all(running.values())),
  };
}

function nameOf(error: unknown): string {
  if (error instanceof DatabaseError || error instanceof Refused) return error.name;
  return error instanceof Error ? error.name : typeof error;
}

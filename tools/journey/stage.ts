import { prove, type Proof } from '#db/proof';
import { caseRecord } from '#db/queries/case-record';
import { timelineSource } from '#db/queries/timeline';
import { dayOf, onDay } from '#domain/instant';
import { type TimelineEntry, timeline } from '#domain/timeline';
import { startEngine } from './engine.ts';
import { httpTransport } from './http-transport.ts';
import { type Play, playOf, schoolDayAfter } from './play.ts';
import { plainPassage } from './time.ts';
import { directTransport } from './transport.ts';
import { openWorld, type World } from './world.ts';
import { playYear } from './year.ts';

/** Where the plain journey begins: a Monday of term. */
const PLAIN_START = onDay('2026-11-23', '10:05');

export interface Told {
  readonly caseId: string;
  readonly story: readonly TimelineEntry[];
  readonly proof: Proof;
}

export interface JourneyPlan {
  /** A migrated, empty database of the journey's own. */
  readonly adminUrl: string;
  /**
   * engine: the real API, worker and Temporal with skipped time. api: the real API, its clock put forward by hand from one deadline to the next.
   * plain: the same without the API.
   */
  readonly by: 'engine' | 'api' | 'plain';
  readonly say: (text: string) => void;
}

/** Plays the year and tells it from the record, with the proof that it was not altered. */
export async function playJourney(plan: JourneyPlan): Promise<Told> {
  return plan.by === 'engine' ? playOnEngine(plan) : playPlainly(plan);
}

async function playPlainly({ adminUrl, by, say }: JourneyPlan): Promise<Told> {
  const opened: { world?: World } = {};
  const passage = plainPassage(() => {
    if (opened.world === undefined) throw new Error('the world is not open yet');
    return opened.world.clockDb;
  }, PLAIN_START);
  const world = await openWorld(adminUrl, passage);
  opened.world = world;
  const http = by === 'api' ? await httpTransport(world, adminUrl, null) : null;
  try {
    return await told(await playOf(world, http ?? directTransport(world), passage), say);
  } finally {
    await http?.close();
    await world.end();
  }
}

async function playOnEngine({ adminUrl, say }: JourneyPlan): Promise<Told> {
  const engine = await startEngine(say);
  const world = await openWorld(adminUrl, engine.clock);
  const transport = await httpTransport(world, adminUrl, engine.waker);
  try {
    const passage = await engine.run(world.clockDb);
    await passage.until(schoolDayAfter(await passage.now(), '10:05'));
    return await told(await playOf(world, transport, passage), say);
  } finally {
    await transport.close();
    await engine.end();
    await world.end();
  }
}

async function told(play: Play, say: (text: string) => void): Promise<Told> {
  const caseId = await playYear(play, (chapter, at) => say(`  ${dayOf(at)} ${chapter}`));
  return play.world.auditor.transaction({ role: 'auditor', purpose: 'journey' }, async (tx) => {
    const source = await timelineSource(tx, { caseId, names: false });
    const record = await caseRecord(tx, caseId);
    if (source === null || record === null) throw new Error('the case is gone');
    return { caseId, story: timeline(source), proof: prove(record) };
  });
}

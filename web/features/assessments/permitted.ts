import { mayKeep } from '#domain/programme-access';
import type { ActorRole, Role } from '#domain/role';
import { ASSESSED, type Assessed } from '#programme/assessment/indicator';
import { REVIEW_ACTS } from '#programme/assessment/review';
import type { Me } from '#web/frame/session.ts';
import type { Assessment, Version } from './reading.ts';

/** Whom this person may score, kept or not: the bureau about those below it. */
export function assessable({ acting }: Me): readonly Assessed[] {
  return ASSESSED.filter((kind) =>
    // The API's roles are the domain's.
    mayKeep(acting.role as Role, 'record', {
      item: 'A10',
      tier: kind === 'county' ? 'county' : 'school',
      place: true,
    }),
  ).filter((kind) => kind !== 'county' || acting.orgKind !== 'county');
}

/** Indicators are the city's, as the API judges it. */
export function publishesSets({ acting }: Me): boolean {
  return acting.role === 'citySupervisor';
}

export function mayAct({ acting }: Me, act: keyof typeof REVIEW_ACTS, kind: Assessed): boolean {
  const allowed: readonly ActorRole[] = REVIEW_ACTS[act].by[kind];
  return allowed.includes(acting.role as Role);
}

/** What this person may do now, as far as can be told here; the rules (programme/assessment/review.ts) have the last word. */
export function permitted(me: Me, assessment: Assessment, versions: readonly Version[], at: number) {
  const { assesses, stage, revision, person, lines, appealUntil, duties } = assessment;
  const publishers = versions.filter((each, n) => each.revision !== versions[n - 1]?.revision);
  const tookPart = [...publishers, ...lines.flatMap(({ appeal }) => appeal ?? [])].some(({ by }) => by === me.person);
  const publishedBy = publishers.find((each) => each.revision === revision)?.by;
  const running = stage === 'published' && versions.length > 0;
  const may = (act: keyof typeof REVIEW_ACTS) => mayAct(me, act, assesses);
  // Whoever holds a duty of it, or was called to one: the stream lets nobody else in.
  const called = duties.some((duty) => duty.holder === me.person || duty.called.includes(me.person));
  const answering = (indicator: string) =>
    duties.find(({ kind, subject }) => kind === 'assessmentAppeal' && subject === indicator)?.id;
  const freezing = duties.find(({ kind }) => kind === 'assessmentFreeze')?.id;
  const waits = lines.some(({ appeal }) => appeal?.decision === null);
  const freezes = running && called && may('freeze') && publishedBy !== me.person && person !== me.person;
  return {
    appeal: running && may('appeal') && at <= appealUntil && (person === null || person === me.person),
    /** The duty that deciding the appeal on a line ends; undefined: not by this person. */
    decideAppeal: (indicator: string) =>
      running && called && may('decideAppeal') && !tookPart && person !== me.person ? answering(indicator) : undefined,
    freeze: freezes && !waits && at > appealUntil ? freezing : undefined,
    /** Will be the one to freeze it, once the time for appeals is over. */
    freezesLater: freezes && (waits || at <= appealUntil),
    correct: stage === 'frozen' && may('correct') && person !== me.person,
  };
}

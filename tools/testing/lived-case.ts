import { createHash, randomUUID } from 'node:crypto';
import { commit } from '#db/commit';
import type { Recorded } from '#db/outcome';
import type { Target } from '#db/act';
import type { AnyCommand } from '#db/streams';
import type { Database } from '#db/transaction';
import { DAY, HOUR, MINUTE } from '#domain/instant';
import { CLOCK, SYSTEM } from '#domain/role';
import type { OneSchool, Someone, StandingClock } from './one-school.ts';

/** Anything an act may say, without its type: the rules themselves refuse what is wrong. */
export type LooseCommand = AnyCommand & Readonly<Record<string, unknown>>;

/** Acts on streams of one school by its staff; each must be recorded. */
export interface Stage {
  readonly clock: StandingClock;
  act(by: Someone, target: Target, command: LooseCommand): Promise<Recorded>;
  /** Time passes, and its deadlines are committed as the clock. */
  pass(stream: string, ms: number): Promise<Recorded>;
}

export function stageOf(db: Database, clockDb: Database, clock: StandingClock): Stage {
  const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest();
  const act: Stage['act'] = async (by, target, command) => {
    const asked = { target, actor: by.actor, actKey: randomUUID(), digest: digest(command), command };
    const outcome = await commit(by.actor.role === 'clock' ? clockDb : db, clock, by.context, asked);
    if (outcome.status === 'refused')
      throw new Error(`${command.act}: ${outcome.code} ${JSON.stringify(outcome.detail)}`);
    return outcome;
  };
  const time: Someone = { person: '', actor: CLOCK, context: { actor: 'clock', role: 'clock' } };
  return {
    clock,
    act,
    pass: (stream, ms) => {
      clock.at += ms;
      return act(time, { stream }, { act: 'deadlinePassed' });
    },
  };
}

/** A text somewhere in the vault. */
const someText = () => ({ text: randomUUID(), commitment: 'c'.repeat(64) });

export interface LivedCase {
  readonly student: string;
  readonly caseId: string;
  readonly followUp: string;
  readonly referral: string;
}

/** A case that has seen most kinds of facts: warning, interview, grade by two, care, rings, a referral, a crisis, a contact missed. About 100 facts. */
export async function livedCase(school: OneSchool, stage: Stage): Promise<LivedCase> {
  const { staff } = school;
  const student = await school.student();
  const { stream: caseId } = await warn(stage, staff.counselor, student);
  const on = { stream: caseId };
  const care = await gradeL3(stage, school, { caseId, guardian: await school.guardian(student) });
  const followUp = touchedKind(care, 'followUp');
  await stage.act(staff.counselor, on, { act: 'recordSession', goals: ['sleep'], note: someText() });
  await stage.pass(caseId, 4 * DAY);
  const requested = await stage.act(staff.counselor, on, {
    act: 'requestReferral',
    hospital: null,
    basis: { kind: 'consent', consent: await school.consent(student), hospitals: ['999000-h1'] },
    reason: someText(),
  });
  const referral = touchedKind(requested, 'referral');
  await stage.act(staff.counselor, { stream: referral }, { act: 'send', against: 2 });
  await stage.pass(referral, 13 * HOUR);
  await stage.act(staff.intake, { stream: referral }, { act: 'accept', against: 4 });
  await stage.pass(followUp, 3 * DAY);
  await stage.act(staff.classTeacher, on, { act: 'declareCrisis', signs: ['farewell'], note: null });
  await stage.pass(caseId, 5 * MINUTE);
  return { student, caseId, followUp, referral };
}

function warn(stage: Stage, counselor: Someone, student: string): Promise<Recorded> {
  const system: Someone = { person: '', actor: SYSTEM, context: { ...counselor.context, actor: 'system' } };
  return stage.act(
    system,
    { student },
    {
      act: 'addWarning',
      warning: randomUUID(),
      source: 'sheet',
      floor: 'L3',
      critical: true,
      signs: [],
      reasons: ['criticalPositive'],
      observedAt: stage.clock.at,
    },
  );
}

/** Interview, second source, reassessment, a grade signed by both sides. */
async function gradeL3(
  stage: Stage,
  { staff }: OneSchool,
  of: { caseId: string; guardian: string },
): Promise<Recorded> {
  const { caseId } = of;
  const on = { stream: caseId };
  const duty = (outcome: Recorded) => outcome.nextDuty?.id;
  await stage.act(staff.classTeacher, on, { act: 'recordSecondSource', view: ['withdrawn'], note: null });
  const rung = await stage.pass(caseId, 150 * MINUTE);
  const interview = {
    act: 'recordInterview',
    findings: ['lowMood'],
    outcome: 'reassess',
    reasonCode: null,
    note: someText(),
  };
  await stage.act(staff.counselor, on, { ...interview, answers: duty(rung) });
  stage.clock.at += HOUR;
  const contact = {
    act: 'recordContact',
    with: 'guardian',
    guardian: of.guardian,
    channel: 'voice',
    outcome: 'reached',
    note: null,
  };
  const told = await stage.act(staff.counselor, on, contact);
  const reassessment = {
    act: 'recordReassessment',
    instrument: 'gad-7',
    findings: ['lowMood'],
    assessment: 'steady',
    note: null,
  };
  const assessed = await stage.act(staff.counselor, on, { ...reassessment, answers: duty(told) });
  stage.clock.at += HOUR;
  const grade = { act: 'grade', level: 'L3', basis: ['interview'], reasonCode: 'interview', reason: null };
  const proposed = await stage.act(staff.head, on, { ...grade, against: assessed.version });
  const subject = proposed.version - 2;
  return stage.act(staff.expertHealth, on, { act: 'coSign', proposal: String(subject) });
}

function touchedKind(outcome: Recorded, kind: string): string {
  const found = outcome.touched.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} was touched`);
  return found.id;
}

import { describe, expect, it } from 'vitest';
import type { ReferralActName } from './referral-commands.ts';
import { businessStatus, stageReported, taskStatus } from './referral-fhir.ts';
import {
  actor,
  begin,
  bodyOf,
  commit,
  EMERGENCY,
  factsOf,
  newWorld,
  play,
  stateOf,
  type World,
} from '#tools/testing/referral-play';
import { REFERRAL_STAGES, REFERRAL_TABLE, type ReferralRow, type ReferralStage } from './referral-states.ts';
import { type ActorRole, ROLES } from './role.ts';

/* Written out by hand from the guide's table (rows 1-34) and our additions (+), apart from the code that it judges. */
const EXPECTED = `
01 draft send S received
02 received accept R accepted
03 received decline R declined
04 received requestCancellation S cancellationRequested
05 accepted decline R declined
06 accepted schedule R scheduled
07 accepted requestCancellation S cancellationRequested
08 accepted addInterimNote C visited
09 accepted giveOutcome C outcomeAwaitingReview
10 scheduled decline R declined
11 scheduled reschedule RC scheduled
12 scheduled noShow RC noShow
13 scheduled cancelAppointment RC appointmentCancelled
14 scheduled requestCancellation S cancellationRequested
15 scheduled recordVisit C visited
16 scheduled giveOutcome C outcomeAwaitingReview
17 noShow decline R declined
18 noShow reschedule RC scheduled
19 noShow cancelAppointment RC appointmentCancelled
20 noShow requestCancellation S cancellationRequested
21 appointmentCancelled schedule R scheduled
22 appointmentCancelled requestCancellation S cancellationRequested
23 cancellationRequested confirmCancellation RC cancelled
24 cancellationRequested giveOutcome C outcomeAwaitingReview
25 visited decline R declined
26 visited schedule R scheduled
27 visited cancelAppointment RC appointmentCancelled
28 visited requestCancellation S cancellationRequested
29 visited addInterimNote C visited
30 visited giveOutcome C outcomeAwaitingReview
31 accepted schedule R scheduled
32 accepted addInterimNote C visited
33 accepted decline R declined
34 accepted requestCancellation S cancellationRequested
+ draft giveConsent S draft
+ draft invokeEmergency S draft
+ draft guardianDeclines S draft
+ draft withdraw S withdrawn
+ draft recordProtectionReport S draft
+ received askForMaterial R awaitingMaterial
+ awaitingMaterial supplyMaterial S received
+ awaitingMaterial accept R accepted
+ awaitingMaterial decline R declined
+ awaitingMaterial requestCancellation S cancellationRequested
+ received,awaitingMaterial,accepted,scheduled,noShow,appointmentCancelled,visited guardianDeclines S cancellationRequested
+ accepted referOnward C accepted
+ scheduled referOnward C scheduled
+ visited referOnward C visited
+ outcomeAwaitingReview reviewOutcome S loopClosed
+ declined answerRefusal H declined`;
const AFTERWARDS = { approveEmergency: 'A', tellGuardianAfterEmergency: 'S', recordProtectionReport: 'S' } as const;
const PARTY: Record<string, readonly string[]> = {
  S: ['counselor', 'schoolHead'],
  R: ['hospitalIntake', 'healthDuty'],
  C: ['clinician', 'healthDuty'],
  RC: ['hospitalIntake', 'clinician', 'healthDuty'],
  A: ['schoolHead', 'countySupervisor', 'citySupervisor'],
  H: ['healthDuty'],
};

interface Line {
  readonly row: string;
  readonly stage: string;
  readonly act: string;
  readonly roles: readonly string[];
  readonly to: string;
}
const LINES: readonly Line[] = [
  ...EXPECTED.trim()
    .split('\n')
    .flatMap((line) => {
      const [row = '', stages = '', act = '', party = '', to = ''] = line.split(' ');
      return stages.split(',').map((stage) => ({ row, stage, act, roles: PARTY[party] ?? [], to }));
    }),
  ...REFERRAL_STAGES.filter((stage) => stage !== 'draft' && stage !== 'withdrawn').flatMap((stage) =>
    Object.entries(AFTERWARDS).map(([act, party]) => ({ row: '+', stage, act, roles: PARTY[party] ?? [], to: stage })),
  ),
];

type Path = readonly (readonly [ActorRole, ReferralActName])[];
const RECEIVED: Path = [['counselor', 'send']];
const ACCEPTED: Path = [...RECEIVED, ['hospitalIntake', 'accept']];
const SCHEDULED: Path = [...ACCEPTED, ['hospitalIntake', 'schedule']];
const VISITED: Path = [...SCHEDULED, ['clinician', 'recordVisit']];
const CANCELLING: Path = [...ACCEPTED, ['counselor', 'requestCancellation']];
const OUTCOME: Path = [...VISITED, ['clinician', 'giveOutcome']];
const TO: Record<ReferralStage, Path> = {
  draft: [],
  received: RECEIVED,
  awaitingMaterial: [...RECEIVED, ['hospitalIntake', 'askForMaterial']],
  accepted: ACCEPTED,
  scheduled: SCHEDULED,
  noShow: [...SCHEDULED, ['hospitalIntake', 'noShow']],
  appointmentCancelled: [...SCHEDULED, ['hospitalIntake', 'cancelAppointment']],
  visited: VISITED,
  cancellationRequested: CANCELLING,
  declined: [...RECEIVED, ['hospitalIntake', 'decline']],
  cancelled: [...CANCELLING, ['hospitalIntake', 'confirmCancellation']],
  withdrawn: [['counselor', 'withdraw']],
  outcomeAwaitingReview: OUTCOME,
  loopClosed: [...OUTCOME, ['counselor', 'reviewOutcome']],
};

/** An L4 referral on an emergency basis: approval and notice are still owed, so that even its ends are open. */
function worldAt(stage: ReferralStage): World {
  const world = newWorld({ level: 'L4', basis: EMERGENCY });
  begin(world);
  for (const [role, act] of TO[stage]) play(world, actor(role), [act]);
  expect(stateOf(world).stage).toBe(stage);
  return world;
}

const ACTS = [...new Set(LINES.map((line) => line.act))] as ReferralActName[];
const ANYONE = [...ROLES, 'clock', 'system', 'student', 'guardian'] as const;

describe('the table of states, acts and actors', () => {
  it.each(REFERRAL_STAGES)('allows every row of BSeR and of ours from %s, and refuses every other', (stage) => {
    const there = worldAt(stage);
    for (const act of ACTS)
      for (const role of ANYONE) {
        const world = { ...there, streams: new Map(there.streams), facts: new Map(there.facts), news: [] };
        const line = LINES.find((one) => one.stage === stage && one.act === act);
        const refusal = commit(world, 'r1', bodyOf(world, act), actor(role, `somebody-${role}`));
        const allowed = line?.roles.includes(role) ?? false;
        expect({ stage, act, role, allowed: refusal === undefined }).toEqual({ stage, act, role, allowed });
        expect(stateOf(world).stage).toBe(allowed ? line?.to : stage);
        if (refusal) expect(['wrongStage', 'wrongRole', 'notOpen']).toContain(refusal.refused);
      }
  });

  it('knows each of the 34 rows of the guide under its number, once', () => {
    const rows = Object.entries(REFERRAL_TABLE).flatMap(([stage, acts]) =>
      Object.entries(acts as Record<string, ReferralRow>).flatMap(([act, row]) =>
        row.bser.map((number) => `${String(number).padStart(2, '0')} ${stage} ${act} ${row.to}`),
      ),
    );
    const guide = LINES.filter((line) => line.row !== '+');
    expect(rows.toSorted()).toEqual(guide.map((line) => `${line.row} ${line.stage} ${line.act} ${line.to}`).toSorted());
    expect(guide).toHaveLength(34);
  });
});

describe('who acts for whom, and what the other side sees', () => {
  it('lets a supervisor act for the school only once the chain has called them', () => {
    const world = newWorld({ level: 'L4', basis: EMERGENCY });
    begin(world);
    expect(commit(world, 'r1', bodyOf(world, 'send'), actor('countySupervisor'))).toMatchObject({
      refused: 'wrongRole',
    });
    world.at += 10 * 60_000;
    commit(world, 'r1', { act: 'deadlinePassed' }, actor('clock'));
    expect(commit(world, 'r1', bodyOf(world, 'send'), actor('countySupervisor'))).toBeUndefined();
  });

  it('lets nobody of the school enter an answer of the hospital, and health duty only with the call they had', () => {
    const world = worldAt('received');
    const { against } = bodyOf(world, 'accept');
    expect(commit(world, 'r1', { act: 'accept', against }, actor('healthDuty'))).toEqual({
      refused: 'fieldMissing',
      detail: { field: 'phone' },
    });
    play(world, actor('healthDuty'), ['accept']);
    expect(factsOf(world)).toContain('telephoneAnswerEntered');
  });

  it('shows FHIR and BSeR codes, 5.1 inbound only', () => {
    const codes = REFERRAL_STAGES.map((stage) => {
      const shown = businessStatus({ stage, guardianDeclined: false, basis: { kind: 'consent' } });
      return `${stage} ${taskStatus(stage)} ${shown.bser}`;
    });
    expect(codes).toMatchInlineSnapshot(`
      [
        "draft draft null",
        "received received 2.0",
        "awaitingMaterial on-hold 2.0",
        "accepted accepted 3.0",
        "scheduled in-progress 5.1.1",
        "noShow in-progress 5.1.2",
        "appointmentCancelled in-progress 5.1.3",
        "visited in-progress 5.1.4",
        "cancellationRequested in-progress 5.2",
        "declined rejected 4.0",
        "cancelled cancelled 6.0",
        "withdrawn cancelled null",
        "outcomeAwaitingReview completed 7.0",
        "loopClosed completed 7.0",
      ]
    `);
    expect(stageReported('5.1')).toBe('accepted');
    expect(codes.some((code) => code.endsWith(' 5.1'))).toBe(false);
    expect(stageReported('9.9')).toBeNull();
  });
});

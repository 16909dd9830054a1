import { can, type Relation } from '#domain/permission';
import type { Duty } from '#domain/duty';
import { dutyAbout } from '#domain/duty-about';
import type { ReferralState } from '#domain/referral-facts';
import { sharedDuty, sharedState } from '#domain/referral-sharing';
import { isOfHospital } from '#domain/role';
import { mayAct, type StreamState } from '#domain/stream';
import type { Reached } from '#db/queries/reach';
import type { StreamLine } from '#db/queries/stream-list';
import { withoutTexts } from '#db/queries/texts';
import { blindIndex, type Keyring } from '#db/vault/keyring';
import type { Asker } from './asker.ts';

/**
 * How much of a stream a reader sees. full: everything, words included · referred: what was sent to the hospital and what it answered itself, with those
 * words · pseudonymous: codes and times, another name for the child, no words · duties: level and one's own duties only.
 */
export const SIGHTS = ['full', 'referred', 'pseudonymous', 'duties'] as const;
export type Sight = (typeof SIGHTS)[number];

/** Null: this asker may not know of it (404). */
export function sightOf(asker: Asker, relation: Relation): Sight | null {
  if (!can(asker.role, 'readStream', relation)) return null;
  if (can(asker.role, 'readTexts', relation)) return isOfHospital(asker.role) ? 'referred' : 'full';
  return isSupervisor(asker) ? 'pseudonymous' : 'duties';
}

/** A stable other name of a child for readers who may not know which child it is. */
export function pseudonymOf(keyring: Keyring, student: string): string {
  return blindIndex(keyring, 'pseudonym', student).toString('hex').slice(0, 12);
}

/** A stream as one reader sees it. `uncovered`: whether a duty's limit lies outside the calendar. */
export function streamView(
  keyring: Keyring,
  asker: Asker,
  { row }: Reached,
  sight: Sight,
  uncovered: (duty: Duty) => boolean,
) {
  // Written by commit() with the rules of its kind.
  const state = row.state as StreamState;
  const mine = state.duties.filter((duty) => mayAct(duty, asker.person));
  return {
    id: row.id,
    kind: row.kind,
    sight,
    student: row.studentId === null ? null : childOf(keyring, row.studentId, sight),
    case: sight === 'referred' ? null : row.caseId,
    stage: state.stage,
    level: row.level,
    open: state.open,
    owner: sight === 'duties' ? null : row.owner,
    school: row.homeOrg,
    version: state.version,
    personVersion: state.personVersion,
    policy: row.policyVersion,
    lastAt: row.lastAt,
    nextDueAt: row.nextDueAt,
    closedAt: row.closedAt,
    head: row.headHash.toString('hex'),
    duties: seenDuties(state, sight, mine).map((duty) => ({
      ...shownDuty(duty),
      ...dutyAbout(duty, state),
      uncovered: uncovered(duty),
    })),
    state: sight === 'duties' ? null : shownState(state, sight),
  };
}

/** One's own alone, those that a hospital shares, or all. */
function seenDuties({ duties }: StreamState, sight: Sight, mine: readonly Duty[]): readonly Duty[] {
  if (sight === 'duties') return mine;
  return sight === 'referred' ? duties.filter(sharedDuty) : duties;
}

function childOf(keyring: Keyring, student: string, sight: Sight) {
  return sight === 'pseudonymous'
    ? { id: null, pseudonym: pseudonymOf(keyring, student) }
    : { id: student, pseudonym: null };
}

function shownDuty({ id, kind, clock, holder, called, openedAt, limitAt, dueAt, step, acknowledged, subject }: Duty) {
  return { id, kind, clock, holder, called: [...called], openedAt, limitAt, dueAt, step, acknowledged, subject };
}

/** What stands beside the state already is left out of it. */
function shownState(state: StreamState, sight: Sight): Record<string, unknown> {
  // Only a referral is ever sent to a hospital.
  if (sight === 'referred') return sharedState(state as ReferralState);
  const { duties: _duties, version: _version, personVersion: _personVersion, ...rest } = state;
  const shown = sight === 'full' ? rest : withoutTexts(rest);
  return shown as Record<string, unknown>;
}

/** A line of a list. Supervisors know children by another name there, whatever they owe. */
export function shownLine({ keyring }: { readonly keyring: Keyring }, line: StreamLine, asker: Asker) {
  const { studentId, caseId, homeOrg, homeName, otherOrg, ...rest } = line;
  const student =
    studentId === null ? null : childOf(keyring, studentId, isSupervisor(asker) ? 'pseudonymous' : 'full');
  return { ...rest, student, case: caseId, school: homeOrg, schoolName: homeName, hospital: otherOrg };
}

/** Whoever looks after cases of many schools, or after those who do. */
function isSupervisor({ role }: Asker): boolean {
  return role === 'countySupervisor' || role === 'citySupervisor' || role === 'auditor';
}

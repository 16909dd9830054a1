import type { Duty } from '#domain/duty';
import { type Day, dayOf } from '#domain/instant';
import type { DutyKind } from '#domain/policy';
import { type Refusal, refuse } from '#domain/problem';
import { moveDuty } from '#domain/shared-acts';
import type { Values } from './field.ts';
import { type LifeCode, LIVES } from './lives.ts';
import { endWhenFulfilled, keyOf, open, type RecordDraft } from './record-duties.ts';
import type { Looked, NamedDue, RecordCommandOf, RecordState } from './record-state.ts';

/** Duties that a record's own values ask for. What a step of the life has opened since (a re-check, a sign-off) is not the record's to move. */
const ASKED: Readonly<Partial<Record<LifeCode, readonly DutyKind[]>>> = {
  document: ['documentRead', 'documentAnswer'],
  certificate: ['certificateRenewal'],
  body: ['bodyRenewal'],
  agreement: ['agreementRenewal'],
  facility: ['facilityCheck'],
  publication: ['publicationReview'],
  visit: ['visitHold'],
  finding: ['findingMend'],
  meeting: ['meetingDecision'],
};
/** What was looked at and signed off: with another value of one of these it has to be looked at again. */
const JUDGED: Readonly<Partial<Record<LifeCode, readonly string[]>>> = { publication: ['content', 'topic'] };
/** Its next date is counted from a look, not written in the record: writing the record anew puts nothing off. */
const COUNTED: readonly LifeCode[] = ['facility'];

/** Whether what others judged of a record has changed. */
export function judgedAnew(life: LifeCode, before: Values, after: Values): boolean {
  return (JUDGED[life] ?? []).some((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

/** Whether a record whose life has ended owes something by being written anew: only where its dates, or what was judged, are others. */
export function owesAnew(life: LifeCode, before: Values, after: Values, today: Day): boolean {
  const dues = (values: Values) => JSON.stringify(LIVES[life].dues(values, today));
  return dues(before) !== dues(after) || judgedAnew(life, before, after);
}

/**
 * The record was written anew. A duty that it still asks for moves to its new date, one that it asks for now is opened, one that it no longer asks for
 * ends. A step that was done is not asked for again, unless what was judged has changed: then the life goes through it once more.
 */
export function reschedule(
  draft: RecordDraft,
  { dues, anew = false }: RecordCommandOf<'reschedule'>,
): Refusal | undefined {
  const { state, moment } = draft;
  const ofRecord = new Set([...(ASKED[state.life] ?? []), ...dues.map((due) => due.kind)]);
  const asked = (duty: Duty) => dues.find((due) => due.kind === duty.kind && due.subject === duty.subject);
  draft.add({ type: 'recordRescheduled', by: moment.actor.person });
  for (const duty of state.duties) {
    const limitAt = asked(duty)?.limitAt;
    const later = COUNTED.includes(state.life) && limitAt != null && limitAt > duty.limitAt;
    if (limitAt != null && !later) moveDuty(draft, duty, limitAt);
  }
  for (const due of dues) if (!live(state, due) && (anew || !passed(state, due))) open(draft, due);
  const overtaken = (duty: Duty) => anew && !ofRecord.has(duty.kind);
  draft.done((duty) => (ofRecord.has(duty.kind) && asked(duty) === undefined) || overtaken(duty), 'rescheduled');
  endWhenFulfilled(draft);
  return undefined;
}

function live({ duties }: RecordState, due: NamedDue): boolean {
  return duties.some((duty) => duty.kind === due.kind && duty.subject === due.subject);
}

/** Done, and not by a step that opens the same one again. */
function passed({ settled, last, life }: RecordState, due: NamedDue): boolean {
  if (settled.includes(keyOf(due))) return true;
  const outcome = due.subject === null ? last[due.kind]?.outcome : undefined;
  return outcome !== undefined && LIVES[life].steps[due.kind]?.outcomes[outcome]?.opens.includes(due.kind) !== true;
}

/**
 * A record of its own says what was found when somebody looked, and with it ends the duty to look. Looks that are written down late count one by one, in
 * whatever order; the next is counted from the latest. A look from before one was owed, or where none is owed, changes nothing. Refuses `fieldInvalid` for
 * an outcome that the life does not know.
 */
export function observe(
  draft: RecordDraft,
  { kind, outcome, day, next }: RecordCommandOf<'observe'>,
): Refusal | undefined {
  const { state, moment } = draft;
  const found = LIVES[state.life].steps[kind]?.outcomes[outcome];
  if (found === undefined) return refuse('fieldInvalid', { field: 'outcome' });
  const duty = state.duties.find((one) => one.kind === kind);
  if (duty === undefined) return undefined;
  const before = lookedBefore(state, duty);
  if (day < before.since) return undefined;
  const { subject, holder } = duty;
  const latest = day >= before.until;
  const looked = { since: before.since, until: latest ? day : before.until };
  draft.add({ type: 'dutyFulfilled', kind, subject, by: moment.actor.person, outcome, looked });
  for (const following of found.opens)
    open(draft, {
      kind: following,
      limitAt: following === kind ? (latest ? next : duty.limitAt) : null,
      holder: following === kind ? holder : null,
      subject,
    });
  draft.done((one) => one.id === duty.id, outcome);
  endWhenFulfilled(draft);
  return undefined;
}

/** What is owed came from a look that a record told of: then from that one's own days on; otherwise from the day on which it began to be owed. */
function lookedBefore({ last }: RecordState, { kind, openedAt }: Duty): Looked {
  const { looked } = last[kind] ?? {};
  if (looked?.at === openedAt) return looked;
  const day = dayOf(openedAt);
  return { since: day, until: day };
}

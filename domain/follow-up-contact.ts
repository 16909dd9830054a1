import type { Duty } from './duty.ts';
import { afterContact } from './follow-up-rhythm.ts';
import {
  type FollowUpFact,
  type FollowUpState,
  GRAVE_SIGNS,
  type RecordFollowUp,
  type RecordTrace,
} from './follow-up-state.ts';
import { guardianRefused } from './guardian.ts';
import { type News, type NewsCode, tellCase } from './news.ts';
import type { ClockId } from './policy.ts';
import { type Refusal, refuse } from './problem.ts';
import { moveDuty, nextLimitOf } from './shared-acts.ts';
import type { Draft } from './stream.ts';

export type FollowUpDraft = Draft<FollowUpState, FollowUpFact>;

/** Subjects of the two contact duties: the planned window, and the retry after a failed attempt. */
export const WINDOW = 'window';
const RETRY = 'retry';

/** Tells the case what happened here; `worse` or a grave sign is the case's to act on in the same transaction. */
export function tell(draft: FollowUpDraft, code: NewsCode, byPerson: boolean, detail: News['detail']): void {
  const { state, moment } = draft;
  const limitAt = nextLimitOf(state, moment.at);
  draft.also(
    tellCase(state.caseId, {
      stream: moment.self,
      kind: 'followUp',
      code,
      stage: state.stage,
      limitAt,
      open: state.open,
      byPerson,
      detail,
    }),
  );
}

function windowDuty(
  draft: FollowUpDraft,
): { readonly live: Duty | undefined; readonly clock: ClockId; readonly limitAt: number } | null {
  const { window, duties } = draft.state;
  if (window === null) return null;
  const live = duties.find((duty) => duty.subject === WINDOW);
  return { live, clock: `followUpContact.${window.rhythm}`, limitAt: window.closesAt };
}

/** Opens the duty of the next window; a window still the same keeps its duty. */
export function oweWindow(draft: FollowUpDraft): void {
  const asked = windowDuty(draft);
  if (asked === null || (asked.live?.limitAt === asked.limitAt && asked.live.clock === asked.clock)) return;
  const { live, clock, limitAt } = asked;
  draft.open({ kind: 'followUpContact', clock, subject: WINDOW, limitAt, holder: draft.state.owner });
  draft.done((duty) => duty.id === live?.id, 'windowChanged');
}

/** Moves the live duty to a window worked out anew, so that an honest answer to it is not made stale; another rhythm's window gets a new duty. */
export function moveWindow(draft: FollowUpDraft): void {
  const asked = windowDuty(draft);
  if (asked?.live?.clock === asked?.clock && asked?.live) return moveDuty(draft, asked.live, asked.limitAt);
  oweWindow(draft);
}

/** Records an attempt. Refuses `countsNotAsContact`, `guardianFlagged`, `fieldMissing`, `fieldInvalid`. */
export function decideContact(draft: FollowUpDraft, command: RecordFollowUp): Refusal | undefined {
  const { at, rules } = draft.moment;
  if (command.happenedAt > at) return refuse('fieldInvalid', { field: 'happenedAt' });
  if (command.guardian !== null) {
    const refused = guardianRefused(rules.guardians, command.guardian);
    if (refused) return refused;
  }
  return command.outcome === 'reached' ? made(draft, command) : attempted(draft, command, command.outcome);
}

function made(draft: FollowUpDraft, command: RecordFollowUp): Refusal | undefined {
  const { state, moment } = draft;
  const { assessment: reported, channel, signs, sheet, happenedAt, note } = command;
  if (channel === 'message') return refuse('countsNotAsContact', { channel });
  if (reported === null) return refuse('fieldMissing', { field: 'assessment' });
  const seen = signs.filter((sign) => GRAVE_SIGNS.has(sign));
  const assessment = seen.length > 0 ? 'worse' : reported;
  const rhythms = afterContact(moment.rules, state.rhythms, happenedAt);
  const settles = happenedAt >= state.lastAttemptAt;
  const by = moment.actor.person;
  draft.add({
    type: 'contactMade',
    by,
    channel,
    assessment,
    reported,
    signs,
    sheet,
    happenedAt,
    settles,
    rhythms,
    note,
  });
  oweWindow(draft);
  if (settles) draft.done((duty) => duty.subject === RETRY || duty.kind === 'followUpTrace', 'reached');
  tell(draft, 'contactMade', true, { assessment, signs: seen });
  return undefined;
}

function attempted(
  draft: FollowUpDraft,
  command: RecordFollowUp,
  outcome: Exclude<RecordFollowUp['outcome'], 'reached'>,
): Refusal | undefined {
  const { channel, signs, happenedAt, note } = command;
  if (command.assessment !== null) return refuse('fieldInvalid', { field: 'assessment' });
  const by = draft.moment.actor.person;
  draft.add({ type: 'contactMissed', by, outcome, channel, signs, window: null, happenedAt, note });
  retry(draft);
  oweTrace(draft);
  // Somebody else may have told of a grave sign though the student was not reached.
  const seen = signs.filter((sign) => GRAVE_SIGNS.has(sign));
  tell(draft, 'contactMissed', true, { outcome, misses: draft.state.misses, signs: seen });
  return undefined;
}

/** Misses in a row that the strictest of the running rhythms allows before the head is called. */
function missesToHead(draft: FollowUpDraft): number {
  const { rhythms } = draft.moment.rules.policy;
  return Math.min(...draft.state.rhythms.map((running) => rhythms[running.key].missesToHead));
}

/** Not reached: again the same day. The window's own duty goes on beside it, with its limit unmoved. */
function retry(draft: FollowUpDraft): void {
  const clock = missesToHead(draft) === 1 ? 'followUpContact.retryRed' : 'followUpContact.retry';
  const old = draft.state.duties.filter((duty) => duty.subject === RETRY).map((duty) => duty.id);
  draft.open({ kind: 'followUpContact', clock, subject: RETRY, holder: draft.state.owner });
  draft.done((duty) => old.includes(duty.id), 'attempted');
}

const TRACES: readonly ClockId[] = [
  'followUpTrace',
  'followUpTrace.head',
  'followUpTrace.headRed',
  'followUpTrace.county',
];

/** After a miss a person traces the student: the owner, from the policy's number of misses on the head. Never goes back down. */
function oweTrace(draft: FollowUpDraft): void {
  const limit = missesToHead(draft);
  const head = limit === 1 ? 'followUpTrace.headRed' : 'followUpTrace.head';
  openTrace(draft, draft.state.misses >= limit ? head : 'followUpTrace');
}

function openTrace(draft: FollowUpDraft, clock: ClockId): void {
  const live = draft.state.duties.find((duty) => duty.kind === 'followUpTrace');
  if (live && TRACES.indexOf(live.clock) >= TRACES.indexOf(clock)) return;
  const holder = clock === 'followUpTrace' ? { holder: draft.state.owner } : {};
  draft.open({ kind: 'followUpTrace', clock, ...holder });
  draft.done((duty) => duty.id === live?.id, 'passedUp');
}

/** A window closed and nobody reached the student: counted once, by the clock, and traced like any miss. Its duty stays and goes on ringing. */
export function missWindow(draft: FollowUpDraft): undefined {
  const { window, missedWindow } = draft.state;
  const { at } = draft.moment;
  if (window === null || window.closesAt > at || missedWindow === window.closesAt) return;
  const closed = window.closesAt;
  draft.add({
    type: 'contactMissed',
    by: null,
    outcome: 'windowPassed',
    channel: null,
    signs: [],
    window: closed,
    happenedAt: closed,
    note: null,
  });
  oweTrace(draft);
  tell(draft, 'contactMissed', false, { outcome: 'windowPassed', misses: draft.state.misses });
}

/** Records what tracing found. Found: the student is safe to be called again today. Not found: the next one up traces. */
export function decideTrace(draft: FollowUpDraft, command: RecordTrace): Refusal | undefined {
  const { state, moment } = draft;
  const { source, guardian, found, note } = command;
  const live = state.duties.find((duty) => duty.id === command.answers && duty.kind === 'followUpTrace');
  if (live === undefined) return refuse('stale', { version: state.version });
  if (source === 'guardian' && guardian === null) return refuse('fieldMissing', { field: 'guardian' });
  if (guardian !== null) {
    const refused = guardianRefused(moment.rules.guardians, guardian);
    if (refused) return refused;
  }
  draft.add({ type: 'contactTraced', by: moment.actor.person, source, found, note });
  if (found) {
    retry(draft);
    draft.done((duty) => duty.id === live.id, 'found');
  } else passUp(draft, live.clock);
  tell(draft, 'traced', true, { found, source });
  return undefined;
}

function passUp(draft: FollowUpDraft, clock: ClockId): void {
  if (clock !== 'followUpTrace') return openTrace(draft, 'followUpTrace.county');
  openTrace(draft, missesToHead(draft) === 1 ? 'followUpTrace.headRed' : 'followUpTrace.head');
}

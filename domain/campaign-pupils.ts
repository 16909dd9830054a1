import { standing } from './campaign-evolve.ts';
import type { CampaignCommandOf, CampaignFact, CampaignState, PupilCount } from './campaign-state.ts';
import { type Refusal, refuse } from './problem.ts';
import type { Draft } from './stream.ts';

type CampaignDraft = Draft<CampaignState, CampaignFact>;

/**
 * Answers that came in. Never refused, whatever the counts say: it stands in the transaction of the answers themselves, and nothing may undo those.
 * What does not fit is left out.
 */
export function countAnswers(draft: CampaignDraft, { pupils }: CampaignCommandOf<'countAnswers'>): undefined {
  if (!draft.state.open) return;
  for (const one of pupils) {
    const count = Math.min(one.count, standing(draft.state, one.from, one.class));
    if (one.from !== 'answered' && count > 0) draft.add({ type: 'answersCounted', pupils: [{ ...one, count }] });
  }
  endDutiesOf(draft);
  endWhenSettled(draft);
}

/** A refusal is written down and nothing else: no duty, no call, no reminder, nothing withheld (N18). */
export function recordRefusal(
  draft: CampaignDraft,
  { pupil, of }: CampaignCommandOf<'recordRefusal'>,
): Refusal | undefined {
  if (pupil.count !== 1 || standing(draft.state, pupil.from, pupil.class) < 1)
    return refuse('fieldInvalid', { field: 'pupil' });
  if (pupil.from === 'answered' || pupil.from === 'refused') return undefined;
  draft.add({ type: 'refusalRecorded', pupil, of });
  endDutiesOf(draft);
  endWhenSettled(draft);
  return undefined;
}

/** Who has not answered gets an owner: one duty for a class, and whoever holds it already keeps it. By the system only once the window has closed. */
export function handAbsentees(draft: CampaignDraft, command: CampaignCommandOf<'handAbsentees'>): Refusal | undefined {
  const { class: id, owner } = command;
  const { state, moment } = draft;
  if (moment.actor.role === 'system' && moment.at < state.window.closesAt)
    return refuse('tooSoon', { earliest: state.window.closesAt });
  const pupils: readonly PupilCount[] = (['waiting', 'invited'] as const)
    .map((from) => ({ class: id, from, count: command[from] }))
    .filter(({ count }) => count !== 0);
  const fits = pupils.every(
    ({ from, count }) => Number.isInteger(count) && count > 0 && count <= standing(state, from, id),
  );
  if (pupils.length === 0 || !fits) return refuse('fieldInvalid', { field: 'pupils' });
  const live = state.duties.find((duty) => duty.kind === 'campaignAbsentee' && duty.subject === id);
  draft.add({ type: 'absenteesHanded', owner: live?.holder ?? owner, pupils });
  if (!live) draft.open({ kind: 'campaignAbsentee', clock: 'campaignAbsentee', subject: id, holder: owner });
  return undefined;
}

/** The owner has looked after pupils who did not answer. The duty ends with the last of the class. */
export function settleAbsentees(
  draft: CampaignDraft,
  command: CampaignCommandOf<'settleAbsentees'>,
): Refusal | undefined {
  const { answers, count, outcome } = command;
  const duty = draft.state.duties.find((live) => live.id === answers && live.kind === 'campaignAbsentee');
  if (duty?.subject == null) return refuse('stale', { version: draft.state.version });
  const left = standing(draft.state, 'owned', duty.subject);
  if (!Number.isInteger(count) || count < 1 || count > left) return refuse('fieldInvalid', { field: 'count' });
  const pupils = { class: duty.subject, from: 'owned', count } as const;
  draft.add({ type: 'absenteesSettled', by: draft.moment.actor.person, pupils, outcome });
  endDutiesOf(draft);
  endWhenSettled(draft);
  return undefined;
}

/** A class without pupils left to look after owes nothing more. */
function endDutiesOf(draft: CampaignDraft): void {
  draft.done(
    (duty) => duty.kind === 'campaignAbsentee' && standing(draft.state, 'owned', duty.subject ?? '') === 0,
    'settled',
  );
}

/** Closed for answering, and the last absentee looked after: the campaign ends. */
export function endWhenSettled(draft: CampaignDraft): void {
  const { stage, duties } = draft.state;
  if (stage === 'chasing' && duties.length === 0) draft.add({ type: 'campaignEnded' });
}

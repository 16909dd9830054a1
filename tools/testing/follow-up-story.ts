import { type PureStream, pureStream, COUNSELOR, MONDAY } from './pure-stream.ts';
import type { FollowUpCause } from '#domain/child-commands';
import type { Duty } from '#domain/duty';
import { followUpRules } from '#domain/follow-up';
import type { FollowUpCommand, FollowUpFact, FollowUpState, RecordFollowUp } from '#domain/follow-up-state';
import type { Instant } from '#domain/instant';
import type { Level } from '#domain/level';

export type FollowUpStory = PureStream<FollowUpState, FollowUpCommand, FollowUpFact>;

/** A follow-up begun at a level for a cause, on a Monday of term unless told otherwise. */
export function begun(level: Level, cause: FollowUpCause = 'graded', from: Instant = MONDAY): FollowUpStory {
  const stream = pureStream(followUpRules, { act: 'deadlinePassed' }, from);
  stream.act(COUNSELOR, { act: 'start', caseId: 'case-1', level, cause, owner: 'counselor-1' });
  return stream;
}

/** The live duty of a kind about a subject: `window`, `retry`, or null for a trace. */
export function dutyOf(
  story: FollowUpStory,
  subject: string | null,
  kind: Duty['kind'] = 'followUpContact',
): Duty | undefined {
  return story.state.duties.find((live) => live.kind === kind && live.subject === subject);
}

/** A record of a contact now, answering the window: a steady conversation by voice unless told otherwise. */
export function contact(story: FollowUpStory, more: Partial<RecordFollowUp> = {}): RecordFollowUp {
  return {
    act: 'recordFollowUp',
    answers: dutyOf(story, 'window')?.id,
    outcome: 'reached',
    channel: 'voice',
    assessment: more.outcome === undefined || more.outcome === 'reached' ? 'steady' : null,
    signs: [],
    sheet: null,
    guardian: null,
    happenedAt: story.at,
    note: null,
    ...more,
  };
}

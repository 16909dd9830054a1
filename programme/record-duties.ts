import { clockOf, type DutyKind } from '#domain/policy';
import { peopleAt, type PersonId } from '#domain/role';
import type { Draft } from '#domain/stream';
import { type LifeCode, LIVES } from './lives.ts';
import type { NamedDue, RecordFact, RecordState } from './record-state.ts';

export type RecordDraft = Draft<RecordState, RecordFact>;

/** A duty of a record as the record asks for it. */
export function keyOf({ kind, subject }: { readonly kind: DutyKind; readonly subject: string | null }): string {
  return `${kind}/${subject ?? ''}`;
}

/** A duty that not everybody may do is held by somebody who may: the next person of its post, or of the post above. */
export function open(draft: RecordDraft, { kind, limitAt, holder, subject, barred = [] }: NamedDue): void {
  const { state, moment } = draft;
  const { policy, posts } = moment.rules;
  const except = [...barred, ...othersOf(state, kind).flatMap((person) => person ?? [])];
  const held = holder ?? peopleAt(posts, clockOf(policy, kind).holder, except)[0];
  draft.open({
    kind,
    clock: kind,
    subject,
    barred,
    ...(limitAt === null ? {} : { limitAt }),
    ...(held === undefined ? {} : { holder: held }),
  });
}

/** Who may not do this step: whoever did the one before it, or began the record. */
export function othersOf(state: RecordState, kind: DutyKind): readonly (PersonId | null | undefined)[] {
  const notBy = LIVES[state.life].steps[kind]?.notBy ?? [];
  return notBy.map((other) => (other === 'owner' ? state.owner : state.last[other]?.by));
}

/** Field to which the new end of a record is written when its duty ends so; null: the record stays as it is. */
export function fieldWrittenBy(life: LifeCode, outcomeCode: string): string | null {
  const found = Object.values(LIVES[life].steps).map(({ outcomes }) => outcomes[outcomeCode]?.writes);
  return found.find((field) => field !== undefined) ?? null;
}

/** Nothing is owed any more: the life has ended. */
export function endWhenFulfilled(draft: RecordDraft): void {
  if (draft.state.duties.length > 0) return;
  draft.add({ type: 'recordEnded', by: draft.moment.actor.person, because: 'fulfilled' });
}

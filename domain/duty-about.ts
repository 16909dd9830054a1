import type { CaseDecision, CaseState, LinkedStream } from './case-state.ts';
import type { Duty } from './duty.ts';
import type { Level } from './level.ts';
import type { ReturnState } from './return-to-school-state.ts';
import type { StreamState } from './stream.ts';

/** What waits for signatures: a decision on a case, or another end of a return than back in class. */
export const SIGNED = ['grade', 'raise', 'lower', 'standDown', 'dismiss', 'close', 'ending'] as const;

export interface ToSign {
  readonly decision: CaseDecision | 'ending';
  /** The level that it would lead to, where it leads to one. */
  readonly level: Level | null;
}

/** What a duty is about besides its stream: what is to be signed, what is to be looked at. */
export interface DutyAbout {
  readonly signs: ToSign | null;
  readonly watches: Pick<LinkedStream, 'id' | 'kind'> | null;
}

type Named = Pick<Duty, 'kind' | 'subject'>;

export function dutyAbout(duty: Named, state: StreamState): DutyAbout {
  return { signs: toSign(duty, state), watches: watched(duty, state) };
}

const TO_A_LEVEL: ReadonlySet<CaseDecision> = new Set(['grade', 'raise', 'lower']);

/** Null: no signature is asked for, or what it was asked for is decided. */
function toSign({ kind, subject }: Named, state: StreamState): ToSign | null {
  if (kind !== 'coSign' && kind !== 'secondSignature') return null;
  // Cases and returns are what such duties stand in.
  const { proposals = [], ending = null } = state as Partial<
    Pick<CaseState, 'proposals'> & Pick<ReturnState, 'ending'>
  >;
  const [id] = (subject ?? '').split(':');
  const found = proposals.find((proposal) => proposal.id === id);
  if (found === undefined) return ending === null ? null : { decision: 'ending', level: null };
  return { decision: found.decision, level: TO_A_LEVEL.has(found.decision) ? found.level : null };
}

function watched({ kind, subject }: Named, state: StreamState): DutyAbout['watches'] {
  if (kind !== 'watch') return null;
  const { links = [] } = state as Partial<Pick<CaseState, 'links'>>; // cases alone watch
  const found = links.find(({ id }) => id === subject);
  return found === undefined ? null : { id: found.id, kind: found.kind };
}

import type { Assessment, CaseStage, LevelStep, Proposal, Signature } from './case-state.ts';
import type { DutyFact } from './duty.ts';
import type { Instant } from './instant.ts';
import type { Level } from './level.ts';
import type { NewsCode, NewsKind } from './news.ts';
import type { PersonId } from './role.ts';
import type { StreamId, TextRef } from './stream.ts';

/** Everything that can happen to a case, past tense, codes and ids only: words lie in the vault behind a TextRef. */
export type CaseFact =
  | DutyFact
  | { readonly type: 'caseOpened'; readonly owner: PersonId; readonly previous: StreamId | null }
  | {
      readonly type: 'warningAdded';
      readonly warning: string;
      readonly source: string;
      readonly floor: Level;
      readonly critical: boolean;
      readonly signs: readonly string[];
      readonly reasons: readonly string[];
      readonly observedAt: Instant;
    }
  | {
      readonly type: 'levelChanged';
      readonly from: Level;
      readonly to: Level;
      readonly by: LevelStep['by'];
      readonly persons: readonly PersonId[];
      readonly reasonCode: string;
    }
  | { readonly type: 'stageEntered'; readonly stage: CaseStage }
  | {
      readonly type: 'contactRecorded';
      readonly with: 'student' | 'guardian';
      readonly guardian: string | null;
      readonly channel: string;
      readonly outcome: string;
      readonly note: TextRef | null;
    }
  | { readonly type: 'secondSourceRecorded'; readonly view: readonly string[]; readonly note: TextRef | null }
  | { readonly type: 'interviewRecorded'; readonly findings: readonly string[]; readonly note: TextRef | null }
  | {
      readonly type: 'reassessmentRecorded';
      readonly instrument: string | null;
      readonly findings: readonly string[];
      readonly note: TextRef | null;
    }
  | {
      readonly type: 'graded';
      readonly level: Level;
      readonly basis: readonly string[];
      readonly persons: readonly PersonId[];
    }
  | { readonly type: 'proposed'; readonly proposal: Proposal; readonly reason: TextRef | null }
  | { readonly type: 'signed'; readonly proposal: string; readonly signature: Signature }
  | {
      readonly type: 'proposalWithdrawn';
      readonly proposal: string;
      readonly because: string;
      readonly reason: TextRef | null;
    }
  | { readonly type: 'sessionRecorded'; readonly goals: readonly string[]; readonly note: TextRef | null }
  | { readonly type: 'planRevised'; readonly goals: readonly string[]; readonly plan: TextRef }
  | {
      readonly type: 'reviewRecorded';
      readonly assessment: Assessment;
      readonly source: 'review' | 'followUp';
      readonly note: TextRef | null;
    }
  | {
      readonly type: 'panelRecorded';
      readonly attendees: number;
      readonly decisions: readonly string[];
      readonly note: TextRef | null;
    }
  | { readonly type: 'offerRecorded'; readonly outcome: string; readonly note: TextRef | null }
  | {
      readonly type: 'routeChosen';
      readonly referral: StreamId;
      readonly choice: string;
      readonly note: TextRef | null;
    }
  | { readonly type: 'protectionFlagged'; readonly reasonCode: string }
  | {
      readonly type: 'protectionReported';
      readonly to: string;
      readonly receipt: string;
      readonly note: TextRef | null;
    }
  | {
      readonly type: 'crisisDeclared';
      readonly by: PersonId | null;
      readonly signs: readonly string[];
      readonly note: TextRef | null;
    }
  | { readonly type: 'watchAssigned'; readonly watcher: PersonId }
  | { readonly type: 'watchLogged'; readonly state: string; readonly note: TextRef | null }
  | {
      readonly type: 'guardianVoiceRecorded';
      readonly guardian: string;
      readonly outcome: string;
      readonly happenedAt: Instant;
      readonly note: TextRef | null;
    }
  | {
      readonly type: 'emergencyCallRecorded';
      readonly line: '120' | '110';
      readonly outcome: string;
      readonly happenedAt: Instant;
      readonly note: TextRef | null;
    }
  | { readonly type: 'meansRemoved'; readonly happenedAt: Instant; readonly note: TextRef | null }
  | { readonly type: 'arrivalRecorded'; readonly happenedAt: Instant; readonly note: TextRef | null }
  | { readonly type: 'told'; readonly whom: 'county' | 'city' }
  | {
      readonly type: 'crisisHandedOver';
      readonly to: 'hospital' | 'guardian';
      readonly receiver: TextRef;
      readonly happenedAt: Instant;
    }
  | { readonly type: 'stoodDown'; readonly persons: readonly PersonId[]; readonly findings: readonly string[] }
  | { readonly type: 'linked'; readonly stream: StreamId; readonly kind: NewsKind; readonly requestId: string | null }
  | {
      readonly type: 'reflected';
      readonly stream: StreamId;
      readonly kind: NewsKind;
      readonly code: NewsCode;
      readonly stage: string;
      readonly open: boolean;
      readonly byPerson: boolean;
      readonly hospital: string | null;
    }
  | { readonly type: 'handOverOffered'; readonly to: PersonId; readonly summary: TextRef }
  | { readonly type: 'studentLeft' }
  /** Somebody who does not belong to the school that the student left has taken the case over. */
  | { readonly type: 'leaverReceived'; readonly by: PersonId }
  | { readonly type: 'handOverDeclined'; readonly reasonCode: string; readonly reason: TextRef | null }
  /** Somebody left: what the case knew that person as passes to another. */
  | { readonly type: 'personReplaced'; readonly from: PersonId; readonly to: PersonId }
  | { readonly type: 'handOverAccepted'; readonly from: PersonId; readonly to: PersonId }
  | {
      readonly type: 'caseClosed';
      readonly as: 'dismissed' | 'closed';
      readonly reasonCode: string;
      readonly lastContactAt: Instant | null;
      readonly persons: readonly PersonId[];
    }
  | { readonly type: 'reopened'; readonly as: StreamId; readonly reason: TextRef };

import type { Instant } from '#domain/instant';
import type { PersonId } from '#domain/role';
import type { TextRef } from '#domain/stream';
import type { Assessed } from './indicator.ts';
import type { Score, ScoreLine } from './score.ts';

export const REVIEW_STAGES = ['published', 'frozen'] as const;
export type ReviewStage = (typeof REVIEW_STAGES)[number];

/** Whom an assessment is about. */
export interface Subject {
  readonly kind: Assessed;
  /** Id of the organisation; for a head the school. */
  readonly org: string;
  /** The head as a person; null otherwise. */
  readonly person: PersonId | null;
}

export type AppealOutcome = 'upheld' | 'dismissed';

/** The assessed do not agree with one line. One appeal a line and revision; its decision is final. */
export interface Appeal {
  readonly by: PersonId;
  readonly reason: TextRef;
  readonly at: Instant;
  readonly decision: { readonly by: PersonId; readonly outcome: AppealOutcome; readonly reason: TextRef } | null;
}

export type ReviewedLine = ScoreLine & { readonly appeal: Appeal | null };

/** One assessment of one unit for one period: published, appealed line by line, frozen. Corrected after that only as a new revision. */
export interface ReviewState {
  /** Facts so far; 0 = not begun. */
  readonly version: number;
  readonly stage: ReviewStage;
  readonly revision: number;
  readonly subject: Subject;
  readonly period: { readonly from: string; readonly to: string };
  readonly set: { readonly code: string; readonly version: number };
  readonly lines: readonly ReviewedLine[];
  readonly appealUntil: Instant;
  /** Who published or corrected this revision: somebody else freezes it. */
  readonly publishedBy: PersonId | null;
  /** Everybody who took part in any revision: assessors, publishers, whoever appealed. None of them decides an appeal. */
  readonly tookPart: readonly PersonId[];
}

export type ReviewFact =
  | {
      readonly type: 'assessmentPublished';
      readonly by: PersonId;
      readonly subject: Subject;
      readonly period: ReviewState['period'];
      readonly score: Score;
      readonly assessors: readonly PersonId[];
      readonly appealUntil: Instant;
    }
  | { readonly type: 'lineAppealed'; readonly by: PersonId; readonly indicator: string; readonly reason: TextRef }
  | {
      readonly type: 'appealDecided';
      readonly by: PersonId;
      readonly indicator: string;
      readonly outcome: AppealOutcome;
      /** The points that stand from now on; null when the appeal was dismissed and nothing changes. */
      readonly points: number | null;
      readonly reason: TextRef;
    }
  | { readonly type: 'assessmentFrozen'; readonly by: PersonId; readonly points: number; readonly outOf: number }
  | {
      readonly type: 'assessmentCorrected';
      readonly by: PersonId;
      readonly reason: TextRef;
      readonly score: Score;
      readonly assessors: readonly PersonId[];
      readonly appealUntil: Instant;
    };

export type ReviewCommand =
  | {
      readonly act: 'publish';
      readonly subject: Subject;
      readonly period: ReviewState['period'];
      readonly score: Score;
      /** Who judged or entered what the score rests on. */
      readonly assessors: readonly PersonId[];
      readonly appealUntil: Instant;
    }
  | { readonly act: 'appeal'; readonly indicator: string; readonly reason: TextRef | null }
  | {
      readonly act: 'decideAppeal';
      readonly indicator: string;
      readonly outcome: AppealOutcome;
      /** What the line earns when upheld: more than before, at most its weight. */
      readonly points: number | null;
      readonly reason: TextRef | null;
    }
  | { readonly act: 'freeze' }
  /** After freezing alone: a new revision with its reason, open to appeal like the first. */
  | {
      readonly act: 'correct';
      readonly reason: TextRef | null;
      readonly score: Score;
      readonly assessors: readonly PersonId[];
      readonly appealUntil: Instant;
    };
export type ReviewCommandOf<A extends ReviewCommand['act']> = Extract<ReviewCommand, { readonly act: A }>;

export const NO_REVIEW: ReviewState = {
  version: 0,
  stage: 'published',
  revision: 0,
  subject: { kind: 'school', org: '', person: null },
  period: { from: '', to: '' },
  set: { code: '', version: 0 },
  lines: [],
  appealUntil: 0,
  publishedBy: null,
  tookPart: [],
};

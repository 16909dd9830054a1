import type { Instant } from '#domain/instant';
import type { PersonId } from '#domain/role';
import type { Appeal, ReviewedLine, ReviewFact, ReviewState } from './review-state.ts';
import type { Score } from './score.ts';

export function evolveReview(state: ReviewState, fact: ReviewFact, at: Instant): ReviewState {
  return { ...folded(state, fact, at), version: state.version + 1 };
}

function folded(state: ReviewState, fact: ReviewFact, at: Instant): ReviewState {
  switch (fact.type) {
    case 'assessmentPublished': {
      const { subject, period, score, assessors, appealUntil, by } = fact;
      return { ...revised(state, score, [...assessors, by]), subject, period, appealUntil, publishedBy: by };
    }
    case 'lineAppealed': {
      const appeal: Appeal = { by: fact.by, reason: fact.reason, at, decision: null };
      const lines = onLine(state, fact.indicator, (line) => ({ ...line, appeal }));
      return { ...state, lines, tookPart: joined(state.tookPart, [fact.by]) };
    }
    case 'appealDecided': {
      const { by, outcome, reason, points } = fact;
      const lines = onLine(state, fact.indicator, (line) => decided(line, { by, outcome, reason }, points));
      return { ...state, lines };
    }
    case 'assessmentFrozen':
      return { ...state, stage: 'frozen' };
    case 'assessmentCorrected': {
      const { score, assessors, appealUntil, by } = fact;
      return { ...revised(state, score, [...assessors, by]), appealUntil, publishedBy: by };
    }
    default:
      return fact satisfies never;
  }
}

function revised(state: ReviewState, score: Score, people: readonly PersonId[]): ReviewState {
  return {
    ...state,
    stage: 'published',
    revision: state.revision + 1,
    set: { code: score.set, version: score.setVersion },
    lines: score.lines.map((line) => ({ ...line, appeal: null })),
    tookPart: joined(state.tookPart, people),
  };
}

function onLine(state: ReviewState, indicator: string, change: (line: ReviewedLine) => ReviewedLine) {
  return state.lines.map((line) => (line.indicator === indicator ? change(line) : line));
}

function decided(line: ReviewedLine, decision: Appeal['decision'], points: number | null): ReviewedLine {
  const appeal = line.appeal === null ? null : { ...line.appeal, decision };
  if (points === null) return { ...line, appeal };
  const { indicator, weight, grounds } = line;
  // A line that could not be assessed and now has points was measured by nobody: the decision alone stands behind it.
  const measured = line.state === 'scored' ? line.measured : null;
  return { indicator, weight, grounds, state: 'scored', measured, points, appeal };
}

function joined(people: readonly PersonId[], more: readonly PersonId[]): readonly PersonId[] {
  return [...new Set([...people, ...more])];
}

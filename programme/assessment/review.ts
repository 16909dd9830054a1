import type { Instant } from '#domain/instant';
import { type Refusal, refuse } from '#domain/problem';
import type { Actor, ActorRole, PersonId } from '#domain/role';
import { hundredths } from './points.ts';
import type {
  Appeal,
  ReviewCommand,
  ReviewCommandOf,
  ReviewedLine,
  ReviewFact,
  ReviewStage,
  ReviewState,
  Subject,
} from './review-state.ts';
import { type Score, totalOf } from './score.ts';

/** When and by whom. */
interface ReviewMoment {
  readonly at: Instant;
  readonly actor: Actor;
}

type Row = {
  readonly stage: ReviewStage | 'none';
  readonly by: Readonly<Record<Subject['kind'], readonly ActorRole[]>>;
};

const OFFICE = ['countySupervisor', 'citySupervisor'] as const;
/** A county does not assess itself. */
const ABOVE = { county: ['citySupervisor'], school: OFFICE, head: OFFICE } as const;

/** Who may do what in which stage, by whom the assessment is about. */
export const REVIEW_ACTS = {
  publish: { stage: 'none', by: ABOVE },
  appeal: { stage: 'published', by: { county: ['countySupervisor'], school: ['schoolHead'], head: ['schoolHead'] } },
  decideAppeal: {
    stage: 'published',
    by: { county: ['citySupervisor', 'expert'], school: [...OFFICE, 'expert'], head: [...OFFICE, 'expert'] },
  },
  freeze: { stage: 'published', by: ABOVE },
  correct: { stage: 'frozen', by: ABOVE },
} as const satisfies Record<ReviewCommand['act'], Row>;

/** Decides an act on an assessment: its facts, or why not. Time alone ends nothing here: who was silent until `appealUntil` is frozen by a person. */
export function decideReview(
  state: ReviewState,
  command: ReviewCommand,
  { at, actor }: ReviewMoment,
): readonly ReviewFact[] | Refusal {
  const stage = state.version === 0 ? 'none' : state.stage;
  const row: Row = REVIEW_ACTS[command.act];
  if (row.stage !== stage) return refuse('wrongStage', { stage });
  const { kind } = command.act === 'publish' ? command.subject : state.subject;
  const by = actor.person;
  if (by === null || !row.by[kind].includes(actor.role)) return refuse('wrongRole');
  return act(state, command, at, by);
}

function act(state: ReviewState, command: ReviewCommand, at: Instant, by: PersonId): readonly ReviewFact[] | Refusal {
  switch (command.act) {
    case 'publish':
      return publish(command, at, by);
    case 'appeal':
      return appeal(state, command, at, by);
    case 'decideAppeal':
      return decideAppeal(state, command, by);
    case 'freeze':
      return freeze(state, at, by);
    case 'correct':
      return correct(state, command, at, by);
    default:
      return command satisfies never;
  }
}

function publish(command: ReviewCommandOf<'publish'>, at: Instant, by: PersonId): readonly ReviewFact[] | Refusal {
  const { subject, period, score, assessors, appealUntil } = command;
  if ((subject.kind === 'head') !== (subject.person !== null)) return refuse('fieldInvalid', { field: 'subject' });
  if (subject.person === by || assessors.includes(subject.person ?? '')) return refuse('tookPart');
  if (period.to < period.from) return refuse('fieldInvalid', { field: 'period' });
  const wrong = revisionRefused(score, appealUntil, at);
  return wrong ?? [{ type: 'assessmentPublished', by, subject, period, score, assessors, appealUntil }];
}

function revisionRefused(score: Score, appealUntil: Instant, at: Instant): Refusal | undefined {
  if (score.lines.length === 0) return refuse('fieldInvalid', { field: 'score' });
  return appealUntil <= at ? refuse('fieldInvalid', { field: 'appealUntil' }) : undefined;
}

/** Refuses `appealTooLate`, `decisionFinal` for a line that was decided, `appealOpen` for one that waits. */
function appeal(
  state: ReviewState,
  { indicator, reason }: ReviewCommandOf<'appeal'>,
  at: Instant,
  by: PersonId,
): readonly ReviewFact[] | Refusal {
  const line = lineFor(state, indicator);
  if (line === undefined) return refuse('fieldInvalid', { field: 'indicator' });
  if (line.appeal !== null) return refuse(isOpen(line) ? 'appealOpen' : 'decisionFinal');
  if (at > state.appealUntil) return refuse('appealTooLate');
  // A head answers for oneself: another person of that role, a stand-in perhaps, does not.
  if (state.subject.person !== null && state.subject.person !== by) return refuse('wrongRole');
  if (reason === null) return refuse('reasonMissing');
  return [{ type: 'lineAppealed', by, indicator, reason }];
}

/** By somebody who took no part in any revision and is not the assessed; it never takes points away. */
function decideAppeal(
  state: ReviewState,
  command: ReviewCommandOf<'decideAppeal'>,
  by: PersonId,
): readonly ReviewFact[] | Refusal {
  const { indicator, outcome, points, reason } = command;
  const line = lineFor(state, indicator);
  if (line === undefined) return refuse('fieldInvalid', { field: 'indicator' });
  if (line.appeal === null) return refuse('noSuchProposal');
  if (!isOpen(line)) return refuse('decisionFinal');
  if (state.tookPart.includes(by) || state.subject.person === by) return refuse('tookPart');
  if (reason === null) return refuse('reasonMissing');
  const fits = outcome === 'upheld' ? points !== null && raises(line, points) : points === null;
  if (!fits) return refuse('fieldInvalid', { field: 'points' });
  return [{ type: 'appealDecided', by, indicator, outcome, points, reason }];
}

function raises(line: ReviewedLine, points: number): boolean {
  const before = line.state === 'scored' ? line.points : -1;
  return points > before && points <= line.weight && hundredths(points) / 100 === points;
}

/** By somebody other than who published it, after the time for appeals, when every appeal has been decided. */
function freeze(state: ReviewState, at: Instant, by: PersonId): readonly ReviewFact[] | Refusal {
  if (state.publishedBy === by) return refuse('signerIsProposer');
  if (state.subject.person === by) return refuse('tookPart');
  const waiting = state.lines.filter(isOpen).map(({ indicator }) => indicator);
  if (waiting.length > 0) return refuse('appealOpen', { indicators: waiting });
  if (at <= state.appealUntil) return refuse('tooSoon', { earliest: state.appealUntil });
  return [{ type: 'assessmentFrozen', by, ...totalOf(state.lines) }];
}

function correct(
  state: ReviewState,
  { reason, score, assessors, appealUntil }: ReviewCommandOf<'correct'>,
  at: Instant,
  by: PersonId,
): readonly ReviewFact[] | Refusal {
  if (reason === null) return refuse('reasonMissing');
  if (state.subject.person === by || assessors.includes(state.subject.person ?? '')) return refuse('tookPart');
  // Another set would be another assessment.
  if (score.set !== state.set.code || score.setVersion !== state.set.version)
    return refuse('fieldInvalid', { field: 'score' });
  const wrong = revisionRefused(score, appealUntil, at);
  return wrong ?? [{ type: 'assessmentCorrected', by, reason, score, assessors, appealUntil }];
}

function lineFor(state: ReviewState, indicator: string): ReviewedLine | undefined {
  return state.lines.find((line) => line.indicator === indicator);
}

function isOpen({ appeal: made }: { readonly appeal: Appeal | null }): boolean {
  return made !== null && made.decision === null;
}

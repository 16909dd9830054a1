import { type CaseDraft, clockFor, ensure } from './case-draft.ts';
import { link, oweInterview, oweProtection, pace, watchLimit } from './case-owed.ts';
import type { CaseState } from './case-state.ts';
import { stepAt } from './duty.ts';
import { atLeast } from './level.ts';
import type { News } from './news.ts';
import { clockOf } from './policy.ts';
import type { Refusal } from './problem.ts';

/** What another stream of the student did, in that act's own transaction. Never refused: news is a fact, and must not undo a hospital's act. */
export function reflect(state: CaseState, news: News, draft: CaseDraft): Refusal | undefined {
  if (!state.open) return undefined;
  const { stream, kind, code, stage, open, byPerson } = news;
  const { hospital: asked, returned } = news.detail;
  const hospital = typeof asked === 'string' ? asked : null;
  draft.add({ type: 'reflected', stream, kind, code, stage, open, byPerson, hospital });
  rewatch(draft, news);
  if (kind === 'referral') REFERRAL_REACTIONS[code]?.(draft, news);
  if (kind === 'followUp') ofFollowUp(draft, news);
  // Approved, decided on appeal, and once more when the phased weeks are over: the months of closer contact count from then.
  if (kind === 'return' && returned === true) pace(draft, 'returned');
  return undefined;
}

/** The look at the other stream moves with that stream's own next limit, and ends only with it. */
function rewatch(draft: CaseDraft, news: News): void {
  const { rules, at } = draft.moment;
  const watch = draft.state.duties.find((duty) => duty.kind === 'watch' && duty.subject === news.stream);
  if (watch === undefined) return;
  if (!news.open) return draft.done((duty) => duty.id === watch.id, 'ended');
  if (news.limitAt === null) return;
  const limitAt = watchLimit(draft, news.limitAt);
  const clock = clockFor(rules, 'watch', draft.state.level);
  if (clock !== watch.clock) {
    draft.open({ kind: 'watch', clock, subject: news.stream, holder: watch.holder, limitAt });
    return draft.done((duty) => duty.id === watch.id, 'superseded');
  }
  if (limitAt === watch.limitAt) return;
  const dueAt = stepAt(rules, clockOf(rules.policy, clock), { openedAt: at, limitAt }, 0, limitAt);
  draft.add({ type: 'dutyMoved', duty: watch.id, limitAt, dueAt });
}

type Reaction = (draft: CaseDraft, news: News) => void;

/** What the case owes when a hospital or guardian has acted; other news only moves the watch. */
const REFERRAL_REACTIONS: { readonly [C in News['code']]?: Reaction } = {
  declined: (draft, news) => chooseAgain(draft, news),
  routeNeeded: (draft, news) => chooseAgain(draft, news),
  // A hospital's advice to go to another one: a new request with its own consent, which the owner starts or not.
  referredOnward: (draft, news) => chooseAgain(draft, news),
  noShow: (draft, news) => {
    const { level } = draft.state;
    if (atLeast(level, 'L3'))
      ensure(draft, 'safetyCheck', clockFor(draft.moment.rules, 'safetyCheck', level), news.stream);
  },
  guardianDeclined: (draft) => oweProtection(draft, true),
  rerouted: (draft, news) => {
    const { to, requestId } = news.detail;
    if (typeof to === 'string') link(draft, to, 'referral', typeof requestId === 'string' ? requestId : null);
  },
  outcome: (draft, news) => {
    if (news.detail['discharge'] === true) pace(draft, 'discharged');
  },
};

/** A declined or unanswered request comes back to the owner as a choice with a clock. */
function chooseAgain(draft: CaseDraft, news: News): void {
  if (draft.state.duties.some((duty) => duty.kind === 'chooseRoute' && duty.subject === news.stream)) return;
  const clock = clockFor(draft.moment.rules, 'chooseRoute', draft.state.level);
  draft.open({ kind: 'chooseRoute', clock, subject: news.stream });
}

/** Worse never passes in silence: whoever owns the case talks with the student within a day. */
function ofFollowUp(draft: CaseDraft, news: News): void {
  const { assessment, grave } = news.detail;
  if (news.code !== 'contactMade') {
    // Somebody else told of a grave sign while the student was not reached.
    if (grave === true && draft.state.stage !== 'crisis') oweInterview(draft, true);
    return;
  }
  if (assessment !== 'better' && assessment !== 'steady' && assessment !== 'worse') return;
  draft.add({ type: 'reviewRecorded', assessment, source: 'followUp', note: null });
  if (assessment === 'worse' && draft.state.stage !== 'crisis') oweInterview(draft, true);
}

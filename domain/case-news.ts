import { type CaseDraft, clockFor, ensure } from './case-draft.ts';
import { link, oweInterview, oweProtection, pace, watchLimit } from './case-owed.ts';
import type { CaseState } from './case-state.ts';
import { stepAt } from './duty.ts';
import { atLeast } from './level.ts';
import type { News } from './news.ts';
import { clockOf } from './policy.ts';
import type { Refusal } from './problem.ts';
import { warnOf } from './triage.ts';

/** What another stream of the student did, in that act's own transaction. Never refused: news is a fact, and must not undo a hospital's act. */
export function reflect(state: CaseState, news: News, draft: CaseDraft): Refusal | undefined {
  if (!state.open) return undefined;
  const { stream, kind, code, stage, open, byPerson } = news;
  const { hospital: asked } = news.detail;
  const hospital = typeof asked === 'string' ? asked : null;
  draft.add({ type: 'reflected', stream, kind, code, stage, open, byPerson, hospital });
  rewatch(draft, news);
  if (kind === 'referral') REFERRAL_REACTIONS[code]?.(draft, news);
  if (kind === 'followUp') ofFollowUp(draft, news);
  if (kind === 'return') ofReturn(draft, news);
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
  // Taken back before it left: what was promised by asking for it is owed again, unless another hospital is asked.
  cancelled: (draft, news) => {
    const { level, stage, links } = draft.state;
    if (news.stage !== 'withdrawn' || links.some((one) => one.kind === 'referral' && one.open)) return;
    if (level === 'L4' || (level === 'L3' && stage === 'care'))
      ensure(draft, 'referralOffer', `referralOffer.${level}`);
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

/** Worse never passes in silence: whoever owns the case talks with the student within a day, and a sign raises the case to its floor. */
function ofFollowUp(draft: CaseDraft, { code, detail }: News): void {
  const { assessment, signs } = detail;
  if (code === 'contactMade' && (assessment === 'better' || assessment === 'steady' || assessment === 'worse')) {
    draft.add({ type: 'reviewRecorded', assessment, source: 'followUp', note: null });
    if (assessment === 'worse') talkSoon(draft);
  }
  if (Array.isArray(signs))
    warnOf(draft, 'followUp', signs.map(String), draft.moment.rules.policy.thresholds.contactSigns);
}

/** Back in class and it goes badly, or the child does not come: somebody asks within a day; when the time is over, the closer contact begins. */
function ofReturn(draft: CaseDraft, { detail: { returned, goes, attends } }: News): void {
  // Approved, decided on appeal, and once more when the phased weeks are over: the months of closer contact count from then.
  if (returned === true) pace(draft, 'returned');
  if (goes === 'badly' || attends === 'notAtAll') talkSoon(draft);
}

function talkSoon(draft: CaseDraft): void {
  if (draft.state.stage !== 'crisis') oweInterview(draft, true);
}

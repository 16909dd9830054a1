import { deadline } from './calendar.ts';
import { DAY, type Instant } from './instant.ts';
import { type NewsCode, tellCase } from './news.ts';
import type { ClockId, DutyKind } from './policy.ts';
import type { ReturnFact, ReturnStage } from './return-to-school-facts.ts';
import type { ReturnState } from './return-to-school-state.ts';
import { peopleAt, type PersonId } from './role.ts';
import { nextLimitOf } from './shared-acts.ts';
import type { Draft } from './stream.ts';

export type ReturnDraft = Draft<ReturnState, ReturnFact>;

/** Tells the case in the same transaction. `returned: true` asks it to pace the follow-up of a child who is back. */
export function tell(
  draft: ReturnDraft,
  code: NewsCode,
  detail: Readonly<Record<string, string | number | boolean>> = {},
  byPerson = true,
): undefined {
  const { state, moment } = draft;
  const limitAt = nextLimitOf(state, moment.at);
  const { stage, open } = state;
  draft.also(
    tellCase(state.caseId, { stream: moment.self, kind: 'return', code, stage, limitAt, open, byPerson, detail }),
  );
  return undefined;
}

interface Owed {
  readonly kind: DutyKind;
  readonly clock: ClockId;
  /** Who holds it when it is not the clock's post. */
  readonly holder?: PersonId;
  readonly limitAt?: Instant;
  readonly subject?: string;
}

/** What each stage owes, besides contact with the home and missing papers. */
function owedAt(draft: ReturnDraft, stage: ReturnStage): readonly Owed[] {
  const { state, moment } = draft;
  const own = (kind: DutyKind): Owed => ({ kind, clock: kind, holder: state.owner });
  switch (stage) {
    case 'leaveAssessment':
    case 'leaveTalk':
    case 'leaveApplication':
    case 'returnPapers':
      return [own(stage)];
    case 'leaveDecision':
      return [{ kind: 'leaveApplication', clock: 'leaveApplication.decide' }];
    case 'onLeave':
      return [{ ...own('returnApplication'), ...ahead(state.leaveUntil, moment.at) }];
    case 'notYet':
      return [{ ...own('returnApplication'), ...ahead(state.nextDate, moment.at) }];
    case 'schoolReview':
      return [{ kind: 'returnSchoolReview', clock: 'returnSchoolReview' }];
    case 'jointAssessment':
      return jointOwed(state);
    case 'decision':
      return [{ kind: 'returnDecision', clock: 'returnDecision' }];
    case 'phased':
      return [{ ...own('returnPhased'), ...ahead(state.phased?.until ?? null, moment.at) }];
    case 'appeal':
      return [{ kind: 'returnAppeal', clock: 'returnAppeal', ...uninvolved(draft) }];
    case 'resting':
      return [own('returnResume')];
    case 'ended':
      return [];
    default:
      return stage satisfies never;
  }
}

/** Whoever still owes a part: the owner asks the hospital, the expert assesses. */
function jointOwed({ application, owner }: ReturnState): readonly Owed[] {
  const hospital: Owed = { kind: 'returnJoint', clock: 'returnJoint.hospital', subject: 'hospital', holder: owner };
  const expert: Owed = { kind: 'returnJoint', clock: 'returnJoint.expert', subject: 'expert' };
  return [...(application?.hospital ? [] : [hospital]), ...(application?.expert ? [] : [expert])];
}

/** An agreed date becomes the limit while it lies ahead; else the clock's own limit runs. */
function ahead(date: Instant | null, at: Instant): { readonly limitAt?: Instant } {
  return date !== null && date > at ? { limitAt: date } : {};
}

/** An appeal is answered by somebody who took no part in what it is about. */
function uninvolved({ state, moment }: ReturnDraft): { readonly holder?: PersonId } {
  const [holder] = peopleAt(moment.rules.posts, 'expertEducation', state.application?.tookPart ?? []);
  return holder === undefined ? {} : { holder };
}

const GATE: ReadonlySet<DutyKind> = new Set<DutyKind>([
  'leaveAssessment',
  'leaveTalk',
  'leaveApplication',
  'returnApplication',
  'returnPapers',
  'returnSchoolReview',
  'returnJoint',
  'returnDecision',
  'returnPhased',
  'returnAppeal',
  'returnResume',
]);
const AT_SCHOOL: ReadonlySet<ReturnStage> = new Set([
  'leaveAssessment',
  'leaveTalk',
  'leaveApplication',
  'leaveDecision',
  'phased',
  'ended',
]);

/** After a step: the gate's duties are done, the new stage's are owed, the home is in contact as long as the child is there. */
export function owe(draft: ReturnDraft, because: string): void {
  const over = draft.state.duties.filter((duty) => GATE.has(duty.kind)).map((duty) => duty.id);
  for (const { subject = null, ...owed } of owedAt(draft, draft.state.stage)) draft.open({ subject, ...owed });
  draft.done((duty) => over.includes(duty.id), because);
  oweHome(draft);
  owePapers(draft);
}

function oweHome(draft: ReturnDraft): void {
  if (AT_SCHOOL.has(draft.state.stage)) return draft.done((duty) => duty.kind === 'homeContact', 'atSchool');
  if (draft.state.duties.some((duty) => duty.kind === 'homeContact')) return;
  draft.open({ kind: 'homeContact', clock: 'homeContact', holder: draft.state.owner });
}

/** A child at home whom no paper covers: an alert that reaches the county on the tenth day (未成年人保护法 28). */
export function owePapers(draft: ReturnDraft): void {
  const { homeRestSince: since, duties } = draft.state;
  const live = duties.some((duty) => duty.kind === 'leavePapers');
  if (since === null) return draft.done((duty) => duty.kind === 'leavePapers', 'covered');
  if (live) return;
  const limitAt = since + draft.moment.rules.policy.returnToSchool.homeRestWithoutPapersDays * DAY;
  draft.open({ kind: 'leavePapers', clock: 'leavePapers', limitAt, holder: draft.state.owner });
}

/** 18:00 of the last school day on which a decision of now can be appealed. */
export function appealLimit({ moment: { at, rules } }: ReturnDraft): Instant {
  return deadline(rules.calendar, at, { basis: 'days', amount: rules.policy.returnToSchool.appealWithinDays }).at;
}

import { deadline } from './calendar.ts';
import type { CaseFact } from './case-facts.ts';
import type { CaseDecision, CaseStage, CaseState, Proposal } from './case-state.ts';
import type { RestReturn } from './child-commands.ts';
import type { Duty } from './duty.ts';
import { type Level, rank } from './level.ts';
import { clockOf, type ClockId, type DutyKind } from './policy.ts';
import type { Draft, Rules } from './stream.ts';

export type CaseDraft = Draft<CaseState, CaseFact>;

/** Clock for a kind at a level: the policy's own clock for that level, else the plain one. */
export function clockFor(rules: Rules, kind: DutyKind, level: Level): ClockId {
  const particular = `${kind}.${level}`;
  return rules.policy.clocks[particular] === undefined ? kind : particular;
}

export function has(state: CaseState, kind: DutyKind): boolean {
  return state.duties.some((duty) => duty.kind === kind);
}

/** Opens a duty of the kind unless one already lives. */
export function ensure(draft: CaseDraft, kind: DutyKind, clock: ClockId, subject: string | null = null): void {
  if (!has(draft.state, kind)) draft.open({ kind, clock, subject });
}

/** Opens the duty, or replaces a live one whose limit lies later than the new clock's. A denser clock wins; a slower one never does. */
export function tighten(draft: CaseDraft, kind: DutyKind, clock: ClockId): void {
  const { rules, at } = draft.moment;
  const live = draft.state.duties.find((duty) => duty.kind === kind);
  const limitAt = deadline(rules.calendar, at, clockOf(rules.policy, clock).limit).at;
  if (live !== undefined && live.limitAt <= limitAt) return;
  draft.open({ kind, clock });
  if (live !== undefined) draft.done((duty) => duty.id === live.id, 'superseded');
}

export function enter(draft: CaseDraft, stage: CaseStage): void {
  if (draft.state.stage !== stage) draft.add({ type: 'stageEntered', stage });
}

/** A relapse: every open return rests with its history. */
export function restReturns(draft: CaseDraft, because: RestReturn['because']): void {
  for (const open of draft.state.links.filter((one) => one.kind === 'return' && one.open))
    draft.also({ kind: 'return', id: open.id, starts: false, command: { act: 'rest', because } });
}

/** Decisions that thin care out; whoever proposed the last raise signs none of them (N25). */
export const THINNING: ReadonlySet<CaseDecision> = new Set<CaseDecision>(['lower', 'standDown', 'dismiss', 'close']);

/** Whether a proposal would thin care out, a first grade below the level that stands included. */
export function thins(proposal: Pick<Proposal, 'decision' | 'level'>, level: Level): boolean {
  return THINNING.has(proposal.decision) || (proposal.decision === 'grade' && rank(proposal.level) < rank(level));
}

/** Whether a duty waits for a signature of this proposal. */
export function waitsFor(duty: Duty, proposal: string): boolean {
  return (
    duty.subject?.startsWith(`${proposal}:`) === true && (duty.kind === 'coSign' || duty.kind === 'secondSignature')
  );
}

/** Ends proposals that new events have overtaken, with the signatures they waited for. */
export function withdraw(draft: CaseDraft, overtaken: (proposal: Proposal) => boolean, because: string): void {
  for (const open of draft.state.proposals.filter(overtaken)) {
    draft.add({ type: 'proposalWithdrawn', proposal: open.id, because, reason: null });
    draft.done((duty) => waitsFor(duty, open.id), because);
  }
}

/** Everything that would thin care out, a grade below the level that stands included: who proposed it did not know of this. */
export function withdrawThinning(draft: CaseDraft, because: string): void {
  const { level } = draft.state;
  withdraw(draft, (proposal) => thins(proposal, level), because);
}
